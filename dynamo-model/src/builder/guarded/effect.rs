use super::expiry::expiry_after;
use super::{GuardWrite, Written};
use crate::entity::{
    Entity, GuardExpiry, Guards, Table, encode_stored, guard_ttl, is_still, unique_attributes,
};
use crate::error::Result;
use crate::expr::Condition;
use crate::request::{ReturnValues, UpdateItem};
use crate::schema::{EntitySchema, TableSchema};
use crate::value::Item;

/// What a write does to the unique values of an entity.
#[derive(Clone, Debug)]
#[doc(hidden)]
pub struct Effect {
    pub(in crate::builder) entity: &'static EntitySchema,
    pub(in crate::builder) before: Before,
    pub(in crate::builder) after: After,
}

/// The guards an entity has after a write.
#[derive(Clone, Debug)]
pub(in crate::builder) enum After {
    /// None: it is gone.
    Gone,
    These(Guards),
    /// Those it had, which expire when the write says.
    Kept,
}

/// How the guards before the write are known.
#[derive(Clone, Debug)]
pub(in crate::builder) enum Before {
    /// They are not, and the stored item has to be read.
    Read,
    /// The condition of the write makes sure that it is these.
    Given(Option<Guards>),
}

impl Effect {
    /// The effect of a write that stores an entity; none if nothing of it is unique.
    pub(in crate::builder) fn storing(
        guards: Result<Option<Guards>>,
        before: Before,
    ) -> Result<Option<Self>> {
        Ok(guards?.map(|after| Self { entity: after.entity, before, after: After::These(after) }))
    }

    /// The effect of an update of an entity; none if it does not change when guards expire.
    pub(in crate::builder) fn updating<E: Entity>(
        request: impl FnOnce() -> Result<UpdateItem>,
    ) -> Result<Option<Self>> {
        let (entity, table) = (E::SCHEMA, <E::Table as Table>::SCHEMA);
        let Some(ttl) = guard_ttl(entity, table).filter(|_| !entity.unique.is_empty()) else {
            return Ok(None);
        };
        let changes = request()?.update.targets().any(|path| path.root() == ttl);
        Ok(changes.then_some(Self { entity, before: Before::Read, after: After::Kept }))
    }

    /// The writes of guards that come with the write of the entity.
    pub(in crate::builder) fn writes(
        &self,
        before: Option<&Guards>,
        written: Written<'_>,
        table: &TableSchema,
    ) -> Vec<GuardWrite> {
        let after = match &self.after {
            After::Gone => None,
            After::These(guards) => Some(guards),
            After::Kept => before,
        };
        let after = after.cloned().map(|guards| match table.ttl {
            Some(ttl) => {
                let stored = before.map_or(&GuardExpiry::Never, |before| &before.expiry);
                guards.expiring(expiry_after(written, ttl, stored))
            }
            None => guards,
        });
        GuardWrite::between(before, after.as_ref())
    }

    /// Whether the stored item is read before a write that returns this.
    pub(in crate::builder) fn reads_first(&self, returns: ReturnValues) -> bool {
        match &self.before {
            Before::Read => true,
            // What has expired may be written over without being known.
            Before::Given(guards) => {
                let may_be_there = guards.is_some() || self.entity.retention.hide_expired;
                may_be_there && returns == ReturnValues::AllOld
            }
        }
    }

    /// The effect of a write that deletes an entity; none if nothing of it is unique.
    pub(in crate::builder) fn deleting<E: Entity>(before: Before) -> Option<Self> {
        let entity = E::SCHEMA;
        (!entity.unique.is_empty()).then_some(Self { entity, before, after: After::Gone })
    }
}

/// The condition that the stored entity has the unique values of one at hand.
pub(in crate::builder) fn as_it_was<E: Entity>(old: &E) -> Result<Option<Condition>> {
    Ok(of_same_values::<E>(&encode_stored(old)?))
}

/// The condition that the stored entity has the unique values of an item.
pub(in crate::builder) fn of_same_values<E: Entity>(item: &Item) -> Option<Condition> {
    unique_attributes(E::SCHEMA).map(|name| is_still(item.view(), name)).reduce(Condition::and)
}
