//! Versions and times of writes: what the library itself keeps in entities.

use std::time::SystemTime;

use super::computed::ComputedFields;
use super::expiry::follow;
use super::made::{MadeKey, index_keys, primary_key};
use super::rekey::{NewKeys, rekeyed};
use super::{Entity, Table};
use crate::error::{Error, Result};
use crate::expr::{Condition, Path, SetOperand, SetValue, Update};
use crate::key::PartValue;
use crate::schema::{EntitySchema, FieldSchema, Managed};
use crate::value::{Item, Number, Value, ValueRef};

/// A field of keys by its attribute, and what the keys have of it; nothing if its `Option` is `None`.
pub(crate) type KeyField = (String, Option<PartValue>);

/// The time of a write, as a field stores it and as keys are made of it.
#[derive(Clone, Debug)]
pub struct Stamp {
    pub(crate) value: Value,
    /// For fields that are part of a key.
    pub(crate) part: Option<PartValue>,
}

/// What it takes to set the version and the times of an entity that is at hand.
#[derive(Clone, Debug)]
pub struct Upkeep {
    schema: &'static EntitySchema,
    /// All fields of index keys, if some of them are times.
    fields: Vec<KeyField>,
    stamp: fn(usize, SystemTime) -> Result<Option<Stamp>>,
    rekeyed: fn(&Item, &[KeyField]) -> Result<NewKeys>,
    /// Makes the time to live anew.
    follow: fn(&mut Item) -> Result<()>,
}

/// Takes what it needs from an entity.
pub(super) fn upkeep<E: Entity>(entity: &E) -> Upkeep {
    Upkeep {
        schema: E::SCHEMA,
        fields: key_fields(entity),
        stamp: E::__stamp,
        rekeyed: rekeyed::<E>,
        follow: follow::<E>,
    }
}

fn key_fields<E: Entity>(entity: &E) -> Vec<KeyField> {
    let mut places = index_places::<E>();
    if !E::SCHEMA.times().any(|(place, ..)| places.contains(&place)) {
        return Vec::new();
    }
    let primary = primary_key(E::SCHEMA, <E::Table as Table>::SCHEMA);
    places.retain(|place| !primary.fields().any(|part| part.field == *place));
    let fields = places.into_iter().filter_map(|place| Some((place, E::SCHEMA.fields.get(place)?)));
    // What cannot be computed is an error of making the item.
    let computed = ComputedFields::of_entity(entity).unwrap_or_default();
    fields
        .map(|(place, field)| {
            (field.attribute.to_owned(), computed.part_of(entity, place).map(PartValue::of))
        })
        .collect()
}

/// The fields that keys of indexes are made of, by their places, each once.
fn index_places<E: Entity>() -> Vec<usize> {
    let keys = index_keys(E::SCHEMA, <E::Table as Table>::SCHEMA);
    let mut places: Vec<usize> = keys.flat_map(MadeKey::fields).map(|part| part.field).collect();
    places.sort_unstable();
    places.dedup();
    places
}

impl Upkeep {
    pub(crate) fn version(&self) -> Option<(&'static FieldSchema, u128)> {
        self.schema.version()
    }

