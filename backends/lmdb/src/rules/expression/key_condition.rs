//! Key conditions.

use std::collections::BTreeSet;

use dynamo_model::expr::{KeyCondition, SortRange};
use dynamo_model::{Error, Result};

use super::literal::{check_between, check_ordered, check_prefix};

/// Checks what a key condition says on its own: one condition per attribute, operands that have an order.
pub(super) fn check(condition: &KeyCondition) -> Result<()> {
    check_once_each(condition)?;
    condition.ranges().iter().try_for_each(|(_, range)| check_range(range))
}

fn check_once_each(condition: &KeyCondition) -> Result<()> {
    let mut seen = BTreeSet::new();
    let equals = condition.equals().iter().map(|(name, _)| name.as_str());
    let ranges = condition.ranges().iter().map(|(name, _)| name.as_str());
    if equals.chain(ranges).all(|name| seen.insert(name)) {
        return Ok(());
    }
    Err(Error::validation("KeyConditionExpressions must only contain one condition per key"))
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
