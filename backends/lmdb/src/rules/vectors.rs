//! Attributes that vector indexes are made of: an item may lack them, but not have them wrong.

use dynamo_model::expr::Update;
use dynamo_model::request::check::{LONGEST_PARTITION_VALUE, empty_in_index, empty_kind, updated_to_empty};
use dynamo_model::request::{KeyKind, VectorIndex};
use dynamo_model::value::{ItemRef, Number, ValueRef};
use dynamo_model::{Error, Result};

use super::create_table::invalid;
use super::key::has_kind;
use crate::store::LONGEST_FILTER;
use crate::table::TableDef;
use crate::vector::{Unfit, read};

/// Checks what vector indexes take from an item to put.
pub(super) fn check_put(item: ItemRef<'_>, table: &TableDef) -> Result<()> {
    check(item, table, |_| true, |index, name, kind| empty_in_index(&index.name, name, kind))
}

/// Checks what vector indexes take from an item, as far as an update wrote it; a bad value it left alone stays.
pub(super) fn check_update(
    update: &Update,
    old: Option<ItemRef<'_>>,
    new: ItemRef<'_>,
    table: &TableDef,
) -> Result<()> {
    let written = |name: &str| old.is_none() || update.targets().any(|path| path.root() == name);
    check(new, table, written, |_, _, kind| updated_to_empty(kind))
}

/// Goes through the indexes by name, and of each through the vector first.
fn check(
    item: ItemRef<'_>,
    table: &TableDef,
    is_written: impl Fn(&str) -> bool,
    empty: impl Fn(&VectorIndex, &str, &str) -> Error,
) -> Result<()> {
    if table.vectors.is_empty() {
        return Ok(());
    }
    let mut indexes: Vec<&VectorIndex> = table.vectors.iter().map(|index| &index.definition).collect();
    indexes.sort_by(|one, other| one.name.cmp(&other.name));
    let value = |name: &str| item.get(name).filter(|_| is_written(name));
    for index in indexes {
        value(&index.attribute).map_or(Ok(()), |value| check_vector(index, value))?;
        for name in index.schema.attributes() {
            value(name).map_or(Ok(()), |value| check_kind(table, index, name, value))?;
        }
        for name in index.schema.partition() {
            let Some(value) = value(name) else { continue };
            if let Some(kind) = empty_kind(value) {
                return Err(empty(index, name, kind));
            }
            if value.size() > LONGEST_PARTITION_VALUE {
                return Err(invalid(
                    "Aggregate size for HASH key attributes exceeds the maximum of 2048 bytes",
                ));
            }
        }
        let too_long = |name: &&String| value(name).is_some_and(|value| value.size() > LONGEST_FILTER);
        if let Some(name) = index.schema.filters().iter().find(too_long) {
            return Err(invalid(format_args!(
                "Size limit exceeded for SearchSchema attribute '{name}': maximum {LONGEST_FILTER} bytes"
            )));
        }
    }
    Ok(())
}

fn check_vector(index: &VectorIndex, value: ValueRef<'_>) -> Result<()> {
    let VectorIndex { name, attribute, dimensions, .. } = index;
    let Err(unfit) = read(value, *dimensions) else { return Ok(()) };
    Err(wrong(match unfit {
        Unfit::NotList => format!(
            "Invalid type for parameter {attribute}, Expected: 32-bit floating point number list IndexName: {name}"
        ),
        Unfit::Length(length) => format!(
            "Invalid size for parameter {attribute}, Expected: {dimensions}, Actual: {length} IndexName: {name}"
        ),
        Unfit::Kind(place, kind) => format!(
            "Invalid type for parameter {attribute}[{place}], Expected: 32-bit floating point number, Actual: {}. \
             IndexName: {name}",
            kind.as_str()
        ),
        Unfit::Range(place, number) => format!(
            "Invalid value for parameter {attribute}[{place}], Value: {} is outside valid range \
             [-3.4028235E38, 3.4028235E38]. IndexName: {name}",
            scientific(number)
        ),
    }))
}

fn check_kind(table: &TableDef, index: &VectorIndex, name: &str, value: ValueRef<'_>) -> Result<()> {
    let expected = table.kind(name);
    if has_kind(value, expected) {
        return Ok(());
    }
    Err(wrong(format!(
        "Attribute '{name}' type mismatch. Expected: {}, Actual: {}. IndexName: {}",
        expected.map_or("", KeyKind::as_str),
        value.kind().as_str(),
        index.name
    )))
}

/// The service has a stop here where it has a colon elsewhere.
fn wrong(what: impl std::fmt::Display) -> Error {
    Error::validation(format!("One or more parameter values were invalid. {what}"))
}

/// Writes a number that is too large: its first digit, the others, and the power of ten.
fn scientific(number: Number) -> String {
    let digits = number.mantissa().unsigned_abs().to_string();
    let (first, rest) = digits.split_at(1);
    let sign = if number.mantissa() < 0 { "-" } else { "" };
    let point = if rest.is_empty() { "" } else { "." };
    let power = usize::try_from(number.exponent()).unwrap_or(0) + rest.len();
    match number.exponent() {
        1.. => format!("{sign}{first}{point}{rest}E+{power}"),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_written_with_their_power_of_ten() {
        for (text, written) in [("1e39", "1E+39"), ("-3.50e40", "-3.5E+40"), ("1234e37", "1.234E+40")] {
            assert_eq!(scientific(Number::parse(text).unwrap()), written);
        }
    }
}
