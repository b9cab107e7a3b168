//! What a verification has found so far.

use std::fmt::{self, Display};

/// The most problems kept; all are counted.
const MOST_KEPT: usize = 100;
/// How many rows pass between two reports of progress.
const STRIDE: u64 = 1024;

/// What a database holds, and what is wrong with it; from [`Lmdb::verify`](crate::Lmdb::verify).
///
/// Each field counts what was gone through, damaged or not.
///
/// ```
/// use dynamo_lmdb::{Options, Verification};
///
/// let db = Options::temporary().open()?;
/// assert_eq!(db.verify()?, Verification::default(), "an empty database, and sound");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verification {
    /// Tables.
    pub tables: u64,
    /// Items of all tables.
    pub items: u64,
    /// Entries of all indexes.
    pub entries: u64,
    /// Items noted for when they expire.
    pub expiries: u64,
    /// Item collections whose size is kept: those of tables with local indexes.
    pub collections: u64,
    /// Streams, whether they go on or have ended.
    pub streams: u64,
    /// Records of all streams.
    pub records: u64,
    /// Tokens of transactions.
    pub tokens: u64,
    /// The first hundred problems, in the order they were found.
    pub problems: Vec<Problem>,
    /// How many problems there are, kept or not.
    pub problem_count: u64,
}

impl Verification {
    /// Whether there is no problem at all.
    ///
    /// ```
    /// let db = dynamo_lmdb::Lmdb::temporary()?;
    /// let found = db.verify()?;
    /// assert!(found.is_sound(), "{:?}", found.problems);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.problem_count == 0
    }
}

/// Something in a database that is not as it has to be. Displays as one sentence.
///
/// ```
/// use dynamo_lmdb::{Options, Problem};
///
/// /// Says what is wrong, and whether it concerns a table.
/// fn report(problems: &[Problem], table: &str) -> (Vec<String>, bool) {
///     let concerned = problems.iter().any(|problem| problem.place.contains(table));
///     (problems.iter().map(ToString::to_string).collect(), concerned)
/// }
///
/// let found = Options::temporary().open()?.verify()?;
/// assert_eq!(report(&found.problems, "`shop`"), (Vec::new(), false));
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Problem {
    /// Where it is, such as ``table `shop`, item {"id":{"S":"o-1"}}``.
    pub place: String,
    /// What is wrong there, such as ``index `by-status` has no entry for it``.
    pub what: String,
}

impl Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// How far a verification has got.
///
/// ```
/// use dynamo_lmdb::{Options, Progress};
///
/// let mut percent = 0;
/// let show = |progress: Progress| percent = (progress.done * 100).checked_div(progress.total).unwrap_or(100);
/// Options::temporary().open()?.verify_with(show)?;
/// assert_eq!(percent, 100);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Progress {
    /// The rows gone through.
    pub done: u64,
    /// The rows there are.
    pub total: u64,
}

/// A verification while it is made.
pub(super) struct Report<'p> {
    pub(super) found: Verification,
    progress: Progress,
    tell: &'p mut dyn FnMut(Progress),
}

impl<'p> Report<'p> {
    /// Starts with nothing found; `tell` hears of the progress now and then.
    pub(super) fn new(total: u64, tell: &'p mut dyn FnMut(Progress)) -> Self {
        Self { found: Verification::default(), progress: Progress { done: 0, total }, tell }
    }

    /// Notes a problem.
    pub(super) fn problem(&mut self, place: impl Display, what: impl Display) {
        self.found.problem_count += 1;
        if self.found.problems.len() < MOST_KEPT {
            self.found.problems.push(Problem { place: place.to_string(), what: what.to_string() });
        }
    }

    /// Notes that a row has been gone through.
    pub(super) fn row(&mut self) {
        self.progress.done += 1;
        if self.progress.done.is_multiple_of(STRIDE) {
            (self.tell)(self.progress);
        }
    }

    pub(super) fn finish(self) -> Verification {
        // Rows that cannot be reached are never done; there is no more to come all the same.
        let total = self.progress.total;
        (self.tell)(Progress { done: total, total });
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_problems_are_kept_and_all_are_counted() {
        let mut heard = |_| {};
        let mut report = Report::new(0, &mut heard);
        for number in 0..250 {
            report.problem(format_args!("place {number}"), "wrong");
        }
        let found = report.finish();
        assert_eq!((found.problems.len(), found.problem_count), (100, 250));
        assert_eq!(found.problems[99].to_string(), "place 99: wrong");
        assert!(!found.is_sound());
    }

    #[test]
    fn progress_is_told_now_and_then_and_at_the_end() {
        let mut heard = Vec::new();
        let mut tell = |progress: Progress| heard.push((progress.done, progress.total));
        let mut report = Report::new(2500, &mut tell);
        (0..2500).for_each(|_| report.row());
        report.finish();
        assert_eq!(heard, [(1024, 2500), (2048, 2500), (2500, 2500)]);
    }
}
