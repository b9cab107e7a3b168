use std::fmt;
use std::marker::PhantomData;

use super::computed::ComputedFields;
use super::{Entity, Table, key_value};
use crate::error::{Error, ErrorKind, Result};
use crate::key::ErasedPart;
use crate::schema::KeyPair;
use crate::value::{Item, ItemRef, Writer};

/// Room for most keys, in bytes.
const USUAL_LENGTH: usize = 96;

/// The primary key of an entity, made by its generated `key(…)`.
///
/// A part that cannot be in a key (empty, or with a separator in it) is reported when the key is used.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # #[index(name = "gsi1")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # #[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{day}")]
/// # struct Order { id: String, customer: String, day: String, total: u32 }
/// assert_eq!(Order::key("o1").item()?.len(), 2);
/// assert!(Order::key("o#1").item().unwrap_err().is_invalid_key(), "`#` separates the parts of the key");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
pub struct Key<E> {
    item: Result<Item>,
    entity: PhantomData<fn() -> E>,
}

impl<E: Entity> Key<E> {
    /// Makes a key from the parts its templates name.
    #[doc(hidden)]
    #[must_use]
    pub fn __build(parts: &[(usize, &dyn ErasedPart)]) -> Self {
        Self { item: build::<E>(parts), entity: PhantomData }
    }

    /// Takes the key of an entity at hand.
    #[must_use]
    pub fn of(entity: &E) -> Self {
        let item = ComputedFields::of_entity(entity)
            .and_then(|computed| build_with::<E>(&|field| computed.part_of(entity, field)));
        Self { item, entity: PhantomData }
    }

    /// Returns the key attributes.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a part is empty or contains a separator.
    pub fn item(&self) -> Result<Item> {
        self.item.clone()
    }

    pub(crate) fn into_item(self) -> Result<Item> {
        self.item
    }
}

/// Takes the primary key out of an item, and the key of an index with it, always in the same order: equal keys are equal
/// bytes.
pub(crate) fn key_of<T: Table>(item: ItemRef<'_>, index: Option<&KeyPair>) -> Item {
    let mut key = Writer::with_capacity(USUAL_LENGTH);
    for pair in std::iter::once(&T::SCHEMA.key).chain(index) {
        for attribute in std::iter::once(pair.pk).chain(pair.sk) {
            if let Some(value) = item.get(attribute.name)
                && !ItemRef::new(key.as_bytes()).contains(attribute.name)
            {
                key.name(attribute.name);
                key.value(value);
            }
        }
    }
    key.into_item()
}

fn build<E: Entity>(parts: &[(usize, &dyn ErasedPart)]) -> Result<Item> {
    build_with::<E>(&|field| parts.iter().find(|(place, _)| *place == field).map(|(_, part)| *part))
}

fn build_with<'p, E: Entity>(part: &dyn Fn(usize) -> Option<&'p dyn ErasedPart>) -> Result<Item> {
    let (schema, key) = (E::SCHEMA, &<E::Table as Table>::SCHEMA.key);
    let mut writer = Writer::with_capacity(USUAL_LENGTH);
    let mut text = String::with_capacity(USUAL_LENGTH);
    let pairs = std::iter::once((&key.pk, &schema.pk)).chain(key.sk.as_ref().zip(schema.sk.as_ref()));
    for (attribute, template) in pairs {
        let value = key_value(&mut text, attribute, template, part)
            .map_err(|error| error.context(format_args!("key of `{}`", schema.rust_name)))?
            .ok_or_else(|| {
                Error::new(ErrorKind::InvalidKey, format!("key of `{}`: a part is missing", schema.rust_name))
            })?;
        writer.name(attribute.name);
        writer.value(value);
    }
    Ok(writer.into_item())
}

impl<E> Clone for Key<E> {
    fn clone(&self) -> Self {
        Self { item: self.item.clone(), entity: PhantomData }
    }
}

impl<E> fmt::Debug for Key<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Key").field(&self.item).finish()
    }
}
