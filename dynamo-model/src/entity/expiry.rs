//! The time that items expire: computed when they are written, and read back as the field that holds it.

use std::time::SystemTime;

use super::{Assigned, Entity, Record, Table, identify};
use crate::error::{Error, ErrorKind, Result};
use crate::expr::Update;
use crate::schema::{EntitySchema, Expiry, FieldSchema, Managed, TableSchema};
use crate::time::{later, seconds};
use crate::value::{Item, ItemBuilder, ItemRef, Value};

/// Returns when an entity expires that is written now, if it does.
pub(super) fn expires_at<E: Entity>(entity: &E) -> Result<Option<i64>> {
    let time = |field| E::__time(field).map_or(Ok(None), |time| (time.seconds)(entity));
    match E::SCHEMA.retention.expiry {
        None => Ok(None),
        Some(Expiry::At(field)) => time(field),
        Some(Expiry::AfterField { field, seconds }) => Ok(time(field)?.map(|time| later(time, seconds))),
        Some(Expiry::AfterWrite(after)) => Ok(Some(later(seconds(SystemTime::now()), after))),
    }
}

/// The table's time to live, if items of the entity have one.
pub(crate) fn ttl_of(entity: &EntitySchema, table: &TableSchema) -> Option<&'static str> {
    table.ttl.filter(|_| entity.retention.expiry.is_some())
}

/// The table's time to live, if items of the entity may have one, be it as a field like any other: their guards then have it.
pub(crate) fn guard_ttl(entity: &EntitySchema, table: &TableSchema) -> Option<&'static str> {
    table.ttl.filter(|ttl| entity.retention.expiry.is_some() || entity.stored_as(ttl).is_some())
}

/// Shows the field that is the time to live what the item says.
pub(super) fn restore_ttl<E: Entity>(
    place: usize,
    field: &FieldSchema,
    item: ItemRef<'_>,
    table: &TableSchema,
    extra: &mut ItemBuilder,
) -> Result<()> {
    let Some((ttl, value)) = table.ttl.and_then(|ttl| Some((ttl, item.get(ttl)?))) else { return Ok(()) };
    let Some(seconds) = value.as_n().and_then(|number| number.to_i64()) else {
        let entity = E::SCHEMA.rust_name;
        let message = format!("read `{entity}`: `{ttl}` is not a whole number of seconds since 1970");
        return Err(Error::new(ErrorKind::Codec, message));
    };
    if let Some(time) = E::__time(place) {
        extra.push_value(field.attribute, &(time.make)(seconds)?)?;
    }
    Ok(())
}

/// Makes an item expire as one written at a time does.
pub(crate) fn written_at<E: Record>(mut item: Item, now: i64) -> Item {
    let table = <E::Table as Table>::SCHEMA;
    if let Some((ttl, expires_at)) = entity_of::<E>(&item).and_then(|entity| after_write(entity, table, now))
    {
        item.insert(ttl, expires_at);
    }
    item
}

/// Makes an update of an item have it expire as one written at a time does, unless it says so already.
pub(crate) fn updated_at<E: Entity>(update: Update, now: i64) -> Update {
    match after_write(E::SCHEMA, <E::Table as Table>::SCHEMA, now) {
        Some((ttl, expires_at)) if update.targets().all(|path| path.root() != ttl) => {
            update.set(ttl, expires_at)
        }
        _ => update,
    }
}

/// Makes an item expire as a stored one does: to upgrade it does not prolong its life.
pub(super) fn expiring_as<E: Entity>(mut item: Item, stored: &Item) -> Item {
    let ttl = ttl_of(E::SCHEMA, <E::Table as Table>::SCHEMA);
    if let Some((ttl, value)) = ttl.and_then(|ttl| Some((ttl, stored.get(ttl)?))) {
        item.insert(ttl, value.to_value());
    }
    item
}

fn after_write(entity: &EntitySchema, table: &TableSchema, now: i64) -> Option<(&'static str, i64)> {
    match entity.retention.expiry? {
        Expiry::AfterWrite(seconds) => Some((table.ttl?, later(now, seconds))),
        Expiry::At(_) | Expiry::AfterField { .. } => None,
    }
}

/// Makes an item's time to live anew if it is computed from the time of a write, which the library has set.
pub(super) fn follow<E: Entity>(item: &mut Item) -> Result<()> {
    let Some(Expiry::AfterField { field, seconds }) = E::SCHEMA.retention.expiry else { return Ok(()) };
    let source = E::SCHEMA.fields.get(field).filter(|source| source.managed.is_some());
    if let (Some(source), Some(ttl)) = (source, <E::Table as Table>::SCHEMA.ttl)
        && let (Some(value), Some(time)) = (item.get(source.attribute), E::__time(field))
    {
        let expires_at = later((time.read)(&value.to_value())?, seconds);
        item.insert(ttl, expires_at);
    }
    Ok(())
}

/// Whether an attribute is the time to live, and computed from the time of creation.
pub(super) fn is_since_creation<E: Entity>(name: &str) -> bool {
    let Some(Expiry::AfterField { field, .. }) = E::SCHEMA.retention.expiry else { return false };
    let source = E::SCHEMA.fields.get(field).and_then(|source| source.managed);
    source == Some(Managed::Created) && <E::Table as Table>::SCHEMA.ttl == Some(name)
}

/// Finds which entity an item to be written is.
pub(crate) fn entity_of<E: Record>(item: &Item) -> Option<&'static EntitySchema> {
    let table = E::__TABLE;
    E::__ENTITY.or_else(|| table.entities.get(identify(table, item.view()).ok()?).copied())
}

/// Makes an update take the time to live along with the field that it is computed from.
pub(super) fn followed<E: Entity>(assigned: &Assigned, update: Update) -> Result<Update> {
    let Some(Expiry::AfterField { field, seconds }) = E::SCHEMA.retention.expiry else { return Ok(update) };
    let source = E::SCHEMA.fields.get(field).and_then(|source| assigned.get(source.attribute));
    let (Some(ttl), Some(source)) = (<E::Table as Table>::SCHEMA.ttl, source) else { return Ok(update) };
    match (source, E::__time(field)) {
        (Value::Null, _) => Ok(update.remove(ttl)),
        (source, Some(time)) => Ok(update.set(ttl, later((time.read)(source)?, seconds))),
        _ => Ok(update),
    }
}
