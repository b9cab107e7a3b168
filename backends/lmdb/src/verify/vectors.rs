//! Entries of vector indexes.

use super::check::Check;
use super::place;
use super::tally::Tally;
use crate::codec::vector;
use crate::store::{Part, projected_size, vector_entry};
use crate::table::TableDef;
use crate::vector::{VectorDef, elements_size};

/// Goes through the entries of a vector index: each has to come from an item. That none is missing, and that each holds
/// what it has to, is seen from the items.
pub(super) fn check(check: &mut Check<'_>, table: &TableDef, index: &VectorDef) {
    let mut tally = Tally::new();
    let elements = elements_size(index.definition.dimensions);
    check.walk_id(Part::Entries, index.id, |check, key, bytes| {
        check.report.found.entries += 1;
        let Ok(row) = vector::decode(key, bytes, elements) else {
            tally.add_unreadable();
            return check.problem(place::vector(table, index, key, None), "its checksum does not match");
        };
        let item_key = [&table.id.to_be_bytes(), row.item].concat();
        if let Some(what) = stray(check, table, index, key, &item_key, &mut tally) {
            check.problem(place::vector(table, index, key, Some(item_key)), what);
        }
    });
    tally.compare(check, index.id, format_args!("table `{}`, index `{}`", table.name, index.name()));
}

/// Says why an entry should not be there; if it should, counts what the index holds of its item.
fn stray(
    check: &Check<'_>,
    table: &TableDef,
    index: &VectorDef,
    key: &[u8],
    item_key: &[u8],
    tally: &mut Tally,
) -> Option<&'static str> {
    // How large it is, only its item tells.
    let Ok(Some(item)) = check.snapshot.row(Part::Items, item_key) else {
        tally.add_unreadable();
        let item = check.snapshot.get(Part::Items, item_key);
        // One that cannot be read is reported where the items are gone through.
        return matches!(item, Ok(None)).then_some("there is no such item");
    };
    tally.add(projected_size(table, index, item.item));
    if !index.filled.covers(item_key) {
        return Some("the index has not been filled that far");
    }
    match vector_entry(table, index, item_key, item.item) {
        Some(own) if own.key == key => None,
        Some(_) => Some("the item has another place in the index"),
        None => Some("the item does not belong in the index"),
    }
}
