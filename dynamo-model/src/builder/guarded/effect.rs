use crate::entity::{Entity, Guards, encode_stored, is_still, unique_attributes};
use crate::error::Result;
use crate::expr::Condition;
use crate::request::ReturnValues;
use crate::schema::EntitySchema;

/// What a write does to the unique values of an entity.
#[derive(Clone, Debug)]
#[doc(hidden)]
pub struct Effect {
    pub(in crate::builder) entity: &'static EntitySchema,
    pub(in crate::builder) before: Before,
    /// The guards it has after; `None` if it is gone.
    pub(in crate::builder) after: Option<Guards>,
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
        Ok(guards?.map(|after| Self { entity: after.entity, before, after: Some(after) }))
    }

    /// Whether the stored item is read before a write that returns this.
    pub(in crate::builder) fn reads_first(&self, returns: ReturnValues) -> bool {
        match &self.before {
            Before::Read => true,
            Before::Given(guards) => guards.is_some() && returns == ReturnValues::AllOld,
        }
    }

    /// The effect of a write that deletes an entity; none if nothing of it is unique.
    pub(in crate::builder) fn deleting<E: Entity>(before: Before) -> Option<Self> {
        let entity = E::SCHEMA;
        (!entity.unique.is_empty()).then_some(Self { entity, before, after: None })
    }
}

/// The condition that the stored entity has the unique values of one at hand.
pub(in crate::builder) fn as_it_was<E: Entity>(old: &E) -> Result<Option<Condition>> {
    let item = encode_stored(old)?;
    let conditions = unique_attributes(E::SCHEMA).map(|name| is_still(item.view(), name));
    Ok(conditions.reduce(Condition::and))
}
