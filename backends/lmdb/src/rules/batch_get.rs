//! What a batch of reads may ask.

use std::collections::BTreeSet;

use dynamo_model::request::{BatchGetItem, KeysToGet};
use dynamo_model::value::Item;
use dynamo_model::{Error, Result};

use super::batch_write::{check_names, duplicates};
use super::expression::Expressions;
use super::{enveloped, get};
use crate::codec::canonical;
use crate::table::TableDef;

const MOST_KEYS: usize = 100;

/// Checks the request alone: how many keys, their values, that none comes twice, projections.
///
/// The service compares the text of numbers to tell keys apart. They are parsed by the time they get here: `1` and
/// `1.0` are one key.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check(request: &BatchGetItem) -> Result<()> {
    check_counts(request)?;
    request.tables.values().try_for_each(|wanted| {
        wanted.keys.iter().try_for_each(Item::check)?;
        check_distinct(&wanted.keys)?;
        let projection = wanted.projection.as_ref();
        Expressions { projection, written: wanted.written, ..Expressions::default() }.check()
    })
}

/// Checks the keys of one table against it.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check_table(wanted: &KeysToGet, table: &TableDef) -> Result<()> {
    let projection = wanted.projection.as_ref();
    wanted.keys.iter().try_for_each(|key| get::check_table(key.view(), projection, table))
}

fn check_counts(request: &BatchGetItem) -> Result<()> {
    if request.tables.is_empty() {
        return Err(length("RequestItems", "greater than or equal to 1"));
    }
    check_names(request.tables.keys())?;
    for (name, wanted) in &request.tables {
        let path = || format!("RequestItems.{name}.member.Keys");
        match wanted.keys.len() {
            0 => return Err(length(&path(), "greater than or equal to 1")),
            1..=MOST_KEYS => {}
            _ => return Err(length(&path(), "less than or equal to 100")),
        }
    }
    if request.tables.values().map(|wanted| wanted.keys.len()).sum::<usize>() > MOST_KEYS {
        return Err(Error::validation("Too many items requested for the BatchGetItem call"));
    }
    Ok(())
}

fn length(path: &str, constraint: &str) -> Error {
    enveloped(Error::validation(format!(
        "Value at '{path}' failed to satisfy constraint: Member must have length {constraint}"
    )))
}

fn check_distinct(keys: &[Item]) -> Result<()> {
    let mut seen = BTreeSet::new();
    if keys.iter().all(|key| seen.insert(canonical(key))) { Ok(()) } else { Err(duplicates()) }
}

#[cfg(test)]
mod tests {
    use dynamo_model::expr::{Path, Projection};
    use dynamo_model::value::Value;

    use super::*;
    use crate::rules::fixture::table;

    fn key(s: u32) -> Item {
        Item::from_iter([("p", Value::from("a")), ("s", s.into())])
    }

    fn of(keys: impl IntoIterator<Item = Item>) -> BatchGetItem {
        BatchGetItem::new().with_keys("shop", KeysToGet::new(keys))
    }

    #[track_caller]
    fn refused(outcome: Result<()>, message: &str) {
        assert_eq!(outcome.as_ref().map_err(Error::message), Err(message));
    }

    #[test]
    fn a_batch_has_1_to_100_keys() {
        assert!(check(&of((0..100).map(key))).is_ok());
        refused(
            check(&BatchGetItem::new()),
            "1 validation error detected: Value at 'RequestItems' failed to satisfy constraint: \
             Member must have length greater than or equal to 1",
        );
        refused(
            check(&of([])),
            "1 validation error detected: Value at 'RequestItems.shop.member.Keys' failed to satisfy constraint: \
             Member must have length greater than or equal to 1",
        );
        refused(
            check(&of((0..101).map(key))),
            "1 validation error detected: Value at 'RequestItems.shop.member.Keys' failed to satisfy constraint: \
             Member must have length less than or equal to 100",
        );
        let two = of((0..60).map(key)).with_keys("other", KeysToGet::new((0..41).map(key)));
        refused(check(&two), "Too many items requested for the BatchGetItem call");
    }

    #[test]
    fn no_key_comes_twice_in_any_order_of_its_attributes() {
        let turned = Item::from_iter([("s", Value::from(1)), ("p", "a".into())]);
        refused(check(&of([key(1), key(2), turned])), "Provided list of item keys contains duplicates");
        let elsewhere = of([key(1)]).with_keys("other", KeysToGet::new([key(1)]));
        assert!(check(&elsewhere).is_ok());
    }

    #[test]
    fn keys_and_projections_fit_the_table() {
        refused(
            check_table(&KeysToGet::new([key(1), Item::from_iter([("p", "a")])]), &table()),
            "The provided key element does not match the schema",
        );
        let nested = Projection::from_iter([Path::attribute("p").key("x")]);
        refused(
            check_table(&KeysToGet::new([key(1)]).with_projection(nested), &table()),
            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: p",
        );
    }
}
