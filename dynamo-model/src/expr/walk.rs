//! Goes through expressions node by node, without recursion.

use super::{Condition, KeyCondition, Operand, Path, SetOperand, SetValue, SortRange, Update};
use crate::value::Value;

impl Condition {
    /// Iterates over every path in the condition, in the order they are written.
    ///
    /// ```
    /// use dynamo_model::expr::{Condition, Operand, Path};
    ///
    /// let condition = Condition::exists("a").and(Condition::lt(Operand::size("b"), 5));
    /// assert_eq!(condition.paths().map(Path::root).collect::<Vec<_>>(), ["a", "b"]);
    /// ```
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        conditions(self).flat_map(|node| {
            let tested = match node {
                Condition::Exists(path) | Condition::NotExists(path) => Some(path),
                _ => None,
            };
            tested.into_iter().chain(operands(node).filter_map(|operand| match operand {
                Operand::Path(path) | Operand::Size(path) => Some(path),
                Operand::Value(_) | Operand::SizeOfValue(_) => None,
            }))
        })
    }

    /// Iterates over every constant in the condition, in the order they are written.
    ///
    /// ```
    /// use dynamo_model::expr::{Condition, Path};
    ///
    /// let condition = Condition::between(Path::attribute("a"), 1, 5);
    /// assert_eq!(condition.values().count(), 2);
    /// ```
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        conditions(self).flat_map(operands).filter_map(|operand| match operand {
            Operand::Value(value) | Operand::SizeOfValue(value) => Some(value),
            Operand::Path(_) | Operand::Size(_) => None,
        })
    }
}

impl Update {
    /// Iterates over every path in the update: those it writes, then those its right-hand sides read.
    ///
    /// ```
    /// use dynamo_model::expr::{Path, SetOperand, Update};
    ///
    /// let update = Update::new().set("a", SetOperand::if_not_exists("b", 1)).remove("c");
    /// assert_eq!(update.paths().map(Path::root).collect::<Vec<_>>(), ["a", "c", "b"]);
    /// ```
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        let read = self.set_operands().filter_map(|operand| match operand {
            SetOperand::Path(path) | SetOperand::IfNotExists(path, _) => Some(path),
            SetOperand::Value(_) | SetOperand::ListAppend(..) => None,
        });
        self.targets().chain(read)
    }

    /// Iterates over every constant in the update, sections in the order `SET`, `ADD`, `DELETE`.
    ///
    /// ```
    /// use dynamo_model::expr::Update;
    ///
    /// let update = Update::new().add("visits", 1).set("seen", true);
    /// assert!(update.values().eq([&true.into(), &1.into()]));
    /// ```
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        let assigned = self.set_operands().filter_map(|operand| match operand {
            SetOperand::Value(value) => Some(value),
            _ => None,
        });
        assigned.chain(self.adds().iter().chain(self.deletes()).map(|(_, value)| value))
    }

    /// Iterates over the terms of all right-hand sides, and all terms inside them.
    pub(super) fn set_operands(&self) -> impl Iterator<Item = &SetOperand> {
        self.sets().iter().flat_map(|set| set_operands(&set.value))
    }
}

impl KeyCondition {
    /// Iterates over the attributes the condition names, those with equalities first.
    ///
    /// ```
    /// use dynamo_model::expr::{KeyCondition, SortRange};
    ///
    /// let condition = KeyCondition::partition("PK", 1).with_range("SK", SortRange::Gt(2.into()));
    /// assert!(condition.names().eq(["PK", "SK"]));
    /// ```
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let equals = self.equals().iter().map(|(name, _)| name.as_str());
        equals.chain(self.ranges().iter().map(|(name, _)| name.as_str()))
    }

    /// Iterates over every constant in the condition, equalities first.
    ///
    /// ```
    /// use dynamo_model::expr::{KeyCondition, SortRange};
    ///
    /// let condition = KeyCondition::partition("PK", 1).with_range("SK", SortRange::Between(2.into(), 3.into()));
    /// assert!(condition.values().eq([&1.into(), &2.into(), &3.into()]));
    /// ```
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        let equals = self.equals().iter().map(|(_, value)| value);
        equals.chain(self.ranges().iter().flat_map(|(_, range)| range.values()))
    }

    /// Iterates over every constant with the attribute it is compared to, equalities first.
    ///
    /// ```
    /// use dynamo_model::expr::{KeyCondition, SortRange};
    ///
    /// let condition = KeyCondition::partition("PK", 1).with_range("SK", SortRange::Between(2.into(), 3.into()));
    /// assert!(condition.operands().eq([("PK", &1.into()), ("SK", &2.into()), ("SK", &3.into())]));
    /// ```
    pub fn operands(&self) -> impl Iterator<Item = (&str, &Value)> {
        let equals = self.equals().iter().map(|(name, value)| (name.as_str(), value));
        let ranges = self.ranges().iter();
        equals.chain(ranges.flat_map(|(name, range)| range.values().map(|value| (name.as_str(), value))))
    }
}

impl SortRange {
    /// Iterates over the constants of the range: the ends of `BETWEEN`, or the only one.
    ///
    /// ```
    /// use dynamo_model::expr::SortRange;
    ///
    /// assert!(SortRange::Gt(5.into()).values().eq([&5.into()]));
    /// ```
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        let (first, second) = match self {
            SortRange::Between(low, high) => (low, Some(high)),
            SortRange::Lt(value)
            | SortRange::Le(value)
            | SortRange::Gt(value)
            | SortRange::Ge(value)
            | SortRange::BeginsWith(value) => (value, None),
        };
        std::iter::once(first).chain(second)
    }
}

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

/// Iterates over the operands of one condition, not of those inside it.
pub(super) fn operands(condition: &Condition) -> impl Iterator<Item = &Operand> {
    let (first, rest): (_, &[Operand]) = match condition {
        Condition::Compare { left, right, .. }
        | Condition::BeginsWith(left, right)
        | Condition::Contains(left, right) => ([Some(left), Some(right), None], &[]),
        Condition::Between { operand, low, high } => ([Some(operand), Some(low), Some(high)], &[]),
        Condition::In { operand, list } => ([Some(operand), None, None], list),
        Condition::Type(operand, _) => ([Some(operand), None, None], &[]),
        Condition::Exists(_)
        | Condition::NotExists(_)
        | Condition::And(..)
        | Condition::Or(..)
        | Condition::Not(_) => ([None; 3], &[]),
    };
    first.into_iter().flatten().chain(rest)
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
