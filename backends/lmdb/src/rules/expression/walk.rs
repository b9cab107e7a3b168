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
    let mut operand = |operand: &'e Operand| match operand {
        Operand::Path(path) | Operand::Size(path) => visit(Leaf::Path(path)),
        Operand::Value(value) => visit(Leaf::Value(value)),
    };
    match condition {
        Condition::Compare { left, right, .. } => [left, right].into_iter().for_each(operand),
        Condition::Between { operand: tested, low, high } => {
            [tested, low, high].into_iter().for_each(operand)
        }
        Condition::In { operand: tested, list } => {
            operand(tested);
            list.iter().for_each(operand);
        }
        Condition::BeginsWith(whole, part) | Condition::Contains(whole, part) => {
            [whole, part].into_iter().for_each(operand);
        }
        Condition::Exists(path) | Condition::NotExists(path) | Condition::Type(path, _) => {
            visit(Leaf::Path(path))
        }
        Condition::And(..) | Condition::Or(..) | Condition::Not(_) => {}
    }
}
