//! Fields that are computed from others at each write.

use serde::Serialize;

use super::{Entity, Source};
use crate::error::Result;
use crate::key::{ErasedPart, KeyPart, PartValue};
use crate::value::Value;

/// What a computed field has become: the value of its attribute, the part of keys it is, or both.
#[derive(Debug)]
pub struct ComputedValue {
    pub(super) value: Option<Value>,
    pub(super) part: Option<PartValue>,
}

impl ComputedValue {
    /// Makes the value of a field that has become `None`.
    #[must_use]
    pub const fn none() -> Self {
        Self { value: None, part: None }
    }

    /// Adds the value of its attribute.
    ///
    /// # Errors
    ///
    /// [`is_codec`](crate::Error::is_codec) if the value has no place in an item.
    pub fn stored<T: Serialize>(mut self, value: Option<&T>) -> Result<Self> {
        self.value = value.map(Value::from_serialize).transpose()?;
        Ok(self)
    }

    /// Adds the part of keys.
    #[must_use]
    pub fn part<T: KeyPart>(mut self, value: Option<&T>) -> Self {
        self.part = value.map(|value| PartValue::of(value));
        self
    }
}

/// The computed fields of an entity, by their places.
#[derive(Default)]
pub(super) struct ComputedFields(Vec<(usize, ComputedValue)>);

impl ComputedFields {
    /// Computes those that `wanted` names.
    pub(super) fn of<E: Entity>(source: Source<'_, E>, wanted: impl Fn(&[usize]) -> bool) -> Result<Self> {
        let fields = E::SCHEMA.fields.iter().enumerate();
        let wanted = fields.filter(|(_, field)| !field.from.is_empty() && wanted(field.from));
        wanted.map(|(place, _)| Ok((place, E::__compute(place, source)?))).collect::<Result<_>>().map(Self)
    }

    /// Computes all of an entity.
    pub(super) fn of_entity<E: Entity>(entity: &E) -> Result<Self> {
        Self::of(Source::Whole(entity), |_| true)
    }

    /// Returns the key part of a field, of a computed one as computed.
    pub(super) fn part_of<'p, E: Entity>(
        &'p self,
        entity: &'p E,
        field: usize,
    ) -> Option<&'p dyn ErasedPart> {
        match self.0.iter().find(|(place, _)| *place == field) {
            Some((_, computed)) => computed.part.as_ref().map(|part| part as &dyn ErasedPart),
            None => entity.__part(field),
        }
    }

    /// Iterates over the computed attributes; a value of `None` is left out of the item.
    pub(super) fn attributes<E: Entity>(&self) -> impl Iterator<Item = (&'static str, Option<&Value>)> {
        self.0.iter().filter_map(|(place, computed)| {
            let field = E::SCHEMA.fields.get(*place).filter(|field| field.is_attribute())?;
            Some((field.attribute, computed.value.as_ref()))
        })
    }

    pub(super) fn into_iter(self) -> impl Iterator<Item = (usize, ComputedValue)> {
        self.0.into_iter()
    }
}
