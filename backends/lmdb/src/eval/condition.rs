//! Whether a condition holds of an item.

use std::cmp::Ordering;

use dynamo_model::expr::{Comparison, Condition, Operand};
use dynamo_model::value::{ItemRef, ValueRef};

use super::function::{begins_with, contains, size};
use super::path::resolve;
use super::term::Term;

/// Whether the condition holds. An item that does not exist has no attributes.
///
/// Two-valued: what does not resolve, or has the wrong type, makes a comparison false and `<>` true.
pub(crate) fn matches(condition: &Condition, item: ItemRef<'_>) -> bool {
    match condition {
        Condition::And(left, right) => matches(left, item) && matches(right, item),
        Condition::Or(left, right) => matches(left, item) || matches(right, item),
        Condition::Not(inner) => !matches(inner, item),
        Condition::Exists(path) => resolve(item, path).is_some(),
        Condition::NotExists(path) => resolve(item, path).is_none(),
        Condition::Type(operand, kind) => term(operand, item).is_some_and(|term| term.kind() == *kind),
        Condition::Compare { op, left, right } => compare(*op, term(left, item), term(right, item)),
        Condition::Between { operand, low, high } => {
            let operand = term(operand, item);
            compare(Comparison::Ge, operand, term(low, item))
                && compare(Comparison::Le, operand, term(high, item))
        }
        Condition::In { operand, list } => {
            let operand = term(operand, item);
            list.iter().any(|candidate| compare(Comparison::Eq, operand, term(candidate, item)))
        }
        Condition::BeginsWith(whole, prefix) => both(whole, prefix, item, begins_with),
        Condition::Contains(whole, part) => both(whole, part, item, contains),
    }
}

/// Returns the value an operand stands for; `None` if it is absent.
fn term<'a>(operand: &'a Operand, item: ItemRef<'a>) -> Option<Term<'a>> {
    match operand {
        Operand::Path(path) => resolve(item, path).map(Term::Stored),
        Operand::Value(value) => Some(Term::Given(value)),
        Operand::Size(path) => resolve(item, path).map(Term::Stored).and_then(measured),
        Operand::SizeOfValue(value) => measured(Term::Given(value)),
    }
}

fn measured<'a>(term: Term<'_>) -> Option<Term<'a>> {
    size(term).map(|size| Term::Stored(ValueRef::N(size)))
}

fn both<'a>(
    left: &'a Operand,
    right: &'a Operand,
    item: ItemRef<'a>,
    holds: impl Fn(Term<'a>, Term<'a>) -> bool,
) -> bool {
    match (term(left, item), term(right, item)) {
        (Some(left), Some(right)) => holds(left, right),
        _ => false,
    }
}

fn compare(op: Comparison, left: Option<Term<'_>>, right: Option<Term<'_>>) -> bool {
    let (Some(left), Some(right)) = (left, right) else {
        return op == Comparison::Ne;
    };
    match op {
        Comparison::Eq => left.equals(right),
        Comparison::Ne => !left.equals(right),
        Comparison::Lt => left.order(right) == Some(Ordering::Less),
        Comparison::Le => left.order(right).is_some_and(Ordering::is_le),
        Comparison::Gt => left.order(right) == Some(Ordering::Greater),
        Comparison::Ge => left.order(right).is_some_and(Ordering::is_ge),
    }
}

#[cfg(test)]
mod tests;
