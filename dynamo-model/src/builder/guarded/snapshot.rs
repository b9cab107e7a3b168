use std::collections::BTreeSet;

use crate::builder::conditions;
use crate::entity::{Record, Table, guard_ttl, is_primary, is_still, unique_attributes};
use crate::expr::Condition;
use crate::schema::EntitySchema;
use crate::value::{Item, ItemRef};

/// What was read before a write, and how much of it must still be so when the write happens.
#[derive(Debug)]
pub(in crate::builder) struct Snapshot {
    pub(in crate::builder) item: Option<Item>,
    names: BTreeSet<String>,
}

impl Snapshot {
    /// Depends on the values that are unique, and on when they cease to be.
    pub(in crate::builder) fn of<T: Table>(item: Option<Item>, entity: &'static EntitySchema) -> Self {
        let names = unique_attributes(entity).chain(guard_ttl(entity, T::SCHEMA));
        Self { item, names: names.map(str::to_owned).collect() }
    }

    /// Does not depend on when the entity expires.
    pub(in crate::builder) fn whenever_it_expires<T: Table>(mut self) -> Self {
        self.names.retain(|name| T::SCHEMA.ttl != Some(name));
        self
    }

    /// Depends on everything that was read, and on all the entity may have.
    pub(in crate::builder) fn whole<T: Table>(mut self, entity: &'static EntitySchema) -> Self {
        let stored = self.item.iter().flatten().map(|(name, _)| name);
        let own = entity.fields.iter().filter(|field| field.is_attribute()).map(|field| field.attribute);
        let names = stored.chain(own).filter(|name| !is_primary(T::SCHEMA, name)).map(str::to_owned);
        let names: Vec<String> = names.collect();
        self.names.extend(names);
        self
    }

    /// The condition that nothing of it has changed.
    pub(in crate::builder) fn condition<E: Record>(&self) -> Condition {
        let Some(item) = &self.item else { return conditions::missing::<E>() };
        let names = self.names.iter();
        names.fold(conditions::exists::<E>(), |condition, name| condition.and(is_still(item.view(), name)))
    }

    /// Whether the item found when the write was refused is another one by now.
    pub(in crate::builder) fn is_outdated(&self, found: Option<&Item>) -> bool {
        match (&self.item, found) {
            (Some(read), Some(found)) => !self.agree(read.view(), found.view()),
            (None, None) => false,
            _ => true,
        }
    }

    fn agree(&self, read: ItemRef<'_>, found: ItemRef<'_>) -> bool {
        self.names.iter().all(|name| read.get(name) == found.get(name))
    }
}
