//! Whole entities as updates: what they assign and remove, and how a stored item is told to be unchanged.

use std::collections::BTreeSet;

use super::expiry::{expiring_as, is_since_creation, ttl_of};
use super::made::{MadeKey, index_keys};
use super::revision::upgraded;
use super::{Entity, Table, count_up, encode_stored};
use crate::error::{Error, ErrorKind, Result};
use crate::expr::{Condition, Path, Renderer, SetOperand, SetValue, Update};
use crate::schema::{Managed, TableSchema};
use crate::value::{Item, ItemRef, Value};

/// The most bytes of a condition.
const LONGEST: usize = 4096;
/// The most operators and functions of a condition.
const MOST_OPERATORS: usize = 300;

/// What becomes of an attribute that is stored already, when the entity is stored over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Over {
    /// It stays.
    Kept,
    /// The entity's number is added to it.
    Added,
}

/// Makes the update that stores an entity's whole item over another, or over none. Attributes to be kept are only set where
/// there are none, and so is the time of creation. A version counts up from what is stored. What flattened fields may be stored
/// as is named by `spread`.
pub(crate) fn store_all<E: Entity>(item: &Item, over: &[(String, Over)], spread: &[&'static str]) -> Update {
    let table = <E::Table as Table>::SCHEMA;
    let managed = |name: &str| E::SCHEMA.stored_as(name).and_then(|(_, field)| field.managed);
    let is_version = |name: &str| matches!(managed(name), Some(Managed::Version { .. }));
    let since_creation = |name: &str| managed(name) == Some(Managed::Created) || is_since_creation::<E>(name);
    let over = |name: &str| match over.iter().find(|(known, _)| known == name) {
        Some((_, over)) => Some(*over),
        None => since_creation(name).then_some(Over::Kept),
    };
    let own = item.iter().filter(|(name, _)| !is_primary(table, name) && !is_version(name));
    let update = own.fold(Update::new(), |update, (name, value)| match over(name) {
        None => update.set(name, value.to_value()),
        Some(Over::Kept) => update.set(name, SetOperand::if_not_exists(name, value.to_value())),
        Some(Over::Added) => {
            let stored = SetOperand::if_not_exists(name, 0);
            update.set(name, SetValue::Add(stored, value.to_value().into()))
        }
    });
    let library = table.managed.iter().copied();
    let names: BTreeSet<&str> = attributes::<E>()
        .chain(spread.iter().copied())
        .chain(library)
        .filter(|name| !is_primary(table, name) && !is_version(name))
        .collect();
    let gone = names.into_iter().filter(|name| !item.contains(name) && over(name).is_none());
    gone.fold(update.and(count_up(E::SCHEMA)), Update::remove)
}

/// Makes the update of an item of an older revision to the current one, and the condition that it is as it was read.
///
/// # Errors
///
/// As reading the item, and as [`unchanged`].
pub(crate) fn upgrade<E: Entity>(stored: &Item) -> Result<(Update, Condition)> {
    let current = expiring_as::<E>(encode_stored(&E::from_item(stored.view())?)?, stored);
    let update = difference::<E>(stored, &current, &current)?.unwrap_or_default();
    Ok((update, unchanged::<E>(stored, &current, &current)?))
}

/// Makes the update from one state of an entity to another; `None` if nothing of it is stored otherwise. Keys and the entity
/// type are compared with what is stored, so that they are right after it in any case, and where one is made anew, the fields
/// it is made of are stored with it: of a default that only the program knows, no key is left behind. An item of an older
/// revision has nothing in common with what was made of it: all of it is compared with what is stored.
///
/// # Errors
///
/// [`is_invalid_key`](crate::Error::is_invalid_key) if the primary key is another one.
pub(crate) fn difference<E: Entity>(stored: &Item, before: &Item, after: &Item) -> Result<Option<Update>> {
    let table = <E::Table as Table>::SCHEMA;
    let upgraded = upgraded::<E>(stored.view())?;
    let as_stored = |name: &str| upgraded.is_some() || table.managed.contains(&name);
    let in_keys = fields_of_new_keys::<E>(stored, after);
    let is_only_read = |name: &str| in_keys.contains(name) && !stored.contains(name);
    let old = |name: &str| match as_stored(name) || is_only_read(name) {
        true => stored.get(name),
        false => before.get(name),
    };
    let mut update = Update::new();
    for (name, value) in after {
        if old(name) == Some(value) {
            continue;
        }
        if is_primary(<E::Table as Table>::SCHEMA, name) {
            return Err(other_key::<E>(name));
        }
        update = update.set(name, value.to_value());
    }
    for (name, value) in upgraded.iter().flat_map(Item::iter) {
        let is_known = table.managed.contains(&name) || before.contains(name) || after.contains(name);
        if !is_known && stored.get(name) != Some(value) {
            update = update.set(name, value.to_value());
        }
    }
    let managed = table.managed.iter().copied().filter(|name| stored.contains(name));
    let gone = upgraded.iter().flat_map(|upgraded| gone(stored, upgraded));
    let names: BTreeSet<&str> = before.iter().map(|(name, _)| name).chain(managed).chain(gone).collect();
    let vanished = names.into_iter().filter(|name| !after.contains(name));
    let update = vanished.fold(update, Update::remove);
    Ok((!update.is_empty()).then_some(update))
}

/// The attributes of the fields that index keys are made of which are about to be made anew, and of those that such
/// fields are computed from.
fn fields_of_new_keys<E: Entity>(stored: &Item, after: &Item) -> BTreeSet<&'static str> {
    let keys = index_keys(E::SCHEMA, <E::Table as Table>::SCHEMA).flat_map(MadeKey::attributes);
    let new = keys.filter(|made| {
        let (before, now) = (stored.get(made.attribute.name), after.get(made.attribute.name));
        now.is_some() && now != before
    });
    let field = |place: &usize| E::SCHEMA.fields.get(*place).filter(|field| field.is_attribute());
    let mut names = BTreeSet::new();
    for part in new.flat_map(|made| made.template.fields()) {
        let Some(made_of) = E::SCHEMA.fields.get(part.field) else { continue };
        let all = std::iter::once(&part.field).chain(made_of.from);
        names.extend(all.filter_map(field).map(|field| field.attribute));
    }
    names
}

