use super::expiry::{restore_ttl, ttl_of};
use super::identify::check_is;
use super::made::{MadeAttribute, key_attributes, primary_key};
use super::revision::upgraded;
use super::{Entity, Table};
use crate::error::{Error, ErrorKind, Result};
use crate::key::ErasedPart;
use crate::schema::{EntitySchema, FieldPlace, FieldSchema, TableSchema};
use crate::value::{ItemBuilder, ItemRef, ValueRef, deserialize_with};

/// Reads an item as an entity, upgrading it if it is of an older revision.
///
/// # Errors
///
/// [`is_unexpected_entity`](crate::Error::is_unexpected_entity) if the item is another entity,
/// [`is_unknown_revision`](crate::Error::is_unknown_revision) if the program does not know its revision, and
/// [`is_codec`](crate::Error::is_codec) if it does not fit the type.
pub(super) fn decode<E: Entity>(item: ItemRef<'_>) -> Result<E> {
    check_is(E::SCHEMA, <E::Table as Table>::SCHEMA, item)?;
    match upgraded::<E>(item)? {
        Some(upgraded) => decode_current(upgraded.view()),
        None => decode_current(item),
    }
}

/// Reads an item of the current revision.
fn decode_current<E: Entity>(item: ItemRef<'_>) -> Result<E> {
    let (schema, table) = (E::SCHEMA, <E::Table as Table>::SCHEMA);
    let (mut extra, mut scratch) = (ItemBuilder::new(), String::new());
    let fields = schema.fields.iter().enumerate();
    for (place, field) in fields.filter(|(_, field)| matches!(field.place, FieldPlace::Key | FieldPlace::Ttl))
    {
        restore_field::<E>(place, field, item, table, &mut extra, &mut scratch)?;
    }
    for field in schema.fields.iter() {
        restore_time(schema, field, item, &mut extra)?;
    }
    let extra = extra.finish();
    // A name the struct knows, as an attribute or out of a key, is shown to it; the rest is the library's own.
    let is_field =
        |name: &&str| schema.fields.iter().any(|field| field.is_named() && field.attribute == *name);
    let ttl = ttl_of(schema, table);
    let decoded = if ttl.is_some() || table.managed.iter().any(is_field) {
        let hidden: Vec<&str> =
            table.managed.iter().copied().chain(ttl).filter(|name| !is_field(name)).collect();
        deserialize_with(item, extra.view(), &hidden)
    } else {
        deserialize_with(item, extra.view(), table.managed)
    };
    decoded.map_err(|error| Error::from(error).context(format_args!("read `{}`", schema.rust_name)))
}

/// Shows a time that is stored as a number as serde reads it. One of another form, from before, is read as it is.
pub(super) fn restore_time(
    entity: &EntitySchema,
    field: &FieldSchema,
    item: ItemRef<'_>,
    extra: &mut ItemBuilder,
) -> Result<()> {
    let Some(format) = field.time else { return Ok(()) };
    let Some(ValueRef::N(number)) = item.get(field.attribute) else { return Ok(()) };
    if extra.contains(field.attribute) {
        return Ok(());
    }
    let time = format.text_of(number).ok_or_else(|| {
        let (name, attribute, shown) = (entity.rust_name, field.attribute, format.shown());
        let message = format!("read `{name}`: `{attribute}` is {number}, which is no time as {shown}");
        Error::new(ErrorKind::Codec, message)
    })?;
    Ok(extra.push_s(field.attribute, &time)?)
}

/// Takes a field that lives in keys only out of the first key of the item that has it, and the time to live out of its
/// attribute.
pub(super) fn restore_field<E: Entity>(
    place: usize,
    field: &FieldSchema,
    item: ItemRef<'_>,
    table: &TableSchema,
    extra: &mut ItemBuilder,
    scratch: &mut String,
) -> Result<()> {
    if field.place == FieldPlace::Ttl {
        return restore_ttl::<E>(place, field, item, table, extra);
    }
    let ty = E::__part_type(place);
    for made in key_attributes(E::SCHEMA, table) {
        if let Some((part, ty)) = made.part_of(place, item).zip(ty) {
            let check = |part: &dyn ErasedPart| check_written::<E>(place, made, part, item, table, scratch);
            if ty.restore(field.attribute, part.value(), extra, check)? {
                return Ok(());
            }
        }
    }
    if field.optional {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Codec,
        format!("read `{}`: no key of the item holds field `{}`", E::SCHEMA.rust_name, field.name),
    ))
}

/// Checks that a part which was read out of a key attribute would be written as it stands there, and in the rest of the
/// primary key: else the entity would be told apart from the item, and its key would be that of another item.
fn check_written<E: Entity>(
    place: usize,
    made: MadeAttribute<'_>,
    part: &dyn ErasedPart,
    item: ItemRef<'_>,
    table: &TableSchema,
    scratch: &mut String,
) -> Result<()> {
    // What a view reads may lack the rest of the key, which was not asked for.
    let is_other = |other: &MadeAttribute<'_>| {
        let name = other.attribute.name;
        other.template.has(place) && name != made.attribute.name && item.contains(name)
    };
    let others = primary_key(E::SCHEMA, table).attributes().filter(is_other);
    let mut all = std::iter::once(made).chain(others);
    match all.find(|made| !made.has_part(place, part, item, scratch)) {
        None => Ok(()),
        Some(other) => {
            let (name, what) = (E::SCHEMA.rust_name, other.misfit(place, Some(part), E::SCHEMA, item));
            Err(Error::new(ErrorKind::Codec, format!("read `{name}`: {what}")))
        }
    }
}
