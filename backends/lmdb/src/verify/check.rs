//! Going through rows.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::ops::Bound;

use dynamo_model::Result;
use dynamo_model::value::Item;

use super::report::{Progress, Report, Verification};
use crate::codec::{Row, row};
use crate::store::{Part, Snapshot};

/// A snapshot while it is checked.
pub(super) struct Check<'v> {
    pub(super) snapshot: Snapshot<'v>,
    pub(super) report: Report<'v>,
    /// How many rows have been gone through.
    walked: BTreeMap<Part, u64>,
    /// Parts that could not be gone through to the end.
    cut_short: BTreeSet<Part>,
}

impl<'v> Check<'v> {
    pub(super) fn new(snapshot: Snapshot<'v>, tell: &'v mut dyn FnMut(Progress)) -> Result<Self> {
        let total = Part::ALL.iter().map(|part| snapshot.count(*part)).sum::<Result<u64>>()?;
        let report = Report::new(total, tell);
        Ok(Self { snapshot, report, walked: BTreeMap::new(), cut_short: BTreeSet::new() })
    }

    /// Notes a problem.
    pub(super) fn problem(&mut self, place: impl Display, what: impl Display) {
        self.report.problem(place, what);
    }

    /// Returns what was read, or notes why it cannot be.
    pub(super) fn read<T, P: Display>(&mut self, place: impl Fn() -> P, outcome: Result<T>) -> Option<T> {
        outcome.map_err(|error| self.problem(place(), error.message())).ok()
    }

    /// Goes through all rows of a part.
    pub(super) fn walk(&mut self, part: Part, each: impl FnMut(&mut Self, &'v [u8], &'v [u8])) {
        self.walk_range(part, Bound::Unbounded, Bound::Unbounded, each);
    }

    /// Goes through the rows of a part that an id owns.
    pub(super) fn walk_id(&mut self, part: Part, id: u32, each: impl FnMut(&mut Self, &'v [u8], &'v [u8])) {
        let (low, high) = (id.to_be_bytes(), id.saturating_add(1).to_be_bytes());
        self.walk_range(part, Bound::Included(&low), Bound::Excluded(&high), each);
    }

    fn walk_range(
        &mut self,
        part: Part,
        low: Bound<&[u8]>,
        high: Bound<&[u8]>,
        mut each: impl FnMut(&mut Self, &'v [u8], &'v [u8]),
    ) {
        let place = format!("rows of `{}`", part.name());
        let Some(rows) = self.read(|| &place, self.snapshot.range(part, low, high)) else { return };
        let mut former: Option<&[u8]> = None;
        for row in rows {
            let Some((key, bytes)) = self.read(|| &place, row) else {
                self.cut_short.insert(part);
                return;
            };
            // A damaged page can lead back to an earlier one, and round in circles.
            if former.is_some_and(|former| former >= key) {
                self.problem(&place, "they are out of order: a page is damaged");
                self.cut_short.insert(part);
                return;
            }
            former = Some(key);
            self.count(part);
            each(self, key, bytes);
        }
    }

    /// Notes that a row has been gone through.
    pub(super) fn count(&mut self, part: Part) {
        self.report.row();
        *self.walked.entry(part).or_default() += 1;
    }

    /// Requires that what was gone through is all there is, and returns what was found.
    pub(super) fn finish(mut self) -> Verification {
        for part in Part::ALL {
            self.check_count(part);
        }
        self.report.finish()
    }

    fn check_count(&mut self, part: Part) {
        if self.cut_short.contains(&part) {
            return;
        }
        let place = format!("rows of `{}`", part.name());
        let walked = self.walked.get(&part).copied().unwrap_or_default();
        let Some(count) = self.read(|| &place, self.snapshot.count(part)) else { return };
        if count != walked {
            self.problem(place, format_args!("{walked} can be reached, and there should be {count}"));
        }
    }
}

/// Reads a row that holds an item, or says what is wrong with it.
pub(super) fn intact<'t>(key: &[u8], bytes: &'t [u8]) -> Result<Row<'t>, String> {
    let row = row::decode(key, bytes).map_err(|_| "its checksum does not match".to_owned())?;
    match Item::from_bytes(row.item.as_bytes().to_vec()) {
        Ok(_) => Ok(row),
        Err(error) => Err(format!("its content is not an item: {error}")),
    }
}

/// Says what is wrong with the size recorded in a row.
pub(super) fn wrong_size(row: Row<'_>) -> Option<String> {
    let size = row.item.size();
    (row.size != size).then(|| format!("its size is {size}, and {} is recorded", row.size))
}