/// Checks that what the library keeps in an entity is as it was.
///
/// # Errors
///
/// [`is_validation`](crate::Error::is_validation) if a program has changed it.
pub(crate) fn check_kept<E: Entity>(before: &Item, after: &Item) -> Result<()> {
    let changed = |name: &str| before.get(name) != after.get(name);
    let mut managed = E::SCHEMA.fields.iter().filter(|field| field.managed.is_some());
    match managed.find(|field| changed(field.attribute)) {
        None => Ok(()),
        Some(field) => Err(Error::validation(format!(
            "an edit of `{}` changes `{}`, which the library sets; leave it as it is",
            E::SCHEMA.rust_name,
            field.name
        ))),
    }
}

/// Makes the condition that the version is as it was read; `None` if the entity has none.
pub(crate) fn same_version<E: Entity>(stored: &Item) -> Option<Condition> {
    let exists = Condition::exists(<E::Table as Table>::SCHEMA.key.first());
    Some(exists.and(of_same_version::<E>(stored)?))
}

/// Makes the condition that an item that is there has the version it was read with; `None` if the entity has none.
pub(crate) fn of_same_version<E: Entity>(stored: &Item) -> Option<Condition> {
    let (version, _) = E::SCHEMA.version()?;
    Some(is_still(stored.view(), version.attribute))
}

/// Makes the condition that everything an entity knows is as it was read: its attributes, those it is about to add, and
/// its keys, but not its version.
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
    let upgraded = upgraded::<E>(stored.view())?;
    names.extend(upgraded.iter().flat_map(|upgraded| replaced(stored, upgraded)));
    let version = E::SCHEMA.version().map(|(field, _)| field.attribute);
    names.retain(|name| !is_primary(<E::Table as Table>::SCHEMA, name) && Some(*name) != version);
    let exists = Condition::exists(<E::Table as Table>::SCHEMA.key.first());
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

/// The attributes that an upgrade has removed.
fn gone<'s>(stored: &'s Item, upgraded: &Item) -> impl Iterator<Item = &'s str> {
    stored.iter().map(|(name, _)| name).filter(|name| !upgraded.contains(name))
}

/// The attributes that an upgrade has removed or changed.
fn replaced<'s>(stored: &'s Item, upgraded: &Item) -> impl Iterator<Item = &'s str> {
    stored.iter().filter(|(name, value)| upgraded.get(name) != Some(*value)).map(|(name, _)| name)
}

/// The condition that an attribute is as it was read.
pub(crate) fn is_still(stored: ItemRef<'_>, name: &str) -> Condition {
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

/// Whether an attribute is part of the table's key.
pub(crate) fn is_primary(table: &TableSchema, name: &str) -> bool {
    table.key.has(name)
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
