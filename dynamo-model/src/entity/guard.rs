//! The items that guard unique values.

use super::{Entity, Key, Record, Table, guard_ttl, key_of};
use crate::error::{Error, ErrorKind, Result, UniqueViolation};
use crate::schema::{EntitySchema, GUARD_OWNER, GUARD_SORT_KEY, GUARD_TAG, TableSchema, UniqueSchema};
use crate::value::{Item, ItemRef, Number, Value};

/// The most bytes of a partition key, and of a sort key.
const LONGEST: usize = 2048;
const LONGEST_SORT_KEY: usize = 1024;

/// The guards of an entity: one for each constraint whose fields all have values.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Guards {
    pub(crate) entity: &'static EntitySchema,
    pub(crate) all: Vec<Guard>,
    pub(crate) expiry: GuardExpiry,
}

/// When the guards of an entity expire: as it does.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum GuardExpiry {
    /// The entity may expire, and when is not known from what is at hand.
    Unknown,
    Never,
    At(Value),
}

impl GuardExpiry {
    /// Reads it out of what an item has as its time to live.
    pub(crate) fn of(ttl: Option<Value>) -> Self {
        ttl.map_or(Self::Never, Self::At)
    }

    /// The time to live.
    pub(crate) fn value(&self) -> Option<&Value> {
        match self {
            Self::At(value) => Some(value),
            Self::Unknown | Self::Never => None,
        }
    }

    /// Whether guards that are stored with this one are as they shall be with the other.
    pub(crate) fn is_surely(&self, other: &Self) -> bool {
        *self != Self::Unknown && self == other
    }
}

/// A guard as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct Guard {
    pub(crate) entity: &'static EntitySchema,
    pub(crate) constraint: &'static UniqueSchema,
    /// The primary key of the guard.
    pub(crate) key: Item,
    /// The primary key of the entity, as the guard holds it.
    pub(crate) owner: Value,
}

/// Makes the guards of an entity; `None` if nothing of it is unique.
///
/// # Errors
///
/// [`is_invalid_key`](crate::Error::is_invalid_key) if a value is too long for a key.
pub(super) fn guards<E: Entity>(entity: &E) -> Result<Option<Guards>> {
    let schema = E::SCHEMA;
    if schema.unique.is_empty() {
        return Ok(None);
    }
    let table = <E::Table as Table>::SCHEMA;
    let owner = owner_of(&Key::of(entity).into_item()?);
    let values = schema.unique.iter().zip(entity.__unique());
    let mut all = Vec::with_capacity(schema.unique.len());
    for (constraint, texts) in values {
        // Where a value is missing there is nothing to keep for it.
        let Some(texts) = texts.into_iter().collect::<Option<Vec<String>>>() else { continue };
        let key = guard_key(table, schema, constraint, &texts)?;
        all.push(Guard { entity: schema, constraint, key, owner: owner.clone() });
    }
    let expiry = if guard_ttl(schema, table).is_some() { GuardExpiry::Unknown } else { GuardExpiry::Never };
    Ok(Some(Guards { entity: schema, all, expiry }))
}

/// Makes the guards of a stored item, which expire when it does.
///
/// # Errors
///
/// Those of reading it.
pub(crate) fn guards_of<R: Record>(item: ItemRef<'_>) -> Result<Option<Guards>> {
    let read = R::from_item(item).and_then(|record| record.__guards());
    let guards = read.map_err(|error| error.context("find the unique values of the stored item"))?;
    Ok(guards.map(|guards| guards.expiring(stored_expiry(<R::Table as Table>::SCHEMA, item))))
}

/// When a stored item expires, whatever its entity says by now: it may have been written by an older program.
pub(crate) fn stored_expiry(table: &TableSchema, item: ItemRef<'_>) -> GuardExpiry {
    let ttl = table.ttl.and_then(|ttl| item.get(ttl));
    GuardExpiry::of(ttl.map(|value| value.to_value()))
}

/// Whether a time to live has passed.
pub(crate) fn is_past(ttl: Option<&Value>, now: i64) -> bool {
    ttl.and_then(Value::as_n).is_some_and(|expires_at| expires_at <= Number::from(now))
}

/// Takes the primary key out of a guard's owner.
pub(crate) fn owner_in(guard: ItemRef<'_>) -> Option<Item> {
    key_in(guard.get(GUARD_OWNER)?.to_value())
}

fn key_in(owner: Value) -> Option<Item> {
    match owner {
        Value::M(key) => Some(Item::from_iter(key)),
        _ => None,
    }
}

fn owner_of(key: &Item) -> Value {
    Value::M(key.iter().map(|(name, value)| (name.to_owned(), value.to_value())).collect())
}

