//! The keys of indexes, made anew when an update assigns fields they are made of.

use std::collections::BTreeMap;

use super::made::{MadeAttribute, MadeKey, index_keys, primary_key};
use super::{Entity, Table, key_value};
use crate::error::{Error, ErrorKind, Result};
use crate::expr::Update;
use crate::key::{ErasedPart, PartValue};
use crate::schema::{EntitySchema, FieldPart, TableSchema};
use crate::value::{Item, Value};

/// Adds to an update what becomes of the key attributes that are made of the assigned fields, given the primary key. A
/// field is named by its attribute, and has no part if its `Option` is `None`.
///
/// # Errors
///
/// [`is_invalid_key`](crate::Error::is_invalid_key) if a part is empty or contains a separator, and
/// [`is_validation`](crate::Error::is_validation) if a field is assigned twice.
pub(crate) fn rekey<E: Entity>(
    key: &Item,
    assigned: &[(String, Option<PartValue>)],
    update: Update,
) -> Result<Update> {
    if assigned.is_empty() {
        return Ok(update);
    }
    let (schema, table) = (E::SCHEMA, <E::Table as Table>::SCHEMA);
    let parts = Parts::of::<E>(key, assigned)?;
    let keys: Vec<MadeKey<'_>> = index_keys(schema, table).filter(|key| parts.assign(*key)).collect();
    let mut made: BTreeMap<&str, Value> = BTreeMap::new();
    let (present, absent): (Vec<MadeKey<'_>>, Vec<MadeKey<'_>>) =
        keys.into_iter().partition(|key| !parts.lack(*key));
    for attribute in present.into_iter().flat_map(|key| parts.changed(key)) {
        if is_derived(attribute, schema, table) {
            made.insert(attribute.attribute.name, parts.value(attribute, schema)?);
        }
    }
    // What an index that still has the item needs as well stays.
    let needed = |name: &str| {
        let mut keys = index_keys(schema, table).filter(|key| !parts.lack(*key));
        keys.any(|key| key.attributes().any(|other| other.attribute.name == name))
    };
    let mut vanished: Vec<&str> = absent
        .into_iter()
        .flat_map(MadeKey::attributes)
        .filter(|attribute| is_derived(*attribute, schema, table))
        .map(|attribute| attribute.attribute.name)
        .filter(|name| !needed(name))
        .collect();
    vanished.sort_unstable();
    vanished.dedup();
    let update = made.into_iter().fold(update, |update, (name, value)| update.set(name, value));
    Ok(vanished.into_iter().fold(update, |update, name| update.remove(name)))
}

/// Whether an attribute is there for indexes alone: neither a part of the primary key, nor a field under its own name.
fn is_derived(made: MadeAttribute<'_>, schema: &EntitySchema, table: &TableSchema) -> bool {
    let name = made.attribute.name;
    let primary = std::iter::once(&table.key.pk).chain(&table.key.sk).any(|key| key.name == name);
    !primary && schema.stored_as(name).is_none()
}

/// The fields that are known: those assigned, and those of the primary key.
struct Parts<'a> {
    assigned: Vec<(usize, Option<&'a PartValue>)>,
    primary: Vec<(usize, PartValue)>,
}

impl<'a> Parts<'a> {
    fn of<E: Entity>(key: &Item, assigned: &'a [(String, Option<PartValue>)]) -> Result<Self> {
        let (schema, table) = (E::SCHEMA, <E::Table as Table>::SCHEMA);
        let mut places = Vec::with_capacity(assigned.len());
        for (name, part) in assigned {
            let field = schema.fields.iter().position(|field| field.is_named() && field.attribute == name);
            let Some(field) = field else { continue };
            if places.iter().any(|(place, _)| *place == field) {
                let message = format!("an update of `{}` assigns `{name}` twice", schema.rust_name);
                return Err(Error::validation(message));
            }
            places.push((field, part.as_ref()));
        }
        let mut primary = Vec::new();
        for attribute in primary_key(schema, table).attributes() {
            for FieldPart { field, .. } in attribute.template.fields() {
                let part = attribute.part_of(*field, key.view()).and_then(|value| E::__reread(*field, value));
                primary.extend(part.map(|part| (*field, part)));
            }
        }
        Ok(Self { assigned: places, primary })
    }

    fn get(&self, field: usize) -> Option<&dyn ErasedPart> {
        let assigned = self.assigned.iter().find(|(place, _)| *place == field);
        match assigned {
            Some((_, part)) => part.map(|part| part as &dyn ErasedPart),
            None => {
                let primary = self.primary.iter().find(|(place, _)| *place == field);
                primary.map(|(_, part)| part as &dyn ErasedPart)
            }
        }
    }

    fn is_assigned(&self, field: usize) -> bool {
        self.assigned.iter().any(|(place, _)| *place == field)
    }

    /// Whether fields of a key are assigned.
    fn assign(&self, key: MadeKey<'_>) -> bool {
        key.fields().any(|part| self.is_assigned(part.field))
    }

    /// Whether a field of a key becomes `None`, and so the item leaves the index.
    fn lack(&self, key: MadeKey<'_>) -> bool {
        key.fields().any(|part| self.assigned.iter().any(|(place, to)| *place == part.field && to.is_none()))
    }

    /// The attributes of a key to make anew: of one that the item may come into with this update, all.
    fn changed<'s>(&self, key: MadeKey<'s>) -> impl Iterator<Item = MadeAttribute<'s>> {
        let all = key.fields().any(|part| part.optional);
        key.attributes()
            .filter(move |made| all || made.template.fields().any(|part| self.is_assigned(part.field)))
    }

    fn value(&self, made: MadeAttribute<'_>, schema: &EntitySchema) -> Result<Value> {
        let mut text = String::new();
        let value = key_value(&mut text, made.attribute, made.template, |field| self.get(field));
        let value = value.map_err(|error| error.context(format_args!("key of `{}`", schema.rust_name)))?;
        value.map(Value::from).ok_or_else(|| {
            Error::new(
                ErrorKind::InvalidKey,
                format!(
                    "key of `{}`: \"{}\" cannot be made of the fields assigned",
                    schema.rust_name, made.template.text
                ),
            )
        })
    }
}
