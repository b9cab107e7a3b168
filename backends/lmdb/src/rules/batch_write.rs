//! What a batch of writes may ask.

use std::collections::BTreeSet;

use dynamo_model::request::{BatchWriteItem, TableName, Write};
use dynamo_model::{Error, Result};

use super::{delete, enveloped, item, key, put, table_name};
use crate::codec::canonical;
use crate::table::TableDef;

const MOST_WRITES: usize = 25;

/// Checks the request alone: how many writes, their values and sizes.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check(request: &BatchWriteItem) -> Result<()> {
    check_counts(request)?;
    request.tables.values().flatten().try_for_each(|write| match write {
        Write::Put(item) => {
            item.check()?;
            item::check_put_size(item.view())
        }
        Write::Delete(key) => Ok(key.check()?),
    })
}

/// Checks the writes of one table against it: keys, and that no item comes twice.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check_table(writes: &[Write], table: &TableDef) -> Result<()> {
    writes.iter().try_for_each(|write| match write {
        Write::Put(item) => {
            key::check_present(item.view(), table)?;
            put::check_table(item.view(), None, table)
        }
        Write::Delete(key) => delete::check_table(key.view(), None, table),
    })?;
    let mut seen = BTreeSet::new();
    let mut is_new = |write: &Write| match write {
        Write::Put(item) => seen.insert(key::of(item.view(), table).as_ref().map(canonical)),
        Write::Delete(key) => seen.insert(Some(canonical(key))),
    };
    if writes.iter().all(&mut is_new) { Ok(()) } else { Err(duplicates()) }
}

/// Requires names that a table can have.
pub(super) fn check_names<'n>(mut names: impl Iterator<Item = &'n TableName>) -> Result<()> {
    if names.all(|name| table_name::is_possible(name)) {
        return Ok(());
    }
    Err(enveloped(Error::validation(
        "Value at 'requestItems' failed to satisfy constraint: Map keys must satisfy constraint: \
         [Member must have length less than or equal to 255, Member must have length greater than or equal to 3, \
         Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]",
    )))
}

/// Makes the error of a batch that names an item twice.
pub(super) fn duplicates() -> Error {
    Error::validation("Provided list of item keys contains duplicates")
}

fn check_counts(request: &BatchWriteItem) -> Result<()> {
    if request.tables.is_empty() {
        return Err(Error::validation("The requestItems parameter is required for BatchWriteItem"));
    }
    check_names(request.tables.keys())?;
    if request.tables.values().any(|writes| writes.is_empty() || writes.len() > MOST_WRITES) {
        return Err(wrong_lengths(request));
    }
    if request.tables.values().map(Vec::len).sum::<usize>() > MOST_WRITES {
        return Err(Error::validation("Too many items requested for the BatchWriteItem call"));
    }
    Ok(())
}

/// Shows the request only where it is of no writes at all.
fn wrong_lengths(request: &BatchWriteItem) -> Error {
    let shown = if request.tables.values().all(Vec::is_empty) {
        let tables: Vec<String> = request.tables.keys().map(|name| format!("{name}=[]")).collect();
        format!("Value '{{{}}}'", tables.join(", "))
    } else {
        "Value".to_owned()
    };
    enveloped(Error::validation(format!(
        "{shown} at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: \
         [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]"
    )))
}

#[cfg(test)]
mod tests {
    use dynamo_model::value::{Item, Value};

    use super::*;
    use crate::rules::fixture::table;

    const NO_MATCH: &str = "The provided key element does not match the schema";

    fn item(s: impl Into<Value>) -> Item {
        Item::from_iter([("p", Value::from("a")), ("s", s.into())])
    }

    fn of(writes: impl IntoIterator<Item = Write>) -> BatchWriteItem {
        writes.into_iter().fold(BatchWriteItem::new(), |batch, write| batch.with_write("shop", write))
    }

    #[track_caller]
    fn refused(outcome: Result<()>, message: &str) {
        assert_eq!(outcome.as_ref().map_err(Error::message), Err(message));
    }

    #[test]
    fn a_batch_has_1_to_25_writes() {
        assert!(check(&of((0..25).map(|s| Write::Put(item(s))))).is_ok());
        refused(check(&of([])), "The requestItems parameter is required for BatchWriteItem");
        let mut empty = BatchWriteItem::new();
        empty.tables.insert("shop".into(), Vec::new());
        let bounds = "at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: \
             [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]";
        refused(check(&empty), &format!("1 validation error detected: Value '{{shop=[]}}' {bounds}"));
        let over = of((0..26).map(|s| Write::Put(item(s))));
        refused(check(&over), &format!("1 validation error detected: Value {bounds}"));
        let two = (0..13).fold(of((0..13).map(|s| Write::Put(item(s)))), |batch, s| {
            batch.with_write("other", Write::Delete(item(s)))
        });
        refused(check(&two), "Too many items requested for the BatchWriteItem call");
    }

    #[test]
    fn tables_have_possible_names() {
        let error = check(&BatchWriteItem::new().with_write("a!", Write::Delete(item(1)))).unwrap_err();
        assert!(error.message().contains("Map keys must satisfy constraint"), "{error}");
    }

    #[test]
    fn faults_of_items_need_no_envelope() {
        let mut large = item(1);
        large.insert("x", "x".repeat(409_600));
        refused(check(&of([Write::Put(large)])), "Item size has exceeded the maximum allowed size");
        let mut bad = item(1);
        bad.insert("x", Value::Ss([].into()));
        refused(
            check(&of([Write::Put(bad)])),
            "One or more parameter values were invalid: An string set  may not be empty",
        );
    }

    #[test]
    fn puts_say_of_wrong_keys_what_lookups_say() {
        for wrong in [Item::from_iter([("p", "a")]), item("1")] {
            refused(check_table(&[Write::Put(wrong.clone())], &table()), NO_MATCH);
            refused(check_table(&[Write::Delete(wrong)], &table()), NO_MATCH);
        }
        let mut indexed = item(1);
        indexed.insert("g", 1);
        assert!(check_table(&[Write::Put(indexed)], &table()).unwrap_err().message().contains("Index Key g"));
    }

    #[test]
    fn an_item_comes_once_whatever_is_done_to_it() {
        let mut put = item(1);
        put.insert("x", "y");
        let writes = [Write::Put(put), Write::Delete(item(1))];
        refused(check_table(&writes, &table()), "Provided list of item keys contains duplicates");
        assert!(check_table(&[Write::Put(item(1)), Write::Delete(item(2))], &table()).is_ok());
    }
}
