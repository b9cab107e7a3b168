//! The keys of indexes, made anew when an update assigns fields they are made of.

use std::collections::{BTreeMap, BTreeSet};

use super::made::{MadeAttribute, MadeKey, index_keys, primary_key};
use super::shard::shard_of_key;
use super::{Entity, KeyBuffer, KeyField, Table, key_value};
use crate::error::{Error, ErrorKind, Result};
use crate::expr::Update;
use crate::key::{ErasedPart, PartValue};
use crate::schema::{EntitySchema, FieldPart, Managed, TableSchema, Template};
use crate::value::{Item, Value};

/// Adds to an update what becomes of the key attributes that are made of the assigned fields, given the primary key. A
/// field is named by its attribute, and has no part if its `Option` is `None`.
///
/// # Errors
///
/// [`is_invalid_key`](crate::Error::is_invalid_key) if a part is empty or contains a separator, and
/// [`is_validation`](crate::Error::is_validation) if a field is assigned twice.
pub(crate) fn rekey<E: Entity>(key: &Item, assigned: &[KeyField], update: Update) -> Result<Update> {
    if assigned.is_empty() {
        return Ok(update);
    }
    let keys = rekeyed::<E>(key, assigned)?;
    let update = keys.made.into_iter().fold(update, |update, (name, value)| update.set(name, value));
    Ok(keys.vanished.into_iter().fold(update, Update::remove))
}

/// The key attributes of indexes that a change of fields makes anew, and those that it leaves nothing to be made of.
pub(crate) struct NewKeys {
    pub(crate) made: BTreeMap<&'static str, Value>,
    pub(crate) vanished: BTreeSet<&'static str>,
}

/// Makes the keys that are made of the assigned fields, as [`rekey`] does.
pub(crate) fn rekeyed<E: Entity>(key: &Item, assigned: &[KeyField]) -> Result<NewKeys> {
    let parts = Parts::of::<E>(key, assigned)?;
    parts.check_own()?;
    Ok(NewKeys { made: parts.made()?, vanished: parts.vanished() })
}

/// The fields that are known, those assigned and those of the primary key, and the keys they may be part of.
struct Parts<'a> {
    schema: &'static EntitySchema,
    table: &'static TableSchema,
    keys: Vec<MadeKey<'static>>,
    assigned: Vec<(usize, Option<&'a PartValue>)>,
    primary: Vec<(usize, PartValue)>,
    key: &'a Item,
}

impl<'a> Parts<'a> {
    fn of<E: Entity>(key: &'a Item, assigned: &'a [KeyField]) -> Result<Self> {
        let (schema, table) = (E::SCHEMA, <E::Table as Table>::SCHEMA);
        let mut primary = Vec::new();
        for attribute in primary_key(schema, table).attributes() {
            for FieldPart { field, .. } in attribute.template.fields() {
                let part = attribute.part_of(*field, key.view()).zip(E::__part_type(*field));
                let part = part.and_then(|(part, ty)| (ty.reread)(part.value()));
                primary.extend(part.map(|part| (*field, part)));
            }
        }
        let keys = index_keys(schema, table).collect();
        Ok(Self { schema, table, keys, assigned: places(schema, assigned)?, primary, key })
    }

