//! The order in which items expire.

use super::check::Check;
use super::place;
use crate::codec::expiry;
use crate::store::{Part, expires_at};
use crate::table::{Expiry, TableDef};

/// Goes through the order of expiry of a table: each row has to come from an item. That none is missing is seen from the
/// items.
pub(super) fn check(check: &mut Check<'_>, table: &TableDef, expiry: &Expiry) {
    check.walk_id(Part::Expiries, expiry.id, |check, key, bytes| {
        check.report.found.expiries += 1;
        let item_key = expiry::item_key(table.id, key);
        let content = (!bytes.is_empty()).then_some("it has content");
        for what in content.into_iter().chain(stray(check, expiry, key, &item_key)) {
            check.problem(place::expiry(table, &item_key), what);
        }
    });
}

/// Says why a row should not be there.
fn stray(check: &Check<'_>, expiry: &Expiry, key: &[u8], item_key: &[u8]) -> Option<&'static str> {
    if !expiry.filled.covers(item_key) {
        return Some("the order of expiry has not been filled that far");
    }
    match check.snapshot.row(Part::Items, item_key) {
        // Reported where the items are gone through.
        Err(_) => None,
        Ok(None) => Some("there is no such item"),
        Ok(Some(item)) => match expires_at(expiry, item.item) {
            Some(at) if expiry::key(expiry.id, at, item_key) == key => None,
            Some(_) => Some("the item expires at another time"),
            None => Some("the item does not expire"),
        },
    }
}
