//! Whole entities as updates: what they assign and remove, and how a stored item is told to be unchanged.

use std::collections::BTreeSet;

use super::expiry::ttl_of;
use super::made::{MadeKey, index_keys};
use super::{Entity, Table};
use crate::error::{Error, ErrorKind, Result};
use crate::expr::{Condition, Path, Renderer, SetOperand, Update};
use crate::value::{Item, ItemRef, Value};

/// The most bytes of a condition.
const LONGEST: usize = 4096;
/// The most operators and functions of a condition.
const MOST_OPERATORS: usize = 300;

/// Makes the update that stores an entity's whole item over another, or over none. Attributes to be kept are only set where
/// there are none.
pub(crate) fn store_all<E: Entity>(item: &Item, kept: &[String]) -> Update {
    let own = item.iter().filter(|(name, _)| !is_primary::<E>(name));
    let update =
        own.fold(Update::new(), |update, (name, value)| match kept.iter().any(|kept| kept == name) {
            true => update.set(name, SetOperand::if_not_exists(name, value.to_value())),
            false => update.set(name, value.to_value()),
        });
    let managed = <E::Table as Table>::SCHEMA.managed.iter().copied();
    let names: BTreeSet<&str> =
        attributes::<E>().chain(managed).filter(|name| !is_primary::<E>(name)).collect();
    let gone = names.into_iter().filter(|name| !item.contains(name) && !kept.iter().any(|kept| kept == name));
    gone.fold(update, Update::remove)
}

/// Makes the update from one state of an entity to another; `None` if they are the same. Keys and the entity type are
/// compared with what is stored, so that they are right after it in any case.
///
/// # Errors
///
/// [`is_invalid_key`](crate::Error::is_invalid_key) if the primary key is another one.
pub(crate) fn difference<E: Entity>(stored: &Item, before: &Item, after: &Item) -> Result<Option<Update>> {
    if before == after {
        return Ok(None);
    }
    let table = <E::Table as Table>::SCHEMA;
    let old = |name: &str| if table.managed.contains(&name) { stored.get(name) } else { before.get(name) };
    let mut update = Update::new();
    for (name, value) in after {
        if old(name) == Some(value) {
            continue;
        }
        if is_primary::<E>(name) {
            return Err(other_key::<E>(name));
        }
        update = update.set(name, value.to_value());
    }
    let managed = table.managed.iter().copied().filter(|name| stored.contains(name));
    let names: BTreeSet<&str> = before.iter().map(|(name, _)| name).chain(managed).collect();
    let vanished = names.into_iter().filter(|name| !after.contains(name));
    let update = vanished.fold(update, Update::remove);
    Ok((!update.is_empty()).then_some(update))
}

/// Makes the condition that everything an entity knows is as it was read: its attributes, those it is about to add, and
/// its keys.
///
/// # Errors
///
/// [`is_validation`](crate::Error::is_validation) if there are more attributes than fit into a condition.
pub(crate) fn unchanged<E: Entity>(stored: &Item, before: &Item, after: &Item) -> Result<Condition> {
    let keys = index_keys(E::SCHEMA, <E::Table as Table>::SCHEMA).flat_map(MadeKey::attributes);
    let mut names: BTreeSet<&str> = before.iter().chain(after).map(|(name, _)| name).collect();
    for name in attributes::<E>().chain(keys.map(|made| made.attribute.name)) {
        names.insert(name);
    }
    names.retain(|name| !is_primary::<E>(name));
    let exists = Condition::exists(<E::Table as Table>::SCHEMA.key.pk.name);
    let condition = names.iter().fold(exists, |condition, name| condition.and(is_still(stored.view(), name)));
    let operators = 2 * names.len() + 1;
    if operators > MOST_OPERATORS || Renderer::new().condition(&condition).len() > LONGEST {
        return Err(Error::validation(format!(
            "`{}` has {} attributes, and a condition that none of them has changed does not fit into an expression; put \
             some of them into one attribute, or write an `update` with a condition of its own",
            E::SCHEMA.rust_name,
            names.len()
        )));
    }
    Ok(condition)
}

fn is_still(stored: ItemRef<'_>, name: &str) -> Condition {
    match stored.get(name) {
        Some(value) => Condition::eq(Path::attribute(name), Value::from(value)),
        None => Condition::not_exists(name),
    }
}

/// The names of what an entity stores besides keys.
fn attributes<E: Entity>() -> impl Iterator<Item = &'static str> {
    let fields = E::SCHEMA.fields.iter().filter(|field| field.is_attribute()).map(|field| field.attribute);
    fields.chain(ttl_of(E::SCHEMA, <E::Table as Table>::SCHEMA))
}

fn is_primary<E: Entity>(name: &str) -> bool {
    let key = &<E::Table as Table>::SCHEMA.key;
    std::iter::once(&key.pk).chain(&key.sk).any(|attribute| attribute.name == name)
}

fn other_key<E: Entity>(attribute: &str) -> Error {
    Error::new(
        ErrorKind::InvalidKey,
        format!(
            "the primary key of a `{}` cannot change, and its `{attribute}` did; delete the entity and create another",
            E::SCHEMA.rust_name
        ),
    )
}
