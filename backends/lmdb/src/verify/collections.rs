//! The sizes of item collections.

use std::ops::Bound;

use super::check::Check;
use super::{place, stored_key};
use crate::store::Part;
use crate::table::TableDef;

/// Goes through the collections of a table: each has to have items. That their sizes are right, and that none is missing,
/// is seen from the items.
pub(super) fn check(check: &mut Check<'_>, table: &TableDef) {
    check.walk_id(Part::Collections, table.id, |check, partition, _| {
        check.report.found.collections += 1;
        let first = check
            .snapshot
            .range(Part::Items, Bound::Included(partition), Bound::Unbounded)
            .and_then(|mut rows| rows.next().transpose());
        // What cannot be read is reported where the items are gone through.
        let Ok(first) = first else { return };
        if first.and_then(|(key, _)| stored_key::prefix(key)) != Some(partition) {
            check.problem(place::collection(table, partition), "it has a size, and no items");
        }
    });
}
