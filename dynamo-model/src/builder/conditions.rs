use crate::entity::{Entity, Record, Table};
use crate::error::Result;
use crate::expr::Condition;
use crate::typed::Cond;

/// The conditions of a write, joined as they are added, and what is wanted if they fail.
#[derive(Clone, Debug, Default)]
pub(super) struct Conditions {
    joined: Option<Result<Condition>>,
    /// Whether the error of a failed condition brings the stored item.
    pub(super) item_on_failure: bool,
}

impl Conditions {
    pub(super) fn add(&mut self, condition: Result<Condition>) {
        self.joined = Some(match self.joined.take() {
            Some(before) => before.and_then(|before| Ok(before.and(condition?))),
            None => condition,
        });
    }

    pub(super) fn add_typed<E: Entity>(&mut self, condition: impl FnOnce(&E::Attributes) -> Cond<E>) {
        self.add(condition(&E::ATTRIBUTES).into_condition());
    }

    pub(super) fn joined(&self) -> Result<Option<Condition>> {
        self.joined.clone().transpose()
    }
}

/// The item exists: its partition key attribute does.
pub(super) fn exists<E: Record>() -> Condition {
    Condition::exists(<E::Table as Table>::SCHEMA.key.pk.name)
}

/// The item does not exist.
pub(super) fn missing<E: Record>() -> Condition {
    Condition::not_exists(<E::Table as Table>::SCHEMA.key.pk.name)
}
