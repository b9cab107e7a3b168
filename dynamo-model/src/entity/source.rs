use serde::de::DeserializeOwned;

use super::Entity;
use crate::error::{Error, ErrorKind, Result};
use crate::value::Value;

/// Where rules and computed fields find the fields they are about: in an entity, or among what an update assigns.
#[derive(Debug)]
pub enum Source<'s, E> {
    /// A whole entity.
    Whole(&'s E),
    /// The assignments of an update.
    Assigned(&'s Assigned),
}

impl<E> Clone for Source<'_, E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Source<'_, E> {}

/// What an update assigns, and what is known besides: values by attribute, NULL for a field that becomes `None`.
#[derive(Debug, Default)]
pub struct Assigned {
    values: Vec<(String, Value)>,
}

impl Assigned {
    pub(super) fn push(&mut self, attribute: &str, value: Value) {
        self.values.push((attribute.to_owned(), value));
    }

    pub(super) fn get(&self, attribute: &str) -> Option<&Value> {
        self.values.iter().find(|(name, _)| name == attribute).map(|(_, value)| value)
    }

    /// Reads a field of an entity.
    ///
    /// # Errors
    ///
    /// [`is_codec`](Error::is_codec) if the update does not say what the field becomes.
    pub fn field<E: Entity, T: DeserializeOwned>(&self, field: usize) -> Result<T> {
        let name = E::SCHEMA.fields.get(field).map(|field| field.attribute).unwrap_or_default();
        self.get(name).map_or_else(|| self.unknown::<E, T>(field), |value| Ok(value.deserialize()?))
    }

    /// Stands for a field that no update can assign.
    ///
    /// # Errors
    ///
    /// [`is_codec`](Error::is_codec), always.
    pub fn unknown<E: Entity, T>(&self, field: usize) -> Result<T> {
        let name = E::SCHEMA.fields.get(field).map(|field| field.name).unwrap_or_default();
        let message = format!("an update of `{}` does not say what `{name}` becomes", E::SCHEMA.rust_name);
        Err(Error::new(ErrorKind::Codec, message))
    }
}
