//! Faults of single members, whatever the rest of the request: lengths, patterns and ranges. They are reported together.
//!
//! The service is changing how it reports them. Of most operations it names members like `TableName` by now and shows no
//! values; of scans, batches of writes and transactions it names them like `tableName` and shows the values still, in a
//! notation of its own that leaves out what is too hard to show. Lists and maps with anything in them count as that here.

use std::fmt::Display;

use crate::{Error, Result};

/// The most violations one message lists.
const MOST_LISTED: usize = 10;
/// The most tables, streams or shards one answer lists.
const LONGEST_LIST: u32 = 100;

/// The violations found so far, in the order they are reported.
#[derive(Debug, Default)]
pub struct Violations(Vec<String>);

impl Violations {
    /// Adds a member with its value as the service shows it.
    pub fn add(&mut self, value: impl Display, path: &str, constraint: &str) {
        self.0.push(format!("Value {value} at '{path}' failed to satisfy constraint: {constraint}"));
    }

    /// Adds a member whose value the message leaves out.
    pub fn add_unshown(&mut self, path: &str, constraint: &str) {
        self.0.push(format!("Value at '{path}' failed to satisfy constraint: {constraint}"));
    }

    /// Adds violations that are written out already.
    pub fn extend(&mut self, violations: impl IntoIterator<Item = String>) {
        self.0.extend(violations);
    }

    /// Requires a number within bounds.
    pub fn range(&mut self, path: &str, value: u32, lowest: u32, highest: u32) {
        if value < lowest {
            let constraint = format!("Member must have value greater than or equal to {lowest}");
            self.add(format_args!("'{value}'"), path, &constraint);
        }
        if value > highest {
            let constraint = format!("Member must have value less than or equal to {highest}");
            self.add(format_args!("'{value}'"), path, &constraint);
        }
    }

    /// Requires the limit of a list to be 1 to 100, and returns it; 100 if there is none.
    pub fn list_limit(&mut self, limit: Option<u32>) -> usize {
        let limit = limit.unwrap_or(LONGEST_LIST);
        self.range("limit", limit, 1, LONGEST_LIST);
        usize::try_from(limit).unwrap_or(usize::MAX)
    }

    /// Makes one error of all of them.
    pub fn into_result(self) -> Result<()> {
        let plural = match self.0.len() {
            0 => return Ok(()),
            1 => "",
            _ => "s",
        };
        let count = self.0.len();
        let listed: Vec<String> = self.0.into_iter().take(MOST_LISTED).collect();
        Err(Error::validation(format!("{count} validation error{plural} detected: {}", listed.join("; "))))
    }
}
