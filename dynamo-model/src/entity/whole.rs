use std::time::SystemTime;

use super::expiry::written_at;
use super::{Entity, Record, Upkeep, encode_as_read};
use crate::error::Result;
use crate::expr::Condition;
use crate::time::seconds;
use crate::value::{Item, Number};

/// Makes the item of an entity as it was read, with the expiry of one written at a time.
pub(crate) fn as_read<E: Entity>(entity: &E, time: SystemTime) -> Result<Item> {
    Ok(written_at::<E>(encode_as_read(entity)?, seconds(time)))
}

/// An item that is about to be stored whole, without its version and times yet.
#[derive(Clone, Debug)]
pub(crate) struct Whole {
    item: Item,
    upkeep: Option<Upkeep>,
    /// Makes it expire as one written at a time does.
    written_at: fn(Item, i64) -> Item,
}

impl Whole {
    pub(crate) fn of<E: Record>(entity: &E) -> Result<Self> {
        Ok(Self { item: entity.to_item()?, upkeep: entity.__upkeep(), written_at: written_at::<E> })
    }

    /// The item as the entity makes it.
    pub(crate) fn as_is(&self) -> &Item {
        &self.item
    }

    /// Returns the item of an entity that is written at a time, with the version and the times that the entity has.
    pub(crate) fn written(&self, time: SystemTime) -> Item {
        (self.written_at)(self.item.clone(), seconds(time))
    }

    /// Returns the item of an entity that comes into being now.
    pub(crate) fn created(&self, time: SystemTime) -> Result<Item> {
        self.kept(time, |upkeep, item| upkeep.create(item, time))
    }

    /// Returns the item of the entity's next version, written now.
    pub(crate) fn replacing(&self, time: SystemTime) -> Result<Item> {
        self.kept(time, |upkeep, item| upkeep.replace(item, time))
    }

    /// Returns the item of an entity that is changed now. Its version is not counted up.
    pub(crate) fn updated(&self, time: SystemTime) -> Result<Item> {
        self.kept(time, |upkeep, item| upkeep.update(item, time))
    }

    /// Returns the item of the next version of an entity that is changed now.
    pub(crate) fn next(&self, time: SystemTime) -> Result<Item> {
        self.kept(time, |upkeep, item| upkeep.update(item, time).and_then(|()| upkeep.count(item)))
    }

    /// Makes the condition that the stored version is that of the entity, if it has one.
    pub(crate) fn is_same_version(&self) -> Option<Condition> {
        self.upkeep.as_ref()?.is_same_version(&self.item)
    }

    /// The attribute of the version, if there is one, and the entity's.
    pub(crate) fn version(&self) -> Option<(&'static str, Option<Number>)> {
        let (field, _) = self.upkeep.as_ref()?.version()?;
        Some((field.attribute, self.item.get(field.attribute).and_then(|version| version.as_n())))
    }

    /// The entity's name, if it has a version.
    pub(crate) fn versioned(&self) -> Option<&'static str> {
        self.upkeep.as_ref().filter(|upkeep| upkeep.version().is_some()).map(Upkeep::entity)
    }

    fn kept(&self, time: SystemTime, keep: impl FnOnce(&Upkeep, &mut Item) -> Result<()>) -> Result<Item> {
        let mut item = self.written(time);
        if let Some(upkeep) = &self.upkeep {
            keep(upkeep, &mut item)?;
        }
        Ok(item)
    }
}
