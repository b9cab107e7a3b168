//! Conditions and filters.

use dynamo_model::expr::{Comparison, Condition, Operand, Path};
use dynamo_model::value::{Value, ValueKind};
use dynamo_model::{Error, Result};

use super::literal::{check_between, check_measurable, check_ordered, check_prefix, wrong_operand};
use super::paths::check_depth;
use super::size;
use super::walk::{self, Leaf};

const MOST_OPERATORS: usize = 300;
/// Of `IN`, the operand on the left counted.
const MOST_OPERANDS: usize = 100;

/// Checks a condition in the service's order: parsing limits, operand types, distinct operands, counts, bounds.
///
/// The one liberty: operators are counted before the text is measured, so that measuring may recurse.
pub(super) fn check(condition: &Condition) -> Result<()> {
    check_operator_count(condition)?;
    each(condition, check_lists)?;
    size::check_condition(condition)?;
    each(condition, check_depths)?;
    each(condition, check_operand_types)?;
    each(condition, check_distinct)?;
    each(condition, check_list_lengths)?;
    each(condition, check_bounds)
}

fn each(condition: &Condition, check: fn(&Condition) -> Result<()>) -> Result<()> {
    walk::conditions(condition).try_for_each(check)
}

fn check_operator_count(condition: &Condition) -> Result<()> {
    let count: usize = walk::conditions(condition).map(|node| 1 + sizes(node)).sum();
    if count <= MOST_OPERATORS {
        return Ok(());
    }
    Err(Error::validation(format!("The expression contains too many operators; operator count: {count}")))
}

/// Counts the calls of `size` among the operands.
fn sizes(condition: &Condition) -> usize {
    let mut count = 0;
    walk::operands(condition, &mut |operand| {
        count += usize::from(matches!(operand, Operand::Size(_) | Operand::SizeOfValue(_)));
    });
    count
}

/// An empty list is no expression at all.
fn check_lists(condition: &Condition) -> Result<()> {
    match condition {
        Condition::In { list, .. } if list.is_empty() => {
            Err(Error::validation("Syntax error; token: \")\", near: \"()\""))
        }
        _ => Ok(()),
    }
}

fn check_depths(condition: &Condition) -> Result<()> {
    let mut outcome = Ok(());
    walk::leaves(condition, &mut |leaf| {
        if let (Leaf::Path(path), Ok(())) = (leaf, &outcome) {
            outcome = check_depth(path);
        }
    });
    outcome
}

fn check_operand_types(condition: &Condition) -> Result<()> {
    check_sized(condition)?;
    match condition {
        Condition::Compare { op, left, right } if is_ordering(*op) => [left, right]
            .into_iter()
            .filter_map(literal)
            .try_for_each(|value| check_ordered(op.as_str(), value)),
        Condition::Between { operand, low, high } => [operand, low, high]
            .into_iter()
            .filter_map(literal)
            .try_for_each(|value| check_ordered("BETWEEN", value)),
        Condition::BeginsWith(whole, prefix) => {
            [whole, prefix].into_iter().try_for_each(|operand| match operand {
                Operand::Value(value) => check_prefix(value),
                Operand::Size(_) | Operand::SizeOfValue(_) => Err(wrong_operand("begins_with", ValueKind::N)),
                Operand::Path(_) => Ok(()),
            })
        }
        _ => Ok(()),
    }
}

/// Only constants that can have a size may be measured.
fn check_sized(condition: &Condition) -> Result<()> {
    let mut outcome = Ok(());
    walk::operands(condition, &mut |operand| {
        if let (Operand::SizeOfValue(value), Ok(())) = (operand, &outcome) {
            outcome = check_measurable(value);
        }
    });
    outcome
}

fn is_ordering(op: Comparison) -> bool {
    !matches!(op, Comparison::Eq | Comparison::Ne)
}

fn literal(operand: &Operand) -> Option<&Value> {
    match operand {
        Operand::Value(value) => Some(value),
        Operand::Path(_) | Operand::Size(_) | Operand::SizeOfValue(_) => None,
    }
}

fn check_distinct(condition: &Condition) -> Result<()> {
    match condition {
        Condition::Compare { op, left, right } => differ(op.as_str(), left, [right]),
        Condition::Between { operand, low, high } => differ("BETWEEN", operand, [low, high]),
        Condition::In { operand, list } => differ("IN", operand, list),
        Condition::BeginsWith(whole, prefix) => differ("begins_with", whole, [prefix]),
        Condition::Contains(whole, part) => differ("contains", whole, [part]),
        _ => Ok(()),
    }
}

fn differ<'o>(operator: &str, first: &Operand, rest: impl IntoIterator<Item = &'o Operand>) -> Result<()> {
    let Operand::Path(path) = first else {
        return Ok(());
    };
    let same = |other: &Operand| matches!(other, Operand::Path(other) if other == path);
    if rest.into_iter().any(same) { Err(not_distinct(operator, path)) } else { Ok(()) }
}

fn not_distinct(operator: &str, path: &Path) -> Error {
    Error::validation(format!(
        "The first operand must be distinct from the remaining operands for this operator or function; \
         operator: {operator}, first operand: {}",
        path.listed()
    ))
}

fn check_list_lengths(condition: &Condition) -> Result<()> {
    match condition {
        Condition::In { list, .. } if list.len() >= MOST_OPERANDS => Err(Error::validation(format!(
            "The IN operator is provided with too many operands; number of operands: {}",
            list.len() + 1
        ))),
        _ => Ok(()),
    }
}

fn check_bounds(condition: &Condition) -> Result<()> {
    match condition {
        Condition::Between { low: Operand::Value(low), high: Operand::Value(high), .. } => {
            check_between(low, high)
        }
        _ => Ok(()),
    }
}
