use std::borrow::Cow;

use super::computed::ComputedFields;
use super::expiry::{expires_at, ttl_of};
use super::shard::shard_of_parts;
use super::{Entity, Projection, Table, rule};
use crate::error::{Error, ErrorKind, Result};
use crate::key::{ErasedPart, number_of, render};
use crate::request::KeyKind;
use crate::schema::{
    EntitySchema, FieldPart, FieldPlace, IndexSchema, KeyAttribute, KeyAttributes, KeyTemplates, TableSchema,
    Template,
};
use crate::value::{CodecError, Item, ItemBuilder, Number, ValueRef};

/// Room for most items, in bytes, so that they do not grow step by step.
const USUAL_LENGTH: usize = 512;
/// Room for the text of most key attributes.
const USUAL_KEY_LENGTH: usize = 64;

/// Makes the item of an entity.
///
/// # Errors
///
/// [`is_constraint`](crate::Error::is_constraint) if a field breaks one of its rules,
/// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or ambiguous, and
/// [`is_codec`](crate::Error::is_codec) if a field has no place in an item.
pub(super) fn encode<E: Entity>(entity: &E) -> Result<Item> {
    rule::check(entity)?;
    let computed = ComputedFields::of_entity(entity)?;
    rule::check_computed::<E>(&computed)?;
    let item = encode_with(entity, &computed)?;
    rule::check_together(entity, &item)?;
    Ok(item)
}

/// Makes the item of an entity that is stored already: its fields may break rules of later.
pub(crate) fn encode_stored<E: Entity>(entity: &E) -> Result<Item> {
    encode_with(entity, &ComputedFields::of_entity(entity)?)
}

/// Makes the item of an entity as it was read: its fields may break rules of later, and nothing is computed anew.
pub(crate) fn encode_as_read<E: Entity>(entity: &E) -> Result<Item> {
    encode_with(entity, &ComputedFields::default())
}

fn encode_with<E: Entity>(entity: &E, computed: &ComputedFields) -> Result<Item> {
    let (schema, table) = (E::SCHEMA, <E::Table as Table>::SCHEMA);
    let part = |field: usize| computed.part_of(entity, field);
    let mut builder = ItemBuilder::with_capacity(USUAL_LENGTH);
    let stored = |name: &str| schema.stored_as(name).is_some();
    let written = push_keys(&mut builder, schema, table, &table.key, schema.key(), &part, stored)?;
    if !written {
        return Err(no_primary_key(schema));
    }
    for access in schema.accesses {
        if let Some(index) = access.index.and_then(|name| table.index(name)) {
            push_keys(&mut builder, schema, table, &index.key, access.key(), &part, stored)?;
        }
    }
    if let Some(attribute) = table.entity_type {
        builder.push_s(attribute, schema.tag)?;
    }
    if let Some((attribute, revisions)) = table.revision.zip(schema.revisions) {
        builder.push(attribute, ValueRef::N(revisions.current.into()))?;
    }
    if let (Some(ttl), Some(expires_at)) = (ttl_of(schema, table), expires_at(entity)?) {
        builder.push(ttl, ValueRef::N(expires_at.into()))?;
    }
    let unwritten = names_not_to_flatten(schema, table, &builder);
    let elsewhere =
        schema.fields.iter().filter(|field| matches!(field.place, FieldPlace::Key | FieldPlace::Ttl));
    let mut left_out: Vec<&str> = elsewhere.map(|field| field.attribute).collect();
    left_out.extend(computed.attributes::<E>().map(|(name, _)| name));
    let doing = |error: CodecError| Error::from(error).context(format_args!("store `{}`", schema.rust_name));
    let taken = names_left_out(entity);
    builder.extend_beside(entity, &left_out, &taken).map_err(doing)?;
    for (name, value) in computed.attributes::<E>() {
        value.map_or(Ok(()), |value| builder.push_value(name, value)).map_err(doing)?;
    }
    let mut item = builder.finish();
    keep_times(entity, &mut item);
    store_times(schema, &part, &mut item)?;
    check_flattened(schema, table, &unwritten, &item)?;
    Ok(item)
}

/// Makes the keys of the item that a view with all of their parts is of: in the table, and in an index.
pub(crate) fn encode_keys<V: Projection>(view: &V, index: Option<&IndexSchema>) -> Result<Item> {
    let (schema, table) = (V::Entity::SCHEMA, <V::Table as Table>::SCHEMA);
    let part = |field: usize| view.__part(field);
    let mut builder = ItemBuilder::with_capacity(USUAL_LENGTH);
    if !push_keys(&mut builder, schema, table, &table.key, schema.key(), &part, |_| false)? {
        return Err(no_primary_key(schema));
    }
    if let Some((index, access)) = index.and_then(|index| Some((index, schema.on_index(index.name)?))) {
        push_keys(&mut builder, schema, table, &index.key, access.key(), &part, |_| false)?;
    }
    Ok(builder.finish())
}

