//! Conditions and filters.

use dynamo_model::expr::{Comparison, Condition, Operand, Path};
use dynamo_model::value::{Value, ValueKind};

use super::Maker;
use super::designs::{DATA, Design};

const COMPARISONS: [Comparison; 6] =
    [Comparison::Eq, Comparison::Ne, Comparison::Lt, Comparison::Le, Comparison::Gt, Comparison::Ge];
const ORDERED: [ValueKind; 3] = [ValueKind::S, ValueKind::N, ValueKind::B];

impl Maker {
    /// Makes the condition of a write.
    pub(super) fn condition(&mut self, table: &Design) -> Condition {
        // What guards most writes: that the item is there, or that it is not.
        match self.rng.usize(..10) {
            0 => Condition::exists("pk"),
            1 => Condition::not_exists("pk"),
            _ => {
                let names: Vec<String> =
                    table.request.attributes.iter().map(|one| one.name.clone()).collect();
                let roots: Vec<&str> = names.iter().map(String::as_str).chain(DATA).collect();
                self.condition_on(&roots, 2)
            }
        }
    }

    /// Makes a condition on some attributes, with so many levels of `AND`, `OR` and `NOT`.
    pub(super) fn condition_on(&mut self, roots: &[&str], levels: usize) -> Condition {
        if levels == 0 || self.chance(45) {
            return self.comparison(roots);
        }
        let left = self.condition_on(roots, levels - 1);
        match self.rng.usize(..5) {
            0 => !left,
            1 | 2 => left.and(self.condition_on(roots, levels - 1)),
            _ => left.or(self.condition_on(roots, levels - 1)),
        }
    }

    fn comparison(&mut self, roots: &[&str]) -> Condition {
        let path = self.path(roots);
        match self.rng.usize(..12) {
            0 => Condition::Exists(path),
            1 => Condition::NotExists(path),
            2 => Condition::Type(path.into(), *self.one_of(&ValueKind::ALL)),
            3 => self.prefix(path),
            4 => self.containment(path),
            5 => self.range(path),
            6 => {
                let values: Vec<Value> =
                    (0..1 + self.rng.usize(..4)).map(|_| self.constant_for(&path, None)).collect();
                Condition::is_in(path, values)
            }
            7 => {
                let size = self.rng.usize(..4);
                Condition::compare(*self.one_of(&COMPARISONS), Operand::Size(path), size)
            }
            8 => self.two_paths(path, roots),
            _ => {
                let op = *self.one_of(&COMPARISONS);
                let equality = matches!(op, Comparison::Eq | Comparison::Ne);
                let value = self.constant_for(&path, (!equality).then_some(&ORDERED));
                if self.chance(10) {
                    return Condition::compare(op, value, path);
                }
                Condition::compare(op, path, value)
            }
        }
    }

    fn prefix(&mut self, path: Path) -> Condition {
        let kind = if self.rng.bool() { ValueKind::S } else { ValueKind::B };
        Condition::begins_with(path, self.value(kind, 0))
    }

    fn containment(&mut self, path: Path) -> Condition {
        let kind = *self.one_of(&ValueKind::ALL);
        Condition::contains(path, self.value(kind, 0))
    }

    fn range(&mut self, path: Path) -> Condition {
        let low = self.constant_for(&path, Some(&ORDERED));
        let high = self.value(low.kind(), 0);
        let (low, high) = if ascending(&low, &high) { (low, high) } else { (high, low) };
        Condition::between(path, low, high)
    }

    fn two_paths(&mut self, path: Path, roots: &[&str]) -> Condition {
        let other = self.path(roots);
        let op = *self.one_of(&COMPARISONS);
        if path == other {
            return Condition::Exists(path);
        }
        match self.rng.usize(..4) {
            0 => Condition::contains(path, other),
            1 => Condition::begins_with(path, other),
            2 => Condition::compare(op, path, Operand::Size(other)),
            _ => Condition::compare(op, path, other),
        }
    }

    /// Makes a constant of the type the path leads to, as a rule, and of one of `kinds` in any case.
    fn constant_for(&mut self, path: &Path, kinds: Option<&[ValueKind]>) -> Value {
        let usual = if path.rest().is_empty() { self.value_at(path.root()) } else { self.value_for("a") };
        match kinds {
            Some(kinds) if !kinds.contains(&usual.kind()) => {
                let kind = *self.one_of(kinds);
                self.value(kind, 0)
            }
            _ => usual,
        }
    }

    /// Makes a value like those that an attribute has in items.
    fn value_at(&mut self, name: &str) -> Value {
        let kind = self.tables.iter().find_map(|table| table.kind_of(name));
        match kind {
            Some(kind) => self.partition_value(kind),
            None => self.value_for(name),
        }
    }
}

/// Whether two scalars of one type are in order.
pub(super) fn ascending(low: &Value, high: &Value) -> bool {
    match (low, high) {
        (Value::S(low), Value::S(high)) => low <= high,
        (Value::N(low), Value::N(high)) => low <= high,
        (Value::B(low), Value::B(high)) => low <= high,
        _ => true,
    }
}
