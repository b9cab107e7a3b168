use std::fmt;

use super::refused::{Demand, alive, visible};
use crate::entity::{
    Entity, Record, SoftDelete, Table, absent, is_current, is_no_other, present, restorable,
};
use crate::error::Result;
use crate::expr::Condition;
use crate::schema::{EntitySchema, TableSchema};
use crate::typed::IntoCond;

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
    existence: Option<Existence>,
    all: Conjunction,
    /// What they ask, for the error of one that fails.
    demands: Vec<Demand>,
    /// Whether the error of a failed condition brings the stored item.
    pub(super) item_on_failure: bool,
}

/// Whether the item must exist.
#[derive(Clone, Copy)]
pub(super) struct Existence {
    wanted: Wanted,
    /// What it is, if that is known.
    entity: Option<&'static EntitySchema>,
    table: &'static TableSchema,
}

#[derive(Clone, Copy, Debug)]
enum Wanted {
    Present,
    Absent,
    Deleted,
}

impl Existence {
    /// The item must exist, for readers of the entity.
    pub(super) fn present<E: Record>(entity: Option<&'static EntitySchema>) -> Self {
        Self { wanted: Wanted::Present, entity, table: <E::Table as Table>::SCHEMA }
    }

    /// The item must not exist; one that has expired and is hidden does not.
    pub(super) fn absent<E: Record>(entity: Option<&'static EntitySchema>) -> Self {
        Self { wanted: Wanted::Absent, ..Self::present::<E>(entity) }
    }

    /// The item must be softly deleted, and not have expired for readers of the entity.
    pub(super) fn deleted<E: SoftDelete>() -> Self {
        Self { wanted: Wanted::Deleted, ..Self::present::<E>(Some(E::SCHEMA)) }
    }

    pub(super) fn condition(self, now: i64) -> Condition {
        let make = match self.wanted {
            Wanted::Present => present,
            Wanted::Absent => absent,
            Wanted::Deleted => restorable,
        };
        make(self.entity, self.table, now)
    }

    /// What it asks, for the error of a refusal.
    pub(super) fn demands(self) -> Vec<Demand> {
        let known = |demands: fn(&EntitySchema, &TableSchema) -> Vec<Demand>| {
            self.entity.map(|entity| demands(entity, self.table)).unwrap_or_default()
        };
        match self.wanted {
            Wanted::Absent => vec![Demand::Absent],
            Wanted::Present => std::iter::once(Demand::Present).chain(known(visible)).collect(),
            Wanted::Deleted => std::iter::once(Demand::Deleted).chain(known(alive)).collect(),
        }
    }
}

impl fmt::Debug for Existence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.wanted.fmt(f)
    }
}

impl Conditions {
    pub(super) fn of(existence: Existence) -> Self {
        Self { existence: Some(existence), ..Self::default() }
    }

    /// Whether the item must be there, or have been softly deleted, so that one which has expired is refused.
    pub(super) fn want_one(&self) -> bool {
        self.existence.is_some_and(|existence| !matches!(existence.wanted, Wanted::Absent))
    }

    pub(super) fn add(&mut self, demand: Demand, condition: Result<Condition>) {
        self.demands.push(demand);
        self.all.add(condition);
    }

    /// What they ask, for the error of a refusal.
    pub(super) fn demands(&self) -> Vec<Demand> {
        let existence = self.existence.map(Existence::demands).unwrap_or_default();
        existence.into_iter().chain(self.demands.iter().cloned()).collect()
    }

    /// Refuses items of other entities that may have the key.
    pub(super) fn add_no_other<E: Entity>(&mut self) {
        if let Some(no_other) = is_no_other(E::SCHEMA, <E::Table as Table>::SCHEMA) {
            self.add(Demand::NoOther, Ok(missing::<E>().or(no_other)));
        }
    }

    pub(super) fn add_typed<E: Entity, C: IntoCond<E>>(
        &mut self,
        condition: impl FnOnce(&E::Attributes) -> C,
    ) {
        self.add(Demand::Own, condition(&E::attributes()).into_cond().into_condition());
    }

    /// Refuses items of older revisions, whose attributes mean something else: see
    /// [`revised::update`](super::revised::update).
    pub(super) fn add_revision<E: Entity>(&mut self, unless: Option<Condition>) {
        if let Some(current) = is_current::<E>() {
            let condition = match unless {
                Some(unless) => unless.or(current),
                None => current,
            };
            self.add(Demand::Revision, Ok(condition));
        }
    }

    /// The conditions of a write at a time.
    pub(super) fn joined(&self, now: i64) -> Result<Option<Condition>> {
        let existence = self.existence.map(|existence| existence.condition(now));
        Ok(match (existence, self.all.joined()?) {
            (Some(existence), Some(others)) => Some(existence.and(others)),
            (existence, others) => existence.or(others),
        })
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

/// Joins conditions that must all hold.
pub(super) fn all(conditions: [Option<Condition>; 2]) -> Option<Condition> {
    conditions.into_iter().flatten().reduce(Condition::and)
}
