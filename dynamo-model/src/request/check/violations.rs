//! Faults of single members, whatever the rest of the request: lengths, patterns and ranges. They are reported together.
//!
//! The service is changing how it reports them. Of most operations it names members like `TableName` by now and shows no
//! values; of scans, batches of writes and transactions it names them like `tableName` and shows the values still, in a
//! notation of its own that leaves out what is too hard to show. Lists and maps with anything in them count as that here.

use std::fmt::Display;

use super::{Constraint, Path};
use crate::validation::Layer;
use crate::{Error, Result};

/// The most violations one message lists, and counts.
const MOST_LISTED: usize = 10;
/// The most tables, streams or shards one answer lists.
const LONGEST_LIST: u32 = 100;

/// The violations found so far, in the order they are reported.
#[derive(Debug, Default)]
pub struct Violations {
    found: Vec<String>,
    /// In the words of the older layer.
    older: Vec<String>,
}

impl Violations {
    /// Adds a member of an operation that the newer layer checks.
    pub fn renewed(&mut self, path: &Path<'_>, shown: Option<&str>, constraint: Constraint) {
        self.found.push(Layer::New.violation(path, shown, constraint));
        self.older.push(Layer::Old.violation(path, shown, constraint));
    }

    /// Adds a member with its value as the service shows it.
    pub fn add(&mut self, value: impl Display, path: &str, constraint: Constraint) {
        self.push(format!("Value {value} at '{path}' failed to satisfy constraint: {constraint}"));
    }

    /// Adds a member whose value the message leaves out.
    pub fn add_unshown(&mut self, path: &str, constraint: Constraint) {
        self.push(format!("Value at '{path}' failed to satisfy constraint: {constraint}"));
    }

    /// Counts the violations found.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Returns the first of them.
    #[must_use]
    pub fn first(&self) -> Option<&str> {
        self.found.first().map(String::as_str)
    }

    /// Adds a violation that is written out already.
    pub fn push(&mut self, violation: String) {
        self.older.push(violation.clone());
        self.found.push(violation);
    }

    /// Requires that a text keeps some rules.
    pub fn text(&mut self, path: &str, text: &str, rules: &[Constraint]) {
        for broken in rules.iter().filter(|rule| !rule.allows(text)) {
            self.add(format_args!("'{text}'"), path, *broken);
        }
    }

    /// Requires a number within bounds.
    pub fn range(&mut self, path: &str, value: u32, lowest: u32, highest: u32) {
        if value < lowest {
            self.add(format_args!("'{value}'"), path, Constraint::ValueAtLeast(lowest.into()));
        }
        if value > highest {
            self.add(format_args!("'{value}'"), path, Constraint::ValueAtMost(highest.into()));
        }
    }

    /// Requires the limit of a list to be 1 to 100, and returns it; 100 if there is none.
    pub fn list_limit(&mut self, limit: Option<u32>) -> usize {
        let limit = limit.unwrap_or(LONGEST_LIST);
        self.range("limit", limit, 1, LONGEST_LIST);
        usize::try_from(limit).unwrap_or(usize::MAX)
    }

    /// Makes one error of all of them.
    ///
    /// # Errors
    ///
    /// A validation error if there are any.
    pub fn into_result(self) -> Result<()> {
        if self.is_empty() {
            return Ok(());
        }
        Err(Error::validation(joined(&self.found)).or_older(joined(&self.older)))
    }
}

fn joined(violations: &[String]) -> String {
    let listed = violations.get(..MOST_LISTED).unwrap_or(violations);
    let (count, plural) = (listed.len(), if listed.len() == 1 { "" } else { "s" });
    format!("{count} validation error{plural} detected: {}", listed.join("; "))
}
