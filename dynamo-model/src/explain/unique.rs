//! Reads by unique values: of a guard, and of the entity that it names.

use super::cost::{GUARD, ITEM};
use super::{Cost, Explanation, Step};
use crate::request::{Capacity, GetItem};
use crate::schema::TableSchema;

/// Explains the read of an entity, given that of its guard; and of both once more, for each time that the entity turns out
/// not to have the value.
pub(crate) fn explain_unique(guard: &GetItem, table: &TableSchema) -> Explanation {
    let of_guard = || Cost::read(None, GUARD, true, "a guard of at most 8 KB");
    let of_entity = || Cost::read(None, ITEM, true, "the entity that it names, of at most 400 KB");
    let step = |operation, cost| Step::new(operation, &guard.table, vec![cost]);
    let again = |cost: Cost| step("Get in TransactGetItems", cost.times(2)).for_each("try again");
    Explanation {
        steps: vec![
            step("GetItem", of_guard()).of_item(table, &guard.key),
            step("GetItem", Cost { least: Capacity::default(), ..of_entity() }),
            again(of_guard()),
            again(of_entity()),
        ],
    }
}