    pub(crate) fn entity(&self) -> &'static str {
        self.schema.rust_name
    }

    /// Makes the item one of an entity that comes into being now.
    pub(crate) fn create(&self, item: &mut Item, time: SystemTime) -> Result<()> {
        self.set_times(item, time, |_| true)
    }

    /// Makes the item the next version, written now. What it says of its creation stays.
    pub(crate) fn replace(&self, item: &mut Item, time: SystemTime) -> Result<()> {
        let created = self
            .schema
            .times()
            .any(|(_, field, managed)| managed == Managed::Created && item.contains(field.attribute));
        self.set_times(item, time, |managed| managed == Managed::Updated || !created)?;
        self.count(item)
    }

    /// Sets the time of the last write in the item.
    pub(crate) fn update(&self, item: &mut Item, time: SystemTime) -> Result<()> {
        self.set_times(item, time, |managed| managed == Managed::Updated)
    }

    /// Makes the item the next version.
    pub(crate) fn count(&self, item: &mut Item) -> Result<()> {
        if let Some((field, last)) = self.version() {
            let next = self.next_version(item.get(field.attribute), last)?;
            item.insert(field.attribute, next);
        }
        Ok(())
    }

    /// Makes the condition that the stored version is the item's own.
    pub(crate) fn is_same_version(&self, item: &Item) -> Option<Condition> {
        let (field, _) = self.version()?;
        Some(match item.get(field.attribute) {
            Some(version) => Condition::eq(Path::attribute(field.attribute), version.to_value()),
            None => Condition::not_exists(field.attribute),
        })
    }

    fn next_version(&self, version: Option<ValueRef<'_>>, last: u128) -> Result<Number> {
        let version = match version {
            Some(ValueRef::N(version)) => version,
            _ => Number::from(0),
        };
        let next = version.checked_add(Number::from(1)).ok();
        next.filter(|next| next.to_u128().is_none_or(|next| next <= last)).ok_or_else(|| {
            Error::validation(format!(
                "version {version} of a `{}` is the last its type can count; use a wider integer",
                self.schema.rust_name
            ))
        })
    }

    /// Sets times, and makes the keys anew that are made of them.
    fn set_times(&self, item: &mut Item, time: SystemTime, is_set: impl Fn(Managed) -> bool) -> Result<()> {
        let mut fields: Vec<KeyField> = Vec::new();
        for (place, field, _) in self.schema.times().filter(|(.., managed)| is_set(*managed)) {
            let Some(stamp) = (self.stamp)(place, time)? else { continue };
            item.insert(field.attribute, stamp.value);
            fields.extend(stamp.part.map(|part| (field.attribute.to_owned(), Some(part))));
        }
        (self.follow)(item)?;
        if fields.is_empty() {
            return Ok(());
        }
        let others = self.fields.iter().filter(|(other, _)| fields.iter().all(|(name, _)| name != other));
        let others: Vec<KeyField> = others.cloned().collect();
        fields.extend(others);
        let keys = (self.rekeyed)(item, &fields)?;
        keys.made.into_iter().for_each(|(name, value)| item.insert(name, value));
        for name in keys.vanished {
            item.remove(name);
        }
        Ok(())
    }
}

/// What every update of an entity does besides: it counts the version up, and sets the time of the last write.
pub(crate) fn touch<E: Entity>(time: SystemTime) -> Result<(Update, Vec<KeyField>)> {
    let (mut update, mut fields) = (count_up(E::SCHEMA), Vec::new());
    let mut times = E::SCHEMA.times().filter(|(.., managed)| *managed == Managed::Updated);
    if let Some((place, field, _)) = times.next()
        && let Some(stamp) = E::__stamp(place, time)?
    {
        update = update.set(field.attribute, stamp.value);
        fields.extend(stamp.part.map(|part| (field.attribute.to_owned(), Some(part))));
    }
    Ok((update, fields))
}

/// Makes the update that counts the version up.
pub(crate) fn count_up(schema: &EntitySchema) -> Update {
    match schema.version() {
        Some((field, _)) => {
            let version = SetOperand::if_not_exists(field.attribute, 0);
            Update::new().set(field.attribute, SetValue::Add(version, 1.into()))
        }
        None => Update::new(),
    }
}

/// Checks that an upsert can do without knowing when the entity was created.
///
/// # Errors
///
/// [`is_validation`](crate::Error::is_validation) if a key of an index is made of it.
pub(crate) fn check_upsert<E: Entity>() -> Result<()> {
    let mut times = E::SCHEMA.times();
    let created = times.find(|(.., managed)| *managed == Managed::Created);
    match created.filter(|(place, ..)| index_places::<E>().contains(place)) {
        None => Ok(()),
        Some((_, field, _)) => Err(Error::validation(format!(
            "an upsert of `{}` keeps `{}` as it is stored, so the index key that is made of it cannot be known; use \
             `create` or `edit`",
            E::SCHEMA.rust_name,
            field.name
        ))),
    }
}
