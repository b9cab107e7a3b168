//! Key conditions.

use std::collections::BTreeSet;

use super::length;
use super::literal::{check_between, check_ordered, check_prefix};
use crate::expr::{KeyCondition, SortRange, Written};
use crate::{Error, Result};

impl KeyCondition {
    /// Checks what the service would say of the condition before it looks at the table: ranges have operands with an
    /// order, `BETWEEN` has bounds in order, and no attribute comes twice. Unless it is known to be [`Written`], also
    /// how long its text is.
    ///
    /// # Errors
    ///
    /// The first fault in the service's order, as a validation error in its words.
    ///
    /// ```
    /// use dynamo_model::expr::{KeyCondition, SortRange};
    ///
    /// let line = KeyCondition::partition("PK", "o#1");
    /// assert!(line.clone().with_range("SK", SortRange::Gt(5.into())).check(None).is_ok());
    ///
    /// let error = line.with_range("SK", SortRange::Gt(true.into())).check(None).unwrap_err();
    /// assert_eq!(
    ///     error.message(),
    ///     "Incorrect operand type for operator or function; operator or function: >, operand type: BOOL"
    /// );
    /// ```
    pub fn check(&self, written: Option<Written>) -> Result<()> {
        if written.is_none() {
            length::check_key_condition(self)?;
        }
        self.ranges().iter().try_for_each(|(_, range)| check_range(range))?;
        let mut keys = OncePerKey::default();
        self.names().try_for_each(|name| keys.add(name))
    }
}

/// The attributes a key condition names, none twice.
#[derive(Default)]
pub(in crate::expr) struct OncePerKey<N> {
    seen: BTreeSet<N>,
}

impl<N: Ord> OncePerKey<N> {
    pub(in crate::expr) fn add(&mut self, name: N) -> Result<()> {
        if self.seen.insert(name) {
            return Ok(());
        }
        Err(Error::validation("KeyConditionExpressions must only contain one condition per key"))
    }
}

fn check_range(range: &SortRange) -> Result<()> {
    match range {
        SortRange::Lt(value) => check_ordered("<", value),
        SortRange::Le(value) => check_ordered("<=", value),
        SortRange::Gt(value) => check_ordered(">", value),
        SortRange::Ge(value) => check_ordered(">=", value),
        SortRange::BeginsWith(value) => check_prefix(value),
        SortRange::Between(low, high) => {
            check_ordered("BETWEEN", low)?;
            check_ordered("BETWEEN", high)?;
            check_between(low, high)
        }
    }
}
