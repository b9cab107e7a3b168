use crate::entity::{Entity, Record, Table, is_current};
use crate::error::Result;
use crate::expr::Condition;
use crate::typed::Cond;

/// The conditions of a write or the filters of a read, joined as they are added.
#[derive(Clone, Debug, Default)]
pub(crate) struct Conjunction(Option<Result<Condition>>);

impl Conjunction {
    pub(crate) fn add(&mut self, condition: Result<Condition>) {
        self.0 = Some(match self.0.take() {
            Some(before) => before.and_then(|before| Ok(before.and(condition?))),
            None => condition,
        });
    }

    pub(crate) fn is_some(&self) -> bool {
        self.0.is_some()
    }

    pub(crate) fn joined(&self) -> Result<Option<Condition>> {
        self.0.clone().transpose()
    }
}

/// The conditions of a write, and what is wanted if they fail.
#[derive(Clone, Debug, Default)]
pub(super) struct Conditions {
    all: Conjunction,
    /// Whether the error of a failed condition brings the stored item.
    pub(super) item_on_failure: bool,
}

impl Conditions {
    pub(super) fn add(&mut self, condition: Result<Condition>) {
        self.all.add(condition);
    }

    pub(super) fn add_typed<E: Entity>(&mut self, condition: impl FnOnce(&E::Attributes) -> Cond<E>) {
        self.add(condition(&E::attributes()).into_condition());
    }

    /// Refuses items of older revisions, whose attributes mean something else: see
    /// [`revised::update`](super::revised::update).
    pub(super) fn add_revision<E: Entity>(&mut self, unless: Option<Condition>) {
        if let Some(current) = is_current::<E>() {
            self.add(Ok(match unless {
                Some(unless) => unless.or(current),
                None => current,
            }));
        }
    }

    pub(super) fn joined(&self) -> Result<Option<Condition>> {
        self.all.joined()
    }
}

/// The item exists: its partition key attribute does.
pub(super) fn exists<E: Record>() -> Condition {
    Condition::exists(<E::Table as Table>::SCHEMA.key.first())
}

/// The item does not exist.
pub(super) fn missing<E: Record>() -> Condition {
    Condition::not_exists(<E::Table as Table>::SCHEMA.key.first())
}
