//! Queries that start at an entity.

use std::cmp::Ordering;

use super::{Declared, Query};
use crate::builder::Binding;
use crate::entity::{Entity, Readable, Record, Table, encode_stored, key_of};
use crate::error::{Error, Result};
use crate::expr::{KeyCondition, SortRange};
use crate::paging::Plan;
use crate::schema::IndexSchema;
use crate::value::{Item, Value};

impl<O: Readable, B: Binding, P> Query<O, B, P> {
    /// Goes on after an entity, which is not returned itself, in the direction of the query. It need not be stored any more:
    /// its keys say where the place is. [`after`](Self::after) goes on where a page ended, instead.
    ///
    /// Where an index has several items of one key, those behind the entity are those that a page which ended with it would
    /// go on with.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::query::IntoQuery as _;
    ///
    /// let last = order("o1", 5);
    /// let request = Order::by_customer("c1").into_query().starting_after(&last).descending().request()?;
    /// let start = request.exclusive_start_key.expect("it says where to start");
    /// assert_eq!(start.get("gsi1sk").and_then(|day| day.as_s()), Some("2026-11-20"));
    /// assert_eq!(start.get("pk").and_then(|pk| pk.as_s()), Some("ORDER#o1"), "of several on one day");
    ///
    /// let error = Order::by_customer("c2").into_query().starting_after(&last).request().unwrap_err();
    /// assert_eq!(
    ///     error.message(),
    ///     "query `by_customer`: the entity to start after is none of those it reads, as its `gsi1pk` is \"CUSTOMER#c1\""
    /// );
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    ///
    /// The request is refused when it is made ([`is_validation`](crate::Error::is_validation)) if the query does not read the
    /// entity: it is of another partition or outside of the range, or, without an optional part of its key, not in the index.
    /// So it is if the query reads several shards, as an entity has a place in one of them only; there, a cursor goes on, and a
    /// query of one [`shard`](Self::shard).
    pub fn starting_after(mut self, entity: &P::Entity) -> Self
    where
        P: Declared,
    {
        let name = P::Entity::SCHEMA.rust_name;
        self.spec.start_after::<<P::Entity as Record>::Table>(name, |_| encode_stored(entity));
        self
    }
}

/// Returns the keys that an item has in the table and in the index that is read.
pub(super) fn place_of<T: Table>(item: &Item, name: &str, index: Option<&IndexSchema>) -> Result<Item> {
    if let Some(index) = index
        && let Some(missing) = index.key.all().find(|key| !item.contains(key.name))
    {
        return Err(Error::validation(format!(
            "the `{name}` to start after is not in index `{}`, as it has no `{}`",
            index.name, missing.name
        )));
    }
    Ok(key_of::<T>(item.view(), index.map(|index| &index.key)))
}

/// Checks that a query with a key condition reads the place where it shall start.
pub(super) fn check_place(place: Item, condition: &KeyCondition, plan: &Plan) -> Result<Item> {
    if plan.one_page {
        return Err(Error::validation("it reads one key, and nothing comes after an entity"));
    }
    let at = |name: &str| place.get(name).map(|value| value.to_value());
    let differs = condition.equals().iter().find(|(name, value)| at(name).as_ref() != Some(value));
    let is_beyond = |name: &str, range| !at(name).is_some_and(|value| is_in(&value, range));
    let beyond = || condition.range().filter(|(name, range)| is_beyond(name, range));
    match differs.map(|(name, _)| name.as_str()).or_else(|| beyond().map(|(name, _)| name)) {
        None => Ok(place),
        Some(name) => Err(Error::validation(format!(
            "the entity to start after is none of those it reads, as its `{name}` is {}",
            at(name).map_or_else(|| "missing".to_owned(), |value| shown(&value))
        ))),
    }
}

/// The error of a query of several shards, which is to start after an entity.
pub(super) fn of_several_shards() -> Error {
    Error::validation(
        "it reads several shards, and an entity is in one; read one of them with `shard`, or go on with the cursor of a page",
    )
}

fn is_in(at: &Value, range: &SortRange) -> bool {
    match range {
        SortRange::Lt(value) => order(at, value) == Some(Ordering::Less),
        SortRange::Le(value) => matches!(order(at, value), Some(Ordering::Less | Ordering::Equal)),
        SortRange::Gt(value) => order(at, value) == Some(Ordering::Greater),
        SortRange::Ge(value) => matches!(order(at, value), Some(Ordering::Greater | Ordering::Equal)),
        SortRange::Between(low, high) => {
            is_in(at, &SortRange::Ge(low.clone())) && is_in(at, &SortRange::Le(high.clone()))
        }
        SortRange::BeginsWith(prefix) => match (at, prefix) {
            (Value::S(at), Value::S(prefix)) => at.starts_with(prefix.as_str()),
            (Value::B(at), Value::B(prefix)) => at.starts_with(prefix),
            _ => false,
        },
    }
}

/// Compares values of keys, which are of one type.
fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::S(left), Value::S(right)) => Some(left.cmp(right)),
        (Value::N(left), Value::N(right)) => Some(left.cmp(right)),
        (Value::B(left), Value::B(right)) => Some(left.cmp(right)),
        _ => None,
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::S(text) => format!("{text:?}"),
        Value::N(number) => number.to_string(),
        other => other.to_dynamodb_json(),
    }
}
