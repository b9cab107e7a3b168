//! How views are read.

use serde::de::DeserializeOwned;

use super::decode::{restore_field, restore_time};
use super::identify::{check_is, check_key};
use super::revision::upgraded;
use super::{Entity, Projection, Table};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::{EntitySchema, FieldPlace, FieldSchema, IndexSchema, ProjectionSchema, ViewSchema};
use crate::value::{CodecError, Item, ItemBuilder, ItemRef, ValueRef};

/// An item, as a view reads its fields out of it. Generated code makes it.
#[doc(hidden)]
#[derive(Debug)]
pub struct Viewed<'i> {
    item: ItemRef<'i>,
    /// The item in the current revision, if it is of an older one.
    upgraded: Option<Item>,
    /// What is read out of keys.
    restored: Item,
    view: &'static ViewSchema,
    entity: &'static EntitySchema,
}

impl<'i> Viewed<'i> {
    /// Checks that the item is the view's entity, and reads out of its keys what lives there only, or what a partial
    /// index lacks.
    pub fn of<V: Projection>(item: ItemRef<'i>, index: Option<&IndexSchema>) -> Result<Self> {
        let (entity, table) = (V::Entity::SCHEMA, <V::Table as Table>::SCHEMA);
        let upgraded = if index.is_some_and(holds_keys_only) {
            check_key(entity, table, item)?;
            None
        } else {
            check_is(entity, table, item)?;
            upgraded::<V::Entity>(item)?
        };
        let current = upgraded.as_ref().map_or(item, Item::view);
        let is_partial = index.is_some_and(|index| index.projection != ProjectionSchema::All);
        let mut restored = ItemBuilder::new();
        for (place, field) in viewed(V::SCHEMA, entity) {
            let lacking = is_partial && !current.contains(field.attribute);
            let elsewhere = matches!(field.place, FieldPlace::Key | FieldPlace::Ttl);
            if (elsewhere || lacking) && !restored.contains(field.attribute) {
                restore_field::<V::Entity>(place, field, current, table, &mut restored)?;
            } else {
                restore_time(entity, field, current, &mut restored)?;
            }
        }
        Ok(Self { item, upgraded, restored: restored.finish(), view: V::SCHEMA, entity })
    }

    /// Reads the view's `nth` field, which every item of the entity has.
    pub fn required<T: DeserializeOwned>(&self, nth: usize) -> Result<T> {
        let Some((name, value)) = self.find(nth) else { return Err(self.missing(nth)) };
        value.deserialize().map_err(|error| self.unfit(name, error))
    }

    /// Reads the view's `nth` field, which an item of the entity may lack.
    pub fn optional<T: DeserializeOwned>(&self, nth: usize) -> Result<Option<T>> {
        let Some((name, value)) = self.find(nth) else { return Ok(None) };
        value.deserialize().map_err(|error| self.unfit(name, error))
    }

    fn find(&self, nth: usize) -> Option<(&'static str, ValueRef<'_>)> {
        let name = self.attribute(nth)?;
        let value = self.restored.get(name).or_else(|| self.current().get(name))?;
        Some((name, value))
    }

    fn current(&self) -> ItemRef<'_> {
        self.upgraded.as_ref().map_or(self.item, Item::view)
    }

    fn attribute(&self, nth: usize) -> Option<&'static str> {
        viewed(self.view, self.entity).nth(nth).map(|(_, field)| field.attribute)
    }

    fn missing(&self, nth: usize) -> Error {
        let name = self.attribute(nth).unwrap_or_default();
        Error::new(ErrorKind::Codec, format!("read `{}`: missing field `{name}`", self.view.rust_name))
    }

    fn unfit(&self, name: &str, error: CodecError) -> Error {
        Error::from(error.in_attribute(name)).context(format_args!("read `{}`", self.view.rust_name))
    }
}

/// Iterates over the entity's fields that a view has, with their places.
pub(super) fn viewed(
    view: &'static ViewSchema,
    entity: &'static EntitySchema,
) -> impl Iterator<Item = (usize, &'static FieldSchema)> {
    view.fields.iter().filter_map(|place| Some((*place, entity.fields.get(*place)?)))
}

/// Whether an index lacks the tag, too, and its items are known by their primary keys.
pub(super) fn holds_keys_only(index: &IndexSchema) -> bool {
    index.projection == ProjectionSchema::KeysOnly
}
