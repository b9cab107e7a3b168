//! What a transaction of reads may ask.

use std::collections::BTreeSet;

use dynamo_model::Result;
use dynamo_model::request::TransactGetItems;

use super::expression::Expressions;
use super::table_name::violations_of_existing;
use super::transact_write::{MOST_ACTIONS, MOST_BYTES, check_count, repeated, too_large};
use super::violations::Violations;
use crate::codec::canonical;
use crate::table::name_of;

/// Checks the request alone: members, then each read, then that no item comes twice.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check(request: &TransactGetItems) -> Result<()> {
    check_members(request)?;
    request.gets.iter().try_for_each(|get| {
        get.key.check()?;
        let projection = get.projection.as_ref();
        Expressions { projection, written: get.written, ..Expressions::default() }.check()
    })?;
    let mut seen = BTreeSet::new();
    if request.gets.iter().all(|get| seen.insert((name_of(&get.table), canonical(&get.key)))) {
        Ok(())
    } else {
        Err(repeated())
    }
}

/// Checks how large the items are together.
///
/// # Errors
///
/// A validation error if they are larger than a transaction may be.
pub(crate) fn check_size(bytes: usize) -> Result<()> {
    if bytes > MOST_BYTES { Err(too_large()) } else { Ok(()) }
}

fn check_members(request: &TransactGetItems) -> Result<()> {
    let mut found = Violations::default();
    check_count(&mut found, request.gets.len());
    for (position, get) in request.gets.iter().take(MOST_ACTIONS).enumerate() {
        let path = format!("transactItems.{}.member.get.tableName", position + 1);
        found.extend(violations_of_existing(&get.table, &path));
    }
    found.into_result()
}

#[cfg(test)]
mod tests {
    use dynamo_model::expr::Projection;
    use dynamo_model::request::TransactGet;
    use dynamo_model::value::{Item, Value};

    use super::*;

    fn get(s: u32) -> TransactGet {
        TransactGet::new("shop", Item::from_iter([("p", Value::from("a")), ("s", s.into())]))
    }

    #[track_caller]
    fn refused(gets: impl IntoIterator<Item = TransactGet>, message: &str) {
        let error = check(&TransactGetItems::new(gets)).unwrap_err();
        assert!(error.is_validation());
        assert_eq!(error.message(), message);
    }

    #[test]
    fn a_transaction_has_1_to_100_reads() {
        assert!(check(&TransactGetItems::new((0..100).map(get))).is_ok());
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
        refused(
            [get(1), get(2), get(1)],
            "Transaction request cannot include multiple operations on one item",
        );
    }

    #[test]
    fn members_and_projections_are_checked_without_an_envelope_of_their_own() {
        let nameless = TransactGet::new("", Item::new());
        refused(
            [get(1), nameless],
            "1 validation error detected: Value '' at 'transactItems.2.member.get.tableName' failed to satisfy \
             constraint: Member must have length greater than or equal to 1",
        );
        refused(
            [get(1).with_projection(Projection::from_iter(["a", "a"]))],
            "Invalid ProjectionExpression: Two document paths overlap with each other; \
             must remove or rewrite one of these paths; path one: [a], path two: [a]",
        );
    }
}