/// Stores the times that the library keeps in the order of time, where serde does not.
fn keep_times<E: Entity>(entity: &E, item: &mut Item) {
    let kept = E::SCHEMA.times().map(|(place, ..)| place).chain(E::SCHEMA.retention.deleted);
    for (place, field) in kept.filter_map(|place| Some((place, E::SCHEMA.fields.get(place)?))) {
        let Some(time) = entity.__time_in_order(place) else { continue };
        if item.get(field.attribute).is_some_and(|written| written.to_value() != time) {
            item.insert(field.attribute, time);
        }
    }
}

/// Stores times in the formats that their fields say.
fn store_times<'e>(
    schema: &EntitySchema,
    part: &dyn Fn(usize) -> Option<&'e dyn ErasedPart>,
    item: &mut Item,
) -> Result<()> {
    for (place, field) in schema.fields.iter().enumerate() {
        let Some((format, time)) = field.time.zip(part(place)) else { continue };
        if item.contains(field.attribute) {
            let mut text = String::with_capacity(32);
            time.push_text(&mut text);
            let stored = format.stored(&text).map_err(|error| {
                error.context(format_args!("store `{}`: `{}`", schema.rust_name, field.name))
            })?;
            item.insert(field.attribute, stored);
        }
    }
    Ok(())
}

/// Lists the names that are the library's to write and that nothing has written: a flattened field must not come under one of
/// them. Empty for entities that flatten nothing.
fn names_not_to_flatten(
    schema: &EntitySchema,
    table: &TableSchema,
    builder: &ItemBuilder,
) -> Vec<&'static str> {
    if !schema.fields.iter().any(|field| field.place == FieldPlace::Flattened) {
        return Vec::new();
    }
    let free = |name: &&str| !builder.contains(name) && schema.stored_as(name).is_none();
    table.managed.iter().copied().chain(ttl_of(schema, table)).filter(free).collect()
}

/// The names of fields that serde leaves out, which a flattened field must not fill: they would be read from it.
fn names_left_out<E: Entity>(entity: &E) -> Vec<&'static str> {
    let fields = E::SCHEMA.fields.iter().enumerate();
    fields.filter(|(place, _)| entity.__left_out(*place)).map(|(_, field)| field.attribute).collect()
}

/// Refuses a flattened field that has found its way under a name of the library's: it would not be read back, and might put
/// the item into an index, or let it expire.
fn check_flattened(
    schema: &EntitySchema,
    table: &TableSchema,
    unwritten: &[&str],
    item: &Item,
) -> Result<()> {
    match unwritten.iter().find(|name| item.contains(name)) {
        None => Ok(()),
        Some(name) => {
            let what = if table.managed.contains(name) { "a key attribute" } else { "the time to live" };
            Err(Error::new(
                ErrorKind::Codec,
                format!(
                    "store `{}`: a flattened field has an attribute `{name}`, which is {what} of table `{}`; rename one of them",
                    schema.rust_name, table.rust_name
                ),
            ))
        }
    }
}

/// Writes the key attributes of the table or of one index; false if an optional part is missing, and so the item is
/// not in the index. Attributes that are stored otherwise, as the struct's own are, or that another key wrote, are left alone.
fn push_keys<'e>(
    builder: &mut ItemBuilder,
    schema: &EntitySchema,
    table: &TableSchema,
    key: &KeyAttributes,
    made: KeyTemplates<'_>,
    part: &impl Fn(usize) -> Option<&'e dyn ErasedPart>,
    stored: impl Fn(&str) -> bool,
) -> Result<bool> {
    if !made.of(key).all(|(attribute, template)| has_value(attribute, template, part)) {
        return Ok(false);
    }
    let mut buffer = KeyBuffer::with_capacity(USUAL_KEY_LENGTH);
    for (attribute, template) in made.of(key) {
        let shard = shard_of_parts(template, schema, &table.key, part);
        let value = shard
            .and_then(|shard| key_value(&mut buffer, attribute, template, shard, part))
            .map_err(|error| error.context(format_args!("key of `{}`", schema.rust_name)))?;
        let is_written = stored(attribute.name) || builder.contains(attribute.name);
        if let Some(value) = value.filter(|_| !is_written) {
            builder.push(attribute.name, value)?;
        }
    }
    Ok(true)
}

/// Whether every part of a key attribute is there.
fn has_value<'p>(
    attribute: &KeyAttribute,
    template: &Template,
    part: impl Fn(usize) -> Option<&'p dyn ErasedPart>,
) -> bool {
    template.fields().all(|field| {
        part(field.field).is_some_and(|part| match attribute.kind {
            // What is wrong with a number is told when it is made.
            KeyKind::S | KeyKind::N => true,
            KeyKind::B => part.as_binary().is_some(),
        })
    })
}

/// Where the value of a key attribute is made.
#[derive(Default)]
pub(crate) struct KeyBuffer {
    text: String,
    bytes: Vec<u8>,
}

