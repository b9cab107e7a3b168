//! What a batch of writes may ask.

use std::collections::BTreeSet;

use dynamo_model::Result;
use dynamo_model::request::Write;
use dynamo_model::request::check::{canonical, duplicates};

use super::{delete, key, put};
use crate::table::TableDef;

/// Checks that no item comes twice, of a table that is named and of the same one by its ARN either.
///
/// # Errors
///
/// A validation error in the service's words.
pub(crate) fn check_once<'t>(parts: impl IntoIterator<Item = (&'t [Write], &'t TableDef)>) -> Result<()> {
    let mut seen = BTreeSet::new();
    for (writes, table) in parts {
        for write in writes {
            let key = match write {
                Write::Put(item) => key::of(item.view(), table).as_ref().map(canonical),
                Write::Delete(key) => Some(canonical(key)),
            };
            if !seen.insert((table.id, key)) {
                return Err(duplicates());
            }
        }
    }
    Ok(())
}

/// Checks the writes of one table against it, one by one.
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
    })
}

#[cfg(test)]
mod tests {
    use dynamo_model::Error;
    use dynamo_model::request::BatchWriteItem;
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
        assert!(of((0..25).map(|s| Write::Put(item(s)))).check().is_ok());
        refused(of([]).check(), "The requestItems parameter is required for BatchWriteItem");
        let mut empty = BatchWriteItem::new();
        empty.tables.insert("shop".into(), Vec::new());
        let bounds = "at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: \
             [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]";
        refused(empty.check(), &format!("1 validation error detected: Value '{{shop=[]}}' {bounds}"));
        let over = of((0..26).map(|s| Write::Put(item(s))));
        refused(over.check(), &format!("1 validation error detected: Value {bounds}"));
        let two = (0..13).fold(of((0..13).map(|s| Write::Put(item(s)))), |batch, s| {
            batch.with_write("other", Write::Delete(item(s)))
        });
        refused(two.check(), "Too many items requested for the BatchWriteItem call");
    }

    #[test]
    fn tables_have_possible_names() {
        let error = BatchWriteItem::new().with_write("a!", Write::Delete(item(1))).check().unwrap_err();
        assert!(error.message().contains("Map keys must satisfy constraint"), "{error}");
    }

    #[test]
    fn faults_of_items_need_no_envelope() {
        let mut large = item(1);
        large.insert("x", "x".repeat(409_600));
        refused(of([Write::Put(large)]).check(), "Item size has exceeded the maximum allowed size");
        let mut bad = item(1);
        bad.insert("x", Value::Ss([].into()));
        refused(
            of([Write::Put(bad)]).check(),
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
        let twice = "Provided list of item keys contains duplicates";
        refused(check_once([(&writes[..], &table())]), twice);
        refused(check_once([(&writes[..1], &table()), (&writes[1..], &table())]), twice);
        assert!(check_once([(&[Write::Put(item(1)), Write::Delete(item(2))][..], &table())]).is_ok());
        let mut other = table();
        other.id += 1;
        assert!(check_once([(&writes[..1], &table()), (&writes[1..], &other)]).is_ok());
    }
}
