use crate::error::{Error, ErrorKind, Result};
use crate::expr::{Condition, Path};
use crate::schema::{EntitySchema, KeyAttributes, TableSchema, Template};
use crate::value::{ItemRef, ValueRef};

/// Finds which entity of a table an item is: by its tag, or by its primary key if the table has no tags.
///
/// # Errors
///
/// [`is_unexpected_entity`](crate::Error::is_unexpected_entity) if it is none of them; the message names the tag.
pub fn identify(table: &TableSchema, item: ItemRef<'_>) -> Result<usize> {
    position(table.entities, table, item)?.ok_or_else(|| {
        match table.entity_type.and_then(|attribute| item.get(attribute)).and_then(|tag| tag.as_s()) {
            Some(tag) => unknown_tag(table, tag),
            None => {
                unexpected(format!("no entity of table `{}` has the item's primary key", table.rust_name))
            }
        }
    })
}

/// Finds which of some entities of a table an item is.
pub(crate) fn position(
    entities: &[&EntitySchema],
    table: &TableSchema,
    item: ItemRef<'_>,
) -> Result<Option<usize>> {
    Ok(match tag_attribute(table, item) {
        Some(attribute) => {
            let tag = tag_of(table, attribute, item)?;
            entities.iter().position(|entity| entity.tag == tag)
        }
        None if table.adopts => entities.iter().position(|entity| is_adopted(entity, table, item)),
        None => entities.iter().position(|entity| has_primary_key(entity, &table.key, item)),
    })
}

/// Checks that an item is the entity that was asked for.
pub(super) fn check_is(entity: &EntitySchema, table: &TableSchema, item: ItemRef<'_>) -> Result<()> {
    let Some(attribute) = tag_attribute(table, item) else {
        return check_adopted(entity, table, item);
    };
    let tag = tag_of(table, attribute, item)?;
    if tag == entity.tag {
        Ok(())
    } else {
        Err(unexpected(format!(
            "expected a `{}` (`{attribute}` = \"{}\"), found an item whose `{attribute}` is \"{tag}\"",
            entity.rust_name, entity.tag
        )))
    }
}

/// The condition that an item is the entity, or may be, by what the service can compare; `None` if the table has no tags.
pub(crate) fn is_tagged(entity: &EntitySchema, table: &TableSchema) -> Option<Condition> {
    let attribute = table.entity_type?;
    let tagged = Condition::eq(Path::attribute(attribute), entity.tag);
    Some(if table.adopts { tagged.or(Condition::not_exists(attribute)) } else { tagged })
}

/// The condition that an item is the entity, and no other that may have its primary key; `None` if no other may, or if
/// nothing the service can compare tells them apart.
pub(crate) fn is_no_other(entity: &EntitySchema, table: &TableSchema) -> Option<Condition> {
    let shares = |(one, other): &(&str, &str)| [*one, *other].contains(&entity.rust_name);
    let shared = table.open || table.overlaps.iter().any(shares);
    is_tagged(entity, table).filter(|_| shared)
}

/// Whether [`is_tagged`] holds of an item.
pub(crate) fn is_tagged_as(entity: &EntitySchema, table: &TableSchema, item: ItemRef<'_>) -> bool {
    match tag_attribute(table, item) {
        Some(attribute) => item.get(attribute).and_then(|tag| tag.as_s()) == Some(entity.tag),
        None => true,
    }
}

/// The attribute that says which entity an item is; `None` if its primary key does.
fn tag_attribute(table: &TableSchema, item: ItemRef<'_>) -> Option<&'static str> {
    table.entity_type.filter(|attribute| !table.adopts || item.contains(attribute))
}

/// Whether the primary key of an item is that of one entity, and of no other that the table may hold under it.
fn is_adopted(entity: &EntitySchema, table: &TableSchema, item: ItemRef<'_>) -> bool {
    let mut fitting = table.entities.iter().filter(|other| has_primary_key(other, &table.key, item));
    fitting.next().is_some_and(|first| first.is(entity)) && fitting.next().is_none()
}

fn check_adopted(entity: &EntitySchema, table: &TableSchema, item: ItemRef<'_>) -> Result<()> {
    check_key(entity, table, item)?;
    if !table.adopts || is_adopted(entity, table, item) {
        return Ok(());
    }
    Err(unexpected(format!(
        "the item has no entity type, and its primary key is not that of a `{}` alone",
        entity.rust_name
    )))
}

/// Checks by its primary key that an item is the entity that was asked for.
pub(super) fn check_key(entity: &EntitySchema, table: &TableSchema, item: ItemRef<'_>) -> Result<()> {
    if has_primary_key(entity, &table.key, item) { Ok(()) } else { Err(not_a_key(entity)) }
}

pub(super) fn not_a_key(entity: &EntitySchema) -> Error {
    unexpected(format!("the item's primary key is not that of a `{}`", entity.rust_name))
}

fn tag_of<'i>(table: &TableSchema, attribute: &str, item: ItemRef<'i>) -> Result<&'i str> {
    match item.get(attribute) {
        Some(ValueRef::S(tag)) => Ok(tag),
        Some(other) => Err(unexpected(format!(
            "the entity-type attribute `{attribute}` of an item in table `{}` is of type {}, not S",
            table.rust_name,
            other.kind().as_str()
        ))),
        None => Err(unexpected(format!(
            "an item of table `{}` has no entity-type attribute `{attribute}`",
            table.rust_name
        ))),
    }
}

/// Whether an item has the form of an entity's primary key.
pub(crate) fn has_primary_key(entity: &EntitySchema, key: &KeyAttributes, item: ItemRef<'_>) -> bool {
    entity.key().of(key).all(|(attribute, template)| fits(template, item.get(attribute.name)))
}

fn fits(template: &Template, value: Option<ValueRef<'_>>) -> bool {
    match value {
        Some(ValueRef::S(text)) => template.matches(text),
        Some(ValueRef::N(_)) => template.only_field().is_some_and(|part| part.shape.number),
        Some(ValueRef::B(_)) => template.only_field().is_some_and(|part| part.shape.binary),
        _ => false,
    }
}

fn unknown_tag(table: &TableSchema, tag: &str) -> Error {
    let known: Vec<&str> = table.entities.iter().map(|entity| entity.tag).collect();
    unexpected(format!(
        "table `{}` has no entity with tag \"{tag}\"; it has {}",
        table.rust_name,
        known.join(", ")
    ))
}

fn unexpected(message: String) -> Error {
    Error::new(ErrorKind::UnexpectedEntity, message)
}