pub(super) fn guard_key(
    table: &TableSchema,
    entity: &EntitySchema,
    constraint: &UniqueSchema,
    texts: &[String],
) -> Result<Item> {
    let text = guard_text(constraint.prefix, texts);
    let longest = longest(table);
    if text.len() > longest {
        return Err(Error::new(
            ErrorKind::InvalidKey,
            format!(
                "`{}` of `{}` is too long to be unique: the key of its guard has {} bytes, and {longest} are the most; a \
                 function named by `normalize` can make a shorter text of it, such as a digest",
                constraint.named_in(entity),
                entity.rust_name,
                text.len()
            ),
        ));
    }
    let sort_key = table.key.sk.iter().map(|attribute| (attribute.name, GUARD_SORT_KEY));
    Ok(std::iter::once((table.key.first(), text.as_str())).chain(sort_key).collect())
}

/// The most bytes of a guard's partition key, which may be the sort key of an index.
fn longest(table: &TableSchema) -> usize {
    let mut sort_keys = table.indexes.iter().flat_map(|index| index.key.sk);
    if sort_keys.any(|sk| sk.name == table.key.first()) { LONGEST_SORT_KEY } else { LONGEST }
}

/// Makes the key text of a guard. Different texts make different keys: what separates them stands in none, as it is
/// escaped like in a URL.
fn guard_text(prefix: &str, texts: &[String]) -> String {
    let mut key = String::from(prefix);
    for (place, text) in texts.iter().enumerate() {
        if place > 0 {
            key.push('#');
        }
        for c in text.chars() {
            match c {
                '#' => key.push_str("%23"),
                '%' => key.push_str("%25"),
                other => key.push(other),
            }
        }
    }
    key
}

impl Guards {
    pub(crate) fn expiring(self, expiry: GuardExpiry) -> Self {
        Self { expiry, ..self }
    }
}

impl Guard {
    /// Reads a stored guard of an entity.
    pub(crate) fn stored<E: Entity>(item: ItemRef<'_>) -> Option<Self> {
        let constraint = <E::Table as Table>::SCHEMA.guarded_of(E::SCHEMA, item)?;
        let owner = item.get(GUARD_OWNER)?.to_value();
        Some(Self { entity: E::SCHEMA, constraint, key: key_of::<E::Table>(item, None), owner })
    }

    /// The primary key of the entity.
    pub(crate) fn owner(&self) -> Item {
        key_in(self.owner.clone()).unwrap_or_default()
    }

    /// The whole item, with a time to live if it expires.
    pub(crate) fn item<T: Table>(&self, expires_at: Option<&Value>) -> Item {
        let mut item: Vec<(String, Value)> =
            self.key.iter().map(|(name, value)| (name.to_owned(), value.to_value())).collect();
        item.extend(T::SCHEMA.entity_type.map(|name| (name.to_owned(), Value::from(GUARD_TAG))));
        item.push((GUARD_OWNER.to_owned(), self.owner.clone()));
        item.extend(T::SCHEMA.ttl.zip(expires_at).map(|(ttl, at)| (ttl.to_owned(), at.clone())));
        Item::from_iter(item)
    }

    /// Says that the value is taken, by an entity if it is known.
    pub(crate) fn violation(&self, owner: Option<Item>) -> UniqueViolation {
        UniqueViolation::new(self.entity.rust_name, self.constraint.named_in(self.entity), owner)
    }

    /// Names it for errors.
    pub(crate) fn name(&self) -> String {
        format!(
            "the guard of unique `{}` of `{}`",
            self.constraint.named_in(self.entity),
            self.entity.rust_name
        )
    }
}

/// The attributes that unique values of an entity are made of, without those of the primary key, which never change.
pub(crate) fn unique_attributes(entity: &'static EntitySchema) -> impl Iterator<Item = &'static str> {
    let places = entity.unique.iter().flat_map(|unique| unique.parts).map(|part| part.field);
    let in_key = |field: usize| {
        let templates = std::iter::once(&entity.pk).chain(&entity.sk);
        templates.into_iter().any(|template| template.has(field))
    };
    places
        .filter(move |field| !in_key(*field))
        .filter_map(|field| entity.fields.get(field))
        .map(|field| field.attribute)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::guard_text;

    fn texts(count: usize) -> impl Strategy<Value = Vec<String>> {
        proptest::collection::vec("[a#%2-35]{0,4}", count)
    }

    proptest! {
        #[test]
        fn two_lists_of_texts_make_one_key_only_if_they_are_equal(
            (left, right) in (1_usize..4).prop_flat_map(|count| (texts(count), texts(count))),
        ) {
            prop_assert_eq!(guard_text("UNIQUE#A.b#", &left) == guard_text("UNIQUE#A.b#", &right), left == right);
        }

        #[test]
        fn any_texts_are_read_back_from_their_key(texts in proptest::collection::vec(any::<String>(), 1..4)) {
            let key = guard_text("", &texts);
            let read: Vec<String> =
                key.split('#').map(|text| text.replace("%23", "#").replace("%25", "%")).collect();
            prop_assert_eq!(read, texts);
        }
    }

    #[test]
    fn what_separates_the_parts_may_be_in_them() {
        let key =
            |texts: &[&str]| guard_text("U#", &texts.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(key(&["acme", "a+b@x.org"]), "U#acme#a+b@x.org");
        assert_ne!(key(&["a#b", "c"]), key(&["a", "b#c"]));
        assert_ne!(key(&["a%23b"]), key(&["a#b"]));
    }
}