impl KeyBuffer {
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Self { text: String::with_capacity(capacity), bytes: Vec::new() }
    }

    /// Returns the text that was made last.
    pub(crate) fn into_text(self) -> String {
        self.text
    }
}

/// Makes the value of a key attribute; `Ok(None)` if an optional part is missing.
pub(crate) fn key_value<'v, 'p: 'v>(
    buffer: &'v mut KeyBuffer,
    attribute: &KeyAttribute,
    template: &Template,
    shard: Option<u32>,
    part: impl Fn(usize) -> Option<&'p dyn ErasedPart>,
) -> Result<Option<ValueRef<'v>>> {
    if attribute.kind == KeyKind::S {
        buffer.text.clear();
        return Ok(render(&mut buffer.text, template, shard, part)?.then_some(ValueRef::S(&buffer.text)));
    }
    let Some((field, part)) = template.only_field().and_then(|field| Some((field, part(field.field)?)))
    else {
        return Ok(None);
    };
    Ok(match attribute.kind {
        KeyKind::B => part.as_binary().map(|bytes| match bytes {
            Cow::Borrowed(bytes) => ValueRef::B(bytes),
            Cow::Owned(bytes) => {
                buffer.bytes = bytes;
                ValueRef::B(&buffer.bytes)
            }
        }),
        _ => Some(ValueRef::N(stored_number(field, part)?)),
    })
}

/// Makes the number of a part: a float may be none that the service has, and the item must not leave its index for that.
fn stored_number(field: &FieldPart, part: &dyn ErasedPart) -> Result<Number> {
    number_of(field, part)?.ok_or_else(|| {
        Error::new(
            ErrorKind::InvalidKey,
            format!(
                "key part `{}` is no number that an attribute of type N can hold; give the attribute type S, or keep such values out",
                field.name
            ),
        )
    })
}

fn no_primary_key(schema: &EntitySchema) -> Error {
    Error::new(ErrorKind::InvalidKey, format!("`{}` has no value for its primary key", schema.rust_name))
}

#[cfg(all(test, feature = "derive"))]
mod tests {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Serialize};

    use crate::value::Value;
    use crate::{Entity, Record, Table};

    #[derive(Table)]
    #[table(name = "places", ttl = "expires_at", crate = crate)]
    #[index(name = "gsi1", pk = "owner")]
    enum Places {
        Place(Place<BTreeMap<String, Value>>),
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
    #[entity(table = Places, pk = "PLACE#{id}", sk = "PLACE", crate = crate)]
    #[access(name = of_owner, index = gsi1, pk(owner), sk = "{region}")]
    struct Place<M> {
        id: u8,
        #[serde(flatten)]
        before: M,
        owner: Option<String>,
        region: Option<String>,
        #[attr(unique)]
        email: Option<String>,
        #[attr(range = 0..=5)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stars: Option<u8>,
        #[serde(default, skip_serializing)]
        seen: bool,
        #[attr(ttl)]
        until: Option<u64>,
        #[attr(deleted)]
        closed: Option<u64>,
        #[serde(flatten, default, skip_serializing_if = "BTreeMap::is_empty")]
        after: BTreeMap<String, Value>,
    }

    fn place(before: &[(&str, Value)], after: &[(&str, Value)]) -> Place<BTreeMap<String, Value>> {
        let map = |entries: &[(&str, Value)]| {
            entries.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
        };
        Place {
            id: 1,
            before: map(before),
            owner: None,
            region: None,
            email: None,
            stars: None,
            seen: false,
            until: None,
            closed: None,
            after: map(after),
        }
    }

    const FIELDS: [&str; 8] = ["owner", "region", "email", "stars", "seen", "until", "closed", "id"];

    #[test]
    fn what_is_flattened_fills_no_field_that_wrote_nothing() {
        for field in FIELDS {
            let entry = [(field, Value::from("a@b"))];
            for refused in [place(&entry, &[]), place(&[], &entry)] {
                let error = refused.to_item().unwrap_err();
                assert!(error.is_codec());
                let why = format!("store `Place`: attribute `{field}`: the name is written twice");
                assert_eq!(error.to_string(), why);
            }
        }
    }

    #[test]
    fn what_is_flattened_has_names_of_its_own() {
        let whole = place(&[("colour", "red".into())], &[]);
        let item = whole.to_item().unwrap();
        assert_eq!(item.get("colour").and_then(|value| value.as_s()), Some("red"));
        let read = Place::from_item(item.view()).unwrap();
        assert_eq!((read.email, read.stars), (None, None));
        let more = Place { stars: Some(3), ..place(&[], &[("after", 1.into())]) };
        assert!(more.to_item().unwrap().contains("after"), "the field itself has no attribute");
        let filled = Place { stars: Some(3), ..place(&[], &[("stars", 4.into())]) };
        assert!(filled.to_item().is_err());
    }
}
