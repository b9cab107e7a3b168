//! What a batch of reads may ask.

use dynamo_model::Result;
use dynamo_model::request::KeysToGet;

use super::get;
use crate::table::TableDef;

/// Checks the keys of one table against it.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check_table(wanted: &KeysToGet, table: &TableDef) -> Result<()> {
    let projection = wanted.projection.as_ref();
    wanted.keys.iter().try_for_each(|key| get::check_table(key.view(), projection, table))
}

#[cfg(test)]
mod tests {
    use dynamo_model::Error;
    use dynamo_model::expr::{Path, Projection};
    use dynamo_model::request::BatchGetItem;
    use dynamo_model::value::{Item, Value};

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
        assert!(of((0..100).map(key)).check().is_ok());
        refused(
            BatchGetItem::new().check(),
            "1 validation error detected: Value at 'RequestItems' failed to satisfy constraint: \
             Member must have length greater than or equal to 1",
        );
        refused(
            of([]).check(),
            "1 validation error detected: Value at 'RequestItems.shop.member.Keys' failed to satisfy constraint: \
             Member must have length greater than or equal to 1",
        );
        refused(
            of((0..101).map(key)).check(),
            "1 validation error detected: Value at 'RequestItems.shop.member.Keys' failed to satisfy constraint: \
             Member must have length less than or equal to 100",
        );
        let two = of((0..60).map(key)).with_keys("other", KeysToGet::new((0..41).map(key)));
        refused(two.check(), "Too many items requested for the BatchGetItem call");
    }

    #[test]
    fn no_key_comes_twice_in_any_order_of_its_attributes() {
        let turned = Item::from_iter([("s", Value::from(1)), ("p", "a".into())]);
        refused(of([key(1), key(2), turned]).check(), "Provided list of item keys contains duplicates");
        let elsewhere = of([key(1)]).with_keys("other", KeysToGet::new([key(1)]));
        assert!(elsewhere.check().is_ok());
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
