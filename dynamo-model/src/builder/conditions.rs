use crate::entity::{Entity, Record, Table};
use crate::error::Result;
use crate::expr::Condition;
use crate::typed::Cond;

/// The conditions of a write or the filters of a read, joined as they are added.
#[derive(Clone, Debug, Default)]
pub(crate) struct Conditions(Option<Result<Condition>>);

impl Conditions {
    pub(crate) fn add(&mut self, condition: Result<Condition>) {
        self.0 = Some(match self.0.take() {
            Some(before) => before.and_then(|before| Ok(before.and(condition?))),
            None => condition,
        });
    }

    pub(super) fn add_typed<E: Entity>(&mut self, condition: impl FnOnce(&E::Attributes) -> Cond<E>) {
        self.add(condition(&E::attributes()).into_condition());
    }

    pub(crate) fn is_some(&self) -> bool {
        self.0.is_some()
    }

    pub(crate) fn joined(&self) -> Result<Option<Condition>> {
        self.0.clone().transpose()
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
