//! Expressions that make no sense, whatever the item.

use std::collections::BTreeSet;

use dynamo_model::expr::{Condition, Operand, Path, Projection, Update};
use dynamo_model::request::KeyKind;
use dynamo_model::value::Value;

use crate::history::make::Maker;
use crate::history::make::designs::Design;
use crate::history::make::values::nested;

impl Maker {
    pub(super) fn wrong_condition(&mut self, table: &Design) -> Condition {
        let path = self.data_path();
        let key = self.path_below_key(table);
        let wrong = match self.rng.usize(..11) {
            0 => Condition::lt(path, true),
            1 => Condition::ge(path, Value::L(Vec::new())),
            2 => Condition::begins_with(path, 1),
            3 => Condition::between(path, 5, 2),
            4 => Condition::between(path, "a", 1),
            5 => Condition::between(path, Value::Null, 1),
            6 => Condition::eq(path.clone(), path),
            7 => Condition::is_in(path, 0..101),
            8 => Condition::eq(path, nested(32)),
            9 => {
                (0..151).fold(Condition::exists("a"), |all, n| all.or(Condition::eq(Path::attribute("n"), n)))
            }
            _ => Condition::exists(key),
        };
        if self.rng.bool() { wrong } else { Condition::exists("a").and(wrong) }
    }

    fn path_below_key(&mut self, table: &Design) -> Path {
        let names: Vec<String> = table.request.attributes.iter().map(|one| one.name.clone()).collect();
        let path = Path::attribute(self.one_of(&names).clone());
        if self.rng.bool() { path.key("x") } else { path.index(0) }
    }

    pub(super) fn wrong_update(&mut self, table: &Design) -> Update {
        let m = || Path::attribute("m");
        match self.rng.usize(..9) {
            0 => Update::new().set(m(), 1).remove(m().key("x")),
            1 => Update::new().set(m().key("x"), 1).set(m().index(0), 1),
            2 => Update::new().add("a", "text"),
            3 => Update::new().delete("s", 1),
            4 => Update::new().set("pk", self.partition_value(KeyKind::S)),
            5 => Update::new().remove("pk").set("a", 1),
            6 => Update::new().set(self.path_below_key(table), 1),
            7 => Update::new().set("a", nested(32)),
            _ => Update::new().set("a", Value::Bs(BTreeSet::new())),
        }
    }

    pub(super) fn wrong_projection(&mut self, table: &Design) -> Projection {
        let m = || Path::attribute("m");
        match self.rng.usize(..3) {
            0 => Projection::from_iter([m(), m().key("x")]),
            1 => Projection::from_iter([m().key("x"), m().index(1)]),
            _ => Projection::from_iter([self.path_below_key(table)]),
        }
    }

    pub(super) fn wrong_condition_of_data(&mut self) -> Condition {
        match self.rng.usize(..3) {
            0 => Condition::lt(Path::attribute("a"), true),
            1 => Condition::begins_with(Path::attribute("a"), 1),
            _ => Condition::eq(Path::attribute("a"), Operand::Path("a".into())),
        }
    }
}
