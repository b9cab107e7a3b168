//! Updates.

use dynamo_model::expr::{Path, SetOperand, SetValue, Update};
use dynamo_model::value::{Value, ValueKind};

use super::Maker;
use super::designs::{DATA, Design};
use super::paths::clash;

impl Maker {
    /// Makes an update of one to four clauses that do not clash.
    pub(super) fn update_of(&mut self, table: &Design) -> Update {
        let mut update = Update::new();
        let mut targets: Vec<Path> = Vec::new();
        for _ in 0..1 + self.rng.usize(..4) {
            let indexed = table.index_attributes();
            let target = if !indexed.is_empty() && self.chance(30) {
                Path::attribute(self.one_of(&indexed).0.clone())
            } else {
                self.data_path()
            };
            if targets.iter().any(|other| clash(other, &target)) {
                continue;
            }
            targets.push(target.clone());
            update = match table.kind_of(target.root()) {
                Some(kind) if self.chance(75) => update.set(target, self.index_value(kind)),
                Some(_) => update.remove(target),
                None => self.with_clause(update, target),
            };
        }
        update
    }

    fn with_clause(&mut self, update: Update, target: Path) -> Update {
        match (target.root(), self.rng.usize(..10)) {
            (_, 0..2) => update.remove(target),
            ("n", 2..6) => update.add(target, self.value(ValueKind::N, 0)),
            ("s", 2..5) => update.add(target, self.set()),
            ("s", 5..8) => update.delete(target, self.set()),
            (_, 2) if self.rng.bool() => update.add(target, self.value(ValueKind::N, 0)),
            (_, 3) if self.chance(20) => update.delete(target, self.set()),
            _ => {
                let value = self.assigned(&target);
                update.set(target, value)
            }
        }
    }

    fn set(&mut self) -> Value {
        let kind = *self.one_of(&[ValueKind::Ss, ValueKind::Ss, ValueKind::Ns, ValueKind::Bs]);
        self.value(kind, 0)
    }

    fn assigned(&mut self, target: &Path) -> SetValue {
        match self.rng.usize(..10) {
            0 => self.data_path().into(),
            1 => self.sum(target),
            2 => {
                let fallback = self.operand_for(target);
                // DynamoDB Local refuses a fallback that is the path itself; the reference does not say.
                let same = fallback == SetOperand::Path(target.clone());
                if same {
                    fallback.into()
                } else {
                    SetOperand::if_not_exists(target.clone(), fallback).into()
                }
            }
            3 => self.list().into(),
            4 if self.heavy => self.filler().into(),
            _ => {
                let usual = if target.rest().is_empty() { target.root() } else { "a" };
                self.value_for(usual).into()
            }
        }
    }

    fn operand_for(&mut self, target: &Path) -> SetOperand {
        match self.rng.usize(..4) {
            0 => self.data_path().into(),
            1 => {
                let fallback = self.value_for(target.root());
                SetOperand::if_not_exists(self.data_path(), fallback)
            }
            _ => self.value_for(target.root()).into(),
        }
    }

    /// Makes a sum or difference of what may be a number and what is one.
    fn sum(&mut self, target: &Path) -> SetValue {
        let number = self.value(ValueKind::N, 0);
        let term = match self.rng.usize(..4) {
            0 => self.path(&["n", "m", "l"]).into(),
            1 => SetOperand::if_not_exists(target.clone(), number.clone()),
            2 => Path::attribute("n").into(),
            _ => SetOperand::if_not_exists("n", number.clone()),
        };
        match self.rng.usize(..3) {
            0 => SetValue::Subtract(term, number.into()),
            1 => SetValue::Add(number.into(), term),
            _ => SetValue::Add(term, number.into()),
        }
    }

    fn list(&mut self) -> SetOperand {
        let more = self.value(ValueKind::L, 1);
        let list = match self.rng.usize(..3) {
            0 => SetOperand::if_not_exists("l", Value::L(Vec::new())),
            1 => self.path(&DATA).into(),
            _ => Path::attribute("l").into(),
        };
        if self.rng.bool() {
            SetOperand::list_append(list, more)
        } else {
            SetOperand::list_append(more, list)
        }
    }
}
