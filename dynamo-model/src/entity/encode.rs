use super::expiry::{expires_at, ttl_of};
use super::{Entity, Table};
use crate::error::{Error, ErrorKind, Result};
use crate::key::{ErasedPart, render};
use crate::request::KeyKind;
use crate::schema::{EntitySchema, FieldPlace, KeyAttribute, KeyPair, TableSchema, Template};
use crate::value::{Item, ItemBuilder, ValueRef};

/// Room for most items, in bytes, so that they do not grow step by step.
const USUAL_LENGTH: usize = 512;

/// Makes the item of an entity. Generated code calls it.
///
/// # Errors
///
/// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or ambiguous, and
/// [`is_codec`](crate::Error::is_codec) if a field has no place in an item.
pub fn encode<E: Entity>(entity: &E) -> Result<Item> {
    let (schema, table) = (E::SCHEMA, <E::Table as Table>::SCHEMA);
    let part = |field: usize| entity.__part(field);
    let mut builder = ItemBuilder::with_capacity(USUAL_LENGTH);
    let written = push_keys(&mut builder, schema, &table.key, &schema.pk, schema.sk.as_ref(), &part)?;
    if !written {
        return Err(no_primary_key(schema));
    }
    for access in schema.accesses {
        if let Some(index) = access.index.and_then(|name| table.index(name)) {
            push_keys(&mut builder, schema, &index.key, &access.pk, access.sk.as_ref(), &part)?;
        }
    }
    if let Some(attribute) = table.entity_type {
        builder.push_s(attribute, schema.tag)?;
    }
    if let (Some(ttl), Some(expires_at)) = (ttl_of(schema, table), expires_at(entity)?) {
        builder.push(ttl, ValueRef::N(expires_at.into()))?;
    }
    let unwritten = names_not_to_flatten(schema, table, &builder);
    let written =
        schema.fields.iter().filter(|field| matches!(field.place, FieldPlace::Key | FieldPlace::Ttl));
    let written: Vec<&str> = written.map(|field| field.attribute).collect();
    builder
        .extend_serialize(entity, &written)
        .map_err(|error| Error::from(error).context(format_args!("store `{}`", schema.rust_name)))?;
    let item = builder.finish();
    check_flattened(schema, table, &unwritten, &item)?;
    Ok(item)
}

/// Lists the managed names that nothing has written: a flattened field must not come under one of them. Empty for
/// entities that flatten nothing.
fn names_not_to_flatten(
    schema: &EntitySchema,
    table: &TableSchema,
    builder: &ItemBuilder,
) -> Vec<&'static str> {
    if !schema.fields.iter().any(|field| field.place == FieldPlace::Flattened) {
        return Vec::new();
    }
    let free = |name: &&str| !builder.contains(name) && schema.stored_as(name).is_none();
    table.managed.iter().copied().filter(free).collect()
}

/// Refuses a flattened field that has found its way under the name of a key attribute: it would not be read back, and
/// might put the item into an index.
fn check_flattened(
    schema: &EntitySchema,
    table: &TableSchema,
    unwritten: &[&str],
    item: &Item,
) -> Result<()> {
    match unwritten.iter().find(|name| item.contains(name)) {
        None => Ok(()),
        Some(name) => Err(Error::new(
            ErrorKind::Codec,
            format!(
                "store `{}`: a flattened field has an attribute `{name}`, which is a key attribute of table `{}`; rename one of them",
                schema.rust_name, table.rust_name
            ),
        )),
    }
}

/// Writes the key attributes of the table or of one index; false if an optional part is missing, and so the item is
/// not in the index. Attributes that the struct stores by itself, or that another key wrote, are left alone.
fn push_keys<'e>(
    builder: &mut ItemBuilder,
    schema: &EntitySchema,
    key: &KeyPair,
    pk: &Template,
    sk: Option<&Template>,
    part: &impl Fn(usize) -> Option<&'e dyn ErasedPart>,
) -> Result<bool> {
    let doing = |error: Error| error.context(format_args!("key of `{}`", schema.rust_name));
    let (mut pk_text, mut sk_text) = (String::with_capacity(48), String::with_capacity(48));
    let Some(pk_value) = key_value(&mut pk_text, &key.pk, pk, part).map_err(doing)? else { return Ok(false) };
    let sk_value = match (&key.sk, sk) {
        (Some(attribute), Some(template)) => {
            match key_value(&mut sk_text, attribute, template, part).map_err(doing)? {
                Some(value) => Some((attribute, value)),
                None => return Ok(false),
            }
        }
        _ => None,
    };
    push_key(builder, schema, &key.pk, pk_value)?;
    if let Some((attribute, value)) = sk_value {
        push_key(builder, schema, attribute, value)?;
    }
    Ok(true)
}

fn push_key(
    builder: &mut ItemBuilder,
    schema: &EntitySchema,
    attribute: &KeyAttribute,
    value: ValueRef<'_>,
) -> Result<()> {
    if schema.stored_as(attribute.name).is_none() && !builder.contains(attribute.name) {
        builder.push(attribute.name, value)?;
    }
    Ok(())
}

/// Makes the value of a key attribute, its text rendered into `text`; `Ok(None)` if an optional part is missing.
pub(crate) fn key_value<'v, 'p: 'v>(
    text: &'v mut String,
    attribute: &KeyAttribute,
    template: &Template,
    part: impl Fn(usize) -> Option<&'p dyn ErasedPart>,
) -> Result<Option<ValueRef<'v>>> {
    if attribute.kind == KeyKind::S {
        text.clear();
        return Ok(render(text, template, part)?.then_some(ValueRef::S(text)));
    }
    let Some(part) = template.only_field().and_then(|field| part(field.field)) else { return Ok(None) };
    Ok(match attribute.kind {
        KeyKind::B => part.as_binary().map(ValueRef::B),
        _ => part.as_number().map(ValueRef::N),
    })
}

fn no_primary_key(schema: &EntitySchema) -> Error {
    Error::new(ErrorKind::InvalidKey, format!("`{}` has no value for its primary key", schema.rust_name))
}
