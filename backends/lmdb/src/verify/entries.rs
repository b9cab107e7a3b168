//! Entries of indexes.

use super::check::{Check, intact, wrong_size};
use super::place;
use super::tally::Tally;
use crate::codec::{Row, key};
use crate::store::Part;
use crate::table::{IndexDef, TableDef};

/// Goes through the entries of an index: each has to come from an item. That none is missing, and that each holds what it
/// has to, is seen from the items.
pub(super) fn check(check: &mut Check<'_>, table: &TableDef, index: &IndexDef) {
    let mut tally = Tally::new();
    check.walk_id(Part::Entries, index.id, |check, key, bytes| {
        check.report.found.entries += 1;
        let row = match intact(key, bytes) {
            Ok(row) => row,
            Err(what) => {
                tally.add_unreadable();
                return check.problem(place::entry(table, index, key, None), what);
            }
        };
        tally.add(row.item.size());
        let stray = stray(check, table, index, key, row).map(str::to_owned);
        for what in wrong_size(row).into_iter().chain(stray) {
            check.problem(place::entry(table, index, key, Some(row.item)), what);
        }
    });
    tally.compare(check, index.id, format_args!("table `{}`, index `{}`", table.name, index.name));
}

/// Says why an entry should not be there.
fn stray(
    check: &Check<'_>,
    table: &TableDef,
    index: &IndexDef,
    key: &[u8],
    entry: Row<'_>,
) -> Option<&'static str> {
    let Ok(item_key) = key::item(table, entry.item) else {
        return Some("it does not say which item it is of");
    };
    if !index.filled.covers(&item_key) {
        return Some("the index has not been filled that far");
    }
    match check.snapshot.row(Part::Items, &item_key) {
        // Reported where the items are gone through.
        Err(_) => None,
        Ok(None) => Some("there is no such item"),
        Ok(Some(item)) => match key::entry(table, index, item.item) {
            Ok(Some(own)) if own == key => None,
            Ok(Some(_)) => Some("the item has another place in the index"),
            Ok(None) => Some("the item does not belong in the index"),
            Err(_) => None,
        },
    }
}