    /// The key attributes that are made anew, with their values.
    fn made(&self) -> Result<BTreeMap<&'static str, Value>> {
        let keys = self.keys.iter().filter(|key| self.assign(**key) && !self.lack(**key));
        let attributes = keys.flat_map(|key| self.changed(*key)).filter(|made| self.is_derived(*made));
        attributes.map(|made| Ok((made.attribute.name, self.value(made)?))).collect()
    }

    /// Checks the fields that are key attributes themselves, as a write of the whole entity does.
    fn check_own(&self) -> Result<()> {
        let mut own = self.keys.iter().copied().flat_map(MadeKey::attributes).filter(|made| {
            !self.is_derived(*made) && made.template.fields().all(|part| self.assigns(part.field))
        });
        own.try_for_each(|made| self.value(made).map(drop))
    }

    /// The key attributes of indexes that the item is not in any more, without those another index needs.
    fn vanished(&self) -> BTreeSet<&'static str> {
        let (left, stay): (Vec<MadeKey<'_>>, Vec<MadeKey<'_>>) =
            self.keys.iter().copied().partition(|key| self.lack(*key));
        let needed: Vec<&str> =
            stay.into_iter().flat_map(MadeKey::attributes).map(|made| made.attribute.name).collect();
        let attributes = left.into_iter().flat_map(MadeKey::attributes).filter(|made| self.is_derived(*made));
        attributes.map(|made| made.attribute.name).filter(|name| !needed.contains(name)).collect()
    }

    /// Whether an attribute is there for indexes alone: neither a part of the primary key, nor a field under its own name.
    fn is_derived(&self, made: MadeAttribute<'_>) -> bool {
        let name = made.attribute.name;
        !self.table.key.has(name) && self.schema.stored_as(name).is_none()
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

    /// Whether a field is assigned, and not as `None`.
    fn assigns(&self, field: usize) -> bool {
        self.assigned.iter().any(|(place, part)| *place == field && part.is_some())
    }

    /// Whether fields of a key are assigned.
    fn assign(&self, key: MadeKey<'_>) -> bool {
        key.fields().any(|part| self.is_assigned(part.field))
    }

    /// Whether a field of a key becomes `None`, and so the item leaves the index.
    fn lack(&self, key: MadeKey<'_>) -> bool {
        key.fields().any(|part| self.assigned.iter().any(|(place, to)| *place == part.field && to.is_none()))
    }

    /// The attributes of a key to make anew: of one that the item may come into with this update, all; of one that it is in
    /// anyway, those made of what is assigned, and those that need no more than the primary key, which an item that is older
    /// than the access pattern lacks.
    fn changed<'s>(&self, key: MadeKey<'s>) -> impl Iterator<Item = MadeAttribute<'s>> {
        let optional = |part: &&FieldPart| part.optional;
        let comes = key.fields().filter(optional).any(|part| self.is_assigned(part.field));
        let is_in = key.fields().all(|part| !part.optional);
        let is_known = |part: &FieldPart| self.primary.iter().any(|(place, _)| *place == part.field);
        key.attributes().filter(move |made| {
            let mut fields = made.template.fields();
            let assigned = made.template.fields().any(|part| self.is_assigned(part.field));
            comes || assigned || (is_in && fields.all(is_known))
        })
    }

    fn value(&self, made: MadeAttribute<'_>) -> Result<Value> {
        let mut buffer = KeyBuffer::default();
        let shard = shard_of_key(made.template, self.schema, &self.table.key, self.key.view());
        let value = key_value(&mut buffer, made.attribute, made.template, shard, |field| self.get(field));
        let value =
            value.map_err(|error| error.context(format_args!("key of `{}`", self.schema.rust_name)))?;
        value.map(Value::from).ok_or_else(|| self.not_enough(made.template))
    }

    fn not_enough(&self, template: &Template) -> Error {
        let mut message = format!(
            "key of `{}`: \"{}\" cannot be made of the fields assigned",
            self.schema.rust_name, template.text
        );
        let updated = self.schema.times().find(|(_, _, managed)| *managed == Managed::Updated);
        if let Some((_, field, _)) = updated.filter(|(place, ..)| self.is_assigned(*place)) {
            message.push_str(&format!(
                "; `{}` changes with every update, so set the other fields of the key with it, or use `edit`",
                field.name
            ));
        }
        Error::new(ErrorKind::InvalidKey, message)
    }
}

/// Finds the assigned fields by the names of their attributes.
fn places<'a>(
    schema: &EntitySchema,
    assigned: &'a [KeyField],
) -> Result<Vec<(usize, Option<&'a PartValue>)>> {
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
    Ok(places)
}
