//! Goes through expressions node by node, without recursion.

use dynamo_model::expr::{Condition, Operand, Path, SetOperand, SetValue};
use dynamo_model::value::Value;

/// Iterates over a condition and all conditions inside it, in the order they are written.
pub(super) fn conditions(condition: &Condition) -> impl Iterator<Item = &Condition> {
    let mut open = vec![condition];
    std::iter::from_fn(move || {
        let next = open.pop()?;
        match next {
            Condition::And(left, right) | Condition::Or(left, right) => open.extend([&**right, &**left]),
            Condition::Not(inner) => open.push(inner),
            _ => {}
        }
        Some(next)
    })
}

/// Iterates over the terms of a right-hand side and all terms inside them.
pub(super) fn set_operands(value: &SetValue) -> impl Iterator<Item = &SetOperand> {
    let mut open = match value {
        SetValue::Operand(operand) => vec![operand],
        SetValue::Add(left, right) | SetValue::Subtract(left, right) => vec![right, left],
    };
    std::iter::from_fn(move || {
        let next = open.pop()?;
        match next {
            SetOperand::IfNotExists(_, fallback) => open.push(fallback),
            SetOperand::ListAppend(first, second) => open.extend([&**second, &**first]),
            SetOperand::Path(_) | SetOperand::Value(_) => {}
        }
        Some(next)
    })
}

/// A name or constant in an expression.
#[derive(Clone, Copy)]
pub(super) enum Leaf<'e> {
    Path(&'e Path),
    Value(&'e Value),
}

/// Calls `visit` with the paths and constants of one condition, not of those inside it.
pub(super) fn leaves<'e>(condition: &'e Condition, visit: &mut impl FnMut(Leaf<'e>)) {
    if let Condition::Exists(path) | Condition::NotExists(path) = condition {
        visit(Leaf::Path(path));
    }
    operands(condition, &mut |operand| {
        visit(match operand {
            Operand::Path(path) | Operand::Size(path) => Leaf::Path(path),
            Operand::Value(value) | Operand::SizeOfValue(value) => Leaf::Value(value),
        });
    });
}

/// Calls `visit` with the operands of one condition, not of those inside it.
pub(super) fn operands<'e>(condition: &'e Condition, visit: &mut impl FnMut(&'e Operand)) {
    match condition {
        Condition::Compare { left, right, .. }
        | Condition::BeginsWith(left, right)
        | Condition::Contains(left, right) => [left, right].into_iter().for_each(visit),
        Condition::Between { operand, low, high } => [operand, low, high].into_iter().for_each(visit),
        Condition::In { operand, list } => std::iter::once(operand).chain(list).for_each(visit),
        Condition::Type(operand, _) => visit(operand),
        Condition::Exists(_)
        | Condition::NotExists(_)
        | Condition::And(..)
        | Condition::Or(..)
        | Condition::Not(_) => {}
    }
}
