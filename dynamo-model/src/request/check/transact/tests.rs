//! Of reads; transactions of writes are tested with the tables they are for.

use crate::expr::Projection;
use crate::request::{TransactGet, TransactGetItems};
use crate::value::{Item, Value};

fn get(s: u32) -> TransactGet {
    TransactGet::new("shop", Item::from_iter([("p", Value::from("a")), ("s", s.into())]))
}

#[track_caller]
fn refused(gets: impl IntoIterator<Item = TransactGet>, message: &str) {
    let error = TransactGetItems::new(gets).check().unwrap_err();
    assert!(error.is_validation());
    assert_eq!(error.message(), message);
}

#[test]
fn a_transaction_has_1_to_100_reads() {
    assert!(TransactGetItems::new((0..100).map(get)).check().is_ok());
    refused(
        [],
        "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: \
         Member must have length greater than or equal to 1",
    );
    refused(
        (0..101).map(get),
        "1 validation error detected: Value at 'transactItems' failed to satisfy constraint: \
         Member must have length less than or equal to 100",
    );
}

#[test]
fn no_item_comes_twice() {
    refused([get(1), get(2), get(1)], "Transaction request cannot include multiple operations on one item");
}

#[test]
fn members_and_projections_are_checked_without_an_envelope_of_their_own() {
    let nameless = TransactGet::new("", Item::new());
    refused(
        [get(1), nameless],
        "1 validation error detected: Value '' at 'transactItems.2.member.get.tableName' failed to satisfy \
         constraint: Member must have length greater than or equal to 3",
    );
    refused(
        [get(1).with_projection(Projection::from_iter(["a", "a"]))],
        "Invalid ProjectionExpression: Two document paths overlap with each other; \
         must remove or rewrite one of these paths; path one: [a], path two: [a]",
    );
}
