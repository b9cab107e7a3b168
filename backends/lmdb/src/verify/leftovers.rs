//! Rows and counters that belong to nothing.

use std::ops::Bound;

use super::catalog::Catalog;
use super::check::Check;
use crate::store::Part;

/// The parts whose rows belong to a table, index, stream or expiry.
const PARTS: [Part; 5] = [Part::Items, Part::Entries, Part::Expiries, Part::Collections, Part::Changes];

/// Looks for rows under ids that nothing has, and counts those that are being removed.
pub(super) fn check(check: &mut Check<'_>, catalog: &Catalog) {
    for part in PARTS {
        let mut from = Bound::Unbounded;
        while let Some(key) = first(check, part, from.as_ref().map(Vec::as_slice)) {
            from = match key.first_chunk::<4>().map(|id| u32::from_be_bytes(*id)) {
                Some(id) => {
                    check_id(check, catalog, part, id);
                    match id.checked_add(1) {
                        Some(next) => Bound::Included(next.to_be_bytes().to_vec()),
                        None => break,
                    }
                }
                None => {
                    check.count(part);
                    check.problem(format_args!("rows of `{}`", part.name()), "one is under no number at all");
                    Bound::Excluded(key)
                }
            };
        }
    }
    check_counters(check, catalog);
}

/// Returns the first key from a bound on.
fn first(check: &mut Check<'_>, part: Part, from: Bound<&[u8]>) -> Option<Vec<u8>> {
    let row = check.snapshot.range(part, from, Bound::Unbounded).and_then(|mut rows| rows.next().transpose());
    check.read(|| format!("rows of `{}`", part.name()), row)?.map(|(key, _)| key.to_vec())
}

fn check_id(check: &mut Check<'_>, catalog: &Catalog, part: Part, id: u32) {
    if catalog.owns(part, id) {
        return;
    }
    let mut rows = 0_u64;
    check.walk_id(part, id, |_, _, _| rows += 1);
    if !catalog.dropped.contains(&id) {
        check.problem(
            format_args!("rows of `{}` under the number {id}", part.name()),
            format_args!("nothing that has such rows has that number; there are {rows}"),
        );
    }
}

fn check_counters(check: &mut Check<'_>, catalog: &Catalog) {
    let counts = |id: u32| [Part::Items, Part::Entries].iter().any(|part| catalog.owns(*part, id));
    for id in catalog.counted.iter().filter(|id| !counts(**id) && !catalog.dropped.contains(id)) {
        check.problem(format_args!("counters of the number {id}"), "no table or index has that number");
    }
}
