//! Key conditions against the key they are for.

use dynamo_model::expr::KeyCondition;
use dynamo_model::request::KeySchema;
use dynamo_model::request::check::check_condition_values;
use dynamo_model::value::ValueKind;
use dynamo_model::{Error, Result};

use super::key::kind_matches;
use crate::table::TableDef;

/// Checks that a key condition is on the key of the table or of one of its indexes, of this table if types are to be checked.
pub(super) fn check_names(
    condition: &KeyCondition,
    schema: &KeySchema,
    types_of: Option<&TableDef>,
) -> Result<()> {
    check_count(condition, schema)?;
    // A partition key that is one attribute is looked at alone, its type before how it is compared.
    if let (Some(table), [partition], [] | [_]) = (types_of, schema.partition(), schema.sort()) {
        check_kinds(condition, table, |name| name == partition)?;
    }
    check_partition(condition, schema)?;
    check_only_keys(condition, schema)
}

/// Checks how a key condition compares the key that it is on.
pub(super) fn check_values(condition: &KeyCondition, schema: &KeySchema, table: &TableDef) -> Result<()> {
    check_no_gap(condition, schema)?;
    check_kinds(condition, table, |_| true)?;
    let (partition, sort) = (schema.partition().iter(), schema.sort().iter());
    check_condition_values(condition, partition.map(String::as_str), sort.map(String::as_str))
}

fn check_count(condition: &KeyCondition, schema: &KeySchema) -> Result<()> {
    let (conditions, keys) = (condition.names().count(), schema.attributes().count());
    if conditions <= keys {
        return Ok(());
    }
    let older = match conditions {
        0..=2 => not_supported().message().to_owned(),
        _ => "Conditions can be of length 1 or 2 only".to_owned(),
    };
    Err(Error::validation(format!(
        "The number of query conditions ({conditions}) exceeds the number of key attributes defined in the schema \
         ({keys})"
    ))
    .or_older(older))
}

/// Requires an equality on every partition key attribute. Of a key of several attributes all that lack one are told: those
/// without any condition if there are such, or else those with another.
fn check_partition(condition: &KeyCondition, schema: &KeySchema) -> Result<()> {
    let names = schema.partition().iter().map(String::as_str);
    let mut open: Vec<&str> = names.filter(|name| !has_equality(condition, name)).collect();
    let Some(first) = open.first() else { return Ok(()) };
    let is_named = |name: &str| condition.names().any(|named| named == name);
    if schema.partition().len() == 1 && schema.sort().len() <= 1 {
        return Err(if is_named(first) { not_supported() } else { missed(first) });
    }
    if !open.iter().all(|name| is_named(name)) {
        open.retain(|name| !is_named(name));
    }
    Err(Error::validation(format!(
        "HASH key attributes {} must have equality conditions specified in the query",
        open.join(", ")
    )))
}

fn check_only_keys(condition: &KeyCondition, schema: &KeySchema) -> Result<()> {
    if condition.names().all(|name| schema.attributes().any(|key| key == name)) {
        return Ok(());
    }
    match schema.attributes().find(|key| !condition.names().any(|name| name == *key)) {
        Some(key) => Err(missed(key)),
        None => Err(not_supported()),
    }
}

/// Requires that sort key attributes are fixed from the left: only the last one named may have a range.
fn check_no_gap(condition: &KeyCondition, schema: &KeySchema) -> Result<()> {
    let mut open: Vec<&str> = Vec::new();
    for name in schema.sort() {
        if !open.is_empty() && condition.names().any(|named| named == name) {
            return Err(Error::validation(format!(
                "RANGE key attributes {} must have equality conditions specified in the query because a condition is \
                 present on key attribute {name}",
                open.join(", ")
            )));
        }
        if !has_equality(condition, name) {
            open.push(name);
        }
    }
    Ok(())
}

/// Checks the types of what some attributes are compared with.
fn check_kinds(condition: &KeyCondition, table: &TableDef, of: impl Fn(&str) -> bool) -> Result<()> {
    let fits = |name: &str, kind: ValueKind| kind_matches(kind, table.kind(name));
    if condition.operands().filter(|(name, _)| of(name)).all(|(name, value)| fits(name, value.kind())) {
        return Ok(());
    }
    Err(Error::validation(
        "One or more parameter values were invalid: Condition parameter type does not match schema type",
    ))
}

fn has_equality(condition: &KeyCondition, name: &str) -> bool {
    condition.equals().iter().any(|(equal, _)| equal == name)
}

fn missed(name: &str) -> Error {
    Error::validation(format!("Query condition missed key schema element: {name}"))
}

fn not_supported() -> Error {
    Error::validation("Query key condition not supported")
}
