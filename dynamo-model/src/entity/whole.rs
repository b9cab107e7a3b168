use super::{Record, Upkeep, written_at};
use crate::clock::Clock;
use crate::error::Result;
use crate::expr::Condition;
use crate::time::seconds;
use crate::value::Item;

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

    /// Returns the item of an entity that comes into being now.
    pub(crate) fn created(&self, clock: &Clock) -> Result<Item> {
        self.kept(clock, |upkeep, item| upkeep.create(item, clock))
    }

    /// Returns the item of the entity's next version, written now.
    pub(crate) fn replacing(&self, clock: &Clock) -> Result<Item> {
        self.kept(clock, |upkeep, item| upkeep.replace(item, clock))
    }

    /// Returns the item of an entity that is changed now. Its version is not counted up.
    pub(crate) fn updated(&self, clock: &Clock) -> Result<Item> {
        self.kept(clock, |upkeep, item| upkeep.update(item, clock))
    }

    /// Returns the next version of an entity that is changed now, and whose item is of an older revision: the version that
    /// counts is the one that the upgrade has made.
    pub(crate) fn upgraded(&self, clock: &Clock) -> Result<Item> {
        self.kept(clock, |upkeep, item| upkeep.update(item, clock).and_then(|()| upkeep.count(item)))
    }

    /// Makes the condition that the stored version is that of the entity, if it has one.
    pub(crate) fn is_same_version(&self) -> Option<Condition> {
        self.upkeep.as_ref()?.is_same_version(&self.item)
    }

    /// The entity's name, if it has a version.
    pub(crate) fn versioned(&self) -> Option<&'static str> {
        self.upkeep.as_ref().filter(|upkeep| upkeep.version().is_some()).map(Upkeep::entity)
    }

    fn kept(&self, clock: &Clock, keep: impl FnOnce(&Upkeep, &mut Item) -> Result<()>) -> Result<Item> {
        let mut item = self.item.clone();
        if let Some(upkeep) = &self.upkeep {
            keep(upkeep, &mut item)?;
        }
        Ok((self.written_at)(item, seconds(clock.now())))
    }
}
