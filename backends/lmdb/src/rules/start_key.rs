//! Where a query or scan goes on: the key it starts after.

use std::collections::BTreeSet;

use dynamo_model::expr::{Condition, KeyCondition, Operand, Path, SortRange};
use dynamo_model::request::KeySchema;
use dynamo_model::request::check::{invalid_start, invalid_start_value};
use dynamo_model::value::ItemRef;
use dynamo_model::{Error, Result};

use super::key::{check_not_empty, check_sizes, has_kind, no_match};
use crate::eval;
use crate::table::{IndexDef, TableDef};

const INVALID: &str = "The provided starting key is invalid";

/// Checks that a start key consists of exactly the table's key attributes and those of the index, if any: first how many
/// there are, then the key that is read by, then the table's. A scan of a table says the same of all of it.
pub(super) fn check_shape(
    start: ItemRef<'_>,
    table: &TableDef,
    index: Option<&IndexDef>,
    is_scan: bool,
) -> Result<()> {
    let mut names: BTreeSet<&str> = table.key.attributes().collect();
    names.extend(index.iter().flat_map(|index| index.key.attributes()));
    if !is_scan || index.is_some() {
        if start.len() != names.len() {
            return Err(Error::validation(INVALID));
        }
        check_read(start, index.map_or(&table.key, |index| &index.key), table)
            .map_err(|error| unfit(error, is_scan))?;
    }
    let has = |name| start.get(name).is_some_and(|value| has_kind(value, table.kind(name)));
    if start.len() != names.len() || !table.key.attributes().all(has) {
        return Err(unfit(invalid_start(no_match()), is_scan));
    }
    let filled = names.iter().try_for_each(|name| check_not_empty(name, start.get(name)));
    filled.map_err(if is_scan { invalid_start } else { invalid_start_value })?;
    let keys = std::iter::once(&table.key).chain(index.map(|index| &index.key));
    keys.into_iter().try_for_each(|schema| check_sizes(start, schema)).map_err(invalid_start)
}

/// Checks the part of a start key that is read by.
fn check_read(start: ItemRef<'_>, schema: &KeySchema, table: &TableDef) -> Result<()> {
    schema.attributes().try_for_each(|name| match start.get(name) {
        None => Err(Error::validation(INVALID)),
        Some(value) if has_kind(value, table.kind(name)) => Ok(()),
        Some(_) => Err(no_match()),
    })
}

/// Says that a start key does not fit the keys. The newer layer, which scans are not in, says no more than that.
fn unfit(said: Error, is_scan: bool) -> Error {
    if is_scan { said } else { Error::validation(INVALID).or_older(said.message()) }
}

/// Checks that a start key lies in what the query reads.
pub(super) fn check_position(
    start: ItemRef<'_>,
    condition: &KeyCondition,
    schema: &KeySchema,
    is_table: bool,
) -> Result<()> {
    if is_table && schema.sort().is_empty() {
        return Err(not_restartable(start, schema));
    }
    if let Some((_, above)) = schema.partition().split_last() {
        let is_above = |name: &str| above.iter().any(|key| key == name);
        if !equalities(condition, is_above).all(|equal| eval::matches(&equal, start)) {
            return Err(at_most_one());
        }
    }
    let in_partition = partition(condition, schema).all(|equal| eval::matches(&equal, start));
    let mut predicates = predicates(condition, schema).peekable();
    if predicates.peek().is_none() {
        return if in_partition { Ok(()) } else { Err(outside()) };
    }
    if !predicates.all(|predicate| eval::matches(&predicate, start)) {
        return Err(Error::validation("The provided starting key does not match the range key predicate"));
    }
    if in_partition && !(is_table && is_whole_key(condition, schema)) {
        return Ok(());
    }
    Err(at_most_one())
}

/// Makes the error of a start where there is nothing to go on with. Of another value of any partition attribute but the last,
/// the service says the same.
fn at_most_one() -> Error {
    Error::validation("The query can return at most one row and cannot be restarted")
}

fn is_whole_key(condition: &KeyCondition, schema: &KeySchema) -> bool {
    condition.equals().len() == schema.attributes().count()
}

fn outside() -> Error {
    Error::validation("The provided starting key is outside query boundaries based on provided conditions")
}

/// A partition of a table without a sort key holds one item: there is nothing after it.
fn not_restartable(start: ItemRef<'_>, schema: &KeySchema) -> Error {
    let shown: Vec<String> = schema
        .attributes()
        .filter_map(|name| Some(format!("{name}={}", start.get(name)?.to_value().described())))
        .collect();
    Error::validation(format!(
        "The provided exclusive start key is invalid: ExclusiveStartKey: {{{}}}",
        shown.join(", ")
    ))
}

/// Iterates over the conditions on the partition key.
fn partition<'c>(condition: &'c KeyCondition, schema: &'c KeySchema) -> impl Iterator<Item = Condition> + 'c {
    equalities(condition, move |name| schema.partition().iter().any(|key| key == name))
}

/// Iterates over the conditions on the sort key.
fn predicates<'c>(
    condition: &'c KeyCondition,
    schema: &'c KeySchema,
) -> impl Iterator<Item = Condition> + 'c {
    let equals = equalities(condition, move |name| schema.sort().iter().any(|key| key == name));
    equals.chain(condition.range().map(|(name, range)| in_range(name, range)))
}

fn equalities(condition: &KeyCondition, wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = Condition> {
    let wanted = condition.equals().iter().filter(move |(name, _)| wanted(name));
    wanted.map(|(name, value)| Condition::eq(path(name), value))
}

fn in_range(name: &str, range: &SortRange) -> Condition {
    match range {
        SortRange::Lt(value) => Condition::lt(path(name), value),
        SortRange::Le(value) => Condition::le(path(name), value),
        SortRange::Gt(value) => Condition::gt(path(name), value),
        SortRange::Ge(value) => Condition::ge(path(name), value),
        SortRange::Between(low, high) => Condition::between(path(name), low, high),
        SortRange::BeginsWith(prefix) => Condition::begins_with(path(name), prefix),
    }
}

fn path(name: &str) -> Operand {
    Operand::Path(Path::attribute(name))
}
