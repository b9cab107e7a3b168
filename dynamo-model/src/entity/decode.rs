use serde::Serialize;

use super::identify::check_is;
use super::{Entity, Table};
use crate::error::{Error, Result};
use crate::key::KeyPart;
use crate::schema::{EntitySchema, FieldPlace, FieldSchema, KeyAttribute, PartFormat, TableSchema, Template};
use crate::value::{ItemBuilder, ItemRef, Number, ValueRef, deserialize_with};

/// Reads an item as an entity. Generated code calls it.
///
/// # Errors
///
/// [`is_unexpected_entity`](crate::Error::is_unexpected_entity) if the item is another entity, and
/// [`is_codec`](crate::Error::is_codec) if it does not fit the type.
pub fn decode<E: Entity>(item: ItemRef<'_>) -> Result<E> {
    let (schema, table) = (E::SCHEMA, <E::Table as Table>::SCHEMA);
    check_is(schema, table, item)?;
    let mut extra = ItemBuilder::new();
    let fields = schema.fields.iter().enumerate();
    for (place, field) in fields.filter(|(_, field)| field.place == FieldPlace::Key) {
        restore_field::<E>(place, field, item, table, &mut extra)?;
    }
    let extra = extra.finish();
    // A name the struct knows, as an attribute or out of a key, is shown to it; the rest is the library's own.
    let is_field =
        |name: &&str| schema.fields.iter().any(|field| field.is_named() && field.attribute == *name);
    let decoded = if table.managed.iter().any(is_field) {
        let hidden: Vec<&str> = table.managed.iter().copied().filter(|name| !is_field(name)).collect();
        deserialize_with(item, extra.view(), &hidden)
    } else {
        deserialize_with(item, extra.view(), table.managed)
    };
    decoded.map_err(|error| Error::from(error).context(format_args!("read `{}`", schema.rust_name)))
}

/// Takes a field that lives in keys only out of the first key of the item that has it.
fn restore_field<E: Entity>(
    place: usize,
    field: &FieldSchema,
    item: ItemRef<'_>,
    table: &TableSchema,
    extra: &mut ItemBuilder,
) -> Result<()> {
    for (attribute, template) in keys(E::SCHEMA, table) {
        let Some(value) = item.get(attribute.name) else { continue };
        let part = match value {
            ValueRef::S(text) => template.text_of(place, text).and_then(|text| part(template, place, text)),
            other => template.only_field().filter(|part| part.field == place).map(|_| other),
        };
        if let Some(part) = part
            && E::__restore(place, part, extra)?
        {
            return Ok(());
        }
    }
    if field.optional {
        return Ok(());
    }
    Err(Error::new(
        crate::ErrorKind::Codec,
        format!("read `{}`: no key of the item holds field `{}`", E::SCHEMA.rust_name, field.name),
    ))
}

/// Reads the text of a part as the template writes it: digits with a format of their own are a number.
fn part<'k>(template: &Template, place: usize, text: &'k str) -> Option<ValueRef<'k>> {
    match template.field(place)?.format {
        PartFormat::Own => Some(ValueRef::S(text)),
        PartFormat::Digits(_) | PartFormat::Unpadded => Number::parse(text).ok().map(ValueRef::N),
    }
}

/// Iterates over every key attribute of an entity with its template: the table's, then each index's.
fn keys<'s>(
    schema: &'s EntitySchema,
    table: &'s TableSchema,
) -> impl Iterator<Item = (&'s KeyAttribute, &'s Template)> {
    let primary = pair(&table.key.pk, table.key.sk.as_ref(), &schema.pk, schema.sk.as_ref());
    let indexes = schema.accesses.iter().flat_map(|access| {
        let index = access.index.and_then(|name| table.index(name));
        index
            .into_iter()
            .flat_map(|index| pair(&index.key.pk, index.key.sk.as_ref(), &access.pk, access.sk.as_ref()))
    });
    primary.chain(indexes)
}

fn pair<'s>(
    pk: &'s KeyAttribute,
    sk: Option<&'s KeyAttribute>,
    pk_template: &'s Template,
    sk_template: Option<&'s Template>,
) -> impl Iterator<Item = (&'s KeyAttribute, &'s Template)> {
    std::iter::once((pk, pk_template)).chain(sk.zip(sk_template))
}

/// Reads a key part back and adds it under the name serde knows the field by; false if it is no such part.
#[doc(hidden)]
pub fn restore<P: KeyPart + Serialize>(
    name: &str,
    key: ValueRef<'_>,
    extra: &mut ItemBuilder,
) -> Result<bool> {
    let part = match key {
        ValueRef::S(text) => P::read(text),
        ValueRef::N(number) => P::from_number(number),
        ValueRef::B(bytes) => P::from_binary(bytes),
        _ => None,
    };
    let Some(part) = part else { return Ok(false) };
    extra.push_serialize(name, &part)?;
    Ok(true)
}
