use std::fmt;
use std::marker::PhantomData;

use super::computed::ComputedFields;
use super::identify::{check_key, not_a_key};
use super::parts::{is_key, read_key};
use super::shard::shard_of_parts;
use super::{Entity, KeyBuffer, KeyParts, PartTuple, Table, key_value};
use crate::error::{Error, ErrorKind, Result};
use crate::key::ErasedPart;
use crate::schema::KeyAttributes;
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
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::entity::Key;
    ///
    /// assert_eq!(Key::of(&order("o1", 5)).item()?, Order::key("o1").item()?);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    #[must_use]
    pub fn of(entity: &E) -> Self {
        let item = ComputedFields::of_entity(entity)
            .and_then(|computed| build_with::<E>(&|field| computed.part_of(entity, field)));
        Self { item, entity: PhantomData }
    }

    /// Takes the primary key out of an item that has it: a whole one, what an index holds, or the keys of a change that a
    /// stream reports.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "ORDER#{id:04}")]
    /// # struct Order { id: u32, customer: String, total: u32 }
    /// use dynamo_model::Key;
    /// use dynamo_model::value::Item;
    ///
    /// let keys = Item::from_iter([("pk", "CUSTOMER#c1"), ("sk", "ORDER#0007")]);
    /// let (customer, id) = Key::<Order>::from_item(keys.view())?.parts()?;
    /// assert_eq!((customer.as_str(), id), ("c1", 7));
    ///
    /// let profile = Item::from_iter([("pk", "CUSTOMER#c1"), ("sk", "PROFILE")]);
    /// assert!(Key::<Order>::from_item(profile.view()).unwrap_err().is_unexpected_entity());
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`is_unexpected_entity`](crate::Error::is_unexpected_entity) if it is not a key of this entity: not one that
    /// [`parts`](Self::parts) can be read from and that those parts make.
    pub fn from_item(item: ItemRef<'_>) -> Result<Self> {
        let table = <E::Table as Table>::SCHEMA;
        check_key(E::SCHEMA, table, item)?;
        if !is_key::<E>(item) {
            return Err(not_a_key(E::SCHEMA));
        }
        Ok(Self { item: Ok(key_of::<E::Table>(item, None)), entity: PhantomData })
    }

    /// Returns the parts of the key, in the order in which the generated `key(…)` takes them.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
    /// # struct Order { id: String, total: u32 }
    /// let (id,) = Order::key("o1").parts()?;
    /// assert_eq!(id, "o1");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`item`](Self::item).
    pub fn parts<P>(&self) -> Result<P>
    where
        E: KeyParts<P>,
        P: PartTuple,
    {
        read_key::<E, P>(self.item()?.view())
    }

    /// Returns the key attributes.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// let key = Order::key("o1").item()?;
    /// assert_eq!(key.get("pk").and_then(|pk| pk.as_s()), Some("ORDER#o1"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
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
pub(crate) fn key_of<T: Table>(item: ItemRef<'_>, index: Option<&KeyAttributes>) -> Item {
    let mut key = Writer::with_capacity(USUAL_LENGTH);
    for attribute in std::iter::once(&T::SCHEMA.key).chain(index).flat_map(KeyAttributes::all) {
        if let Some(value) = item.get(attribute.name)
            && !ItemRef::new(key.as_bytes()).contains(attribute.name)
        {
            key.name(attribute.name);
            key.value(value);
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
    let mut buffer = KeyBuffer::with_capacity(USUAL_LENGTH);
    for (attribute, template) in schema.key().of(key) {
        let shard = shard_of_parts(template, schema, key, part);
        let value = shard
            .and_then(|shard| key_value(&mut buffer, attribute, template, shard, part))
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
