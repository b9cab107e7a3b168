//! How many operators and functions an expression has.

use crate::{Error, Result};

pub(super) const MOST_OPERATORS: usize = 300;

/// Counts the operators and functions of one expression.
#[derive(Default)]
pub(in crate::expr) struct Operators {
    count: usize,
}

impl Operators {
    /// Counts this many more. The service stops at the first too many, and so says how many those are.
    pub(in crate::expr) fn add(&mut self, more: usize) -> Result<()> {
        self.count = self.count.saturating_add(more);
        if self.count <= MOST_OPERATORS {
            return Ok(());
        }
        Err(Error::validation(format!(
            "The expression contains too many operators; operator count: {}",
            MOST_OPERATORS + 1
        ))
        .with_detail(format!("{MOST_OPERATORS} is the most")))
    }
}
