//! From a key condition to a range of stored keys.

use std::ops::Bound;

use dynamo_model::expr::{KeyCondition, SortRange};
use dynamo_model::request::KeySchema;
use dynamo_model::value::{Value, ValueRef};

use crate::codec::key;
use crate::store::KeyRange;
use crate::table::{IndexDef, TableDef};

/// Finds the keys a condition reads. The condition has passed the rules: every partition key attribute is there.
pub(super) fn range(table: &TableDef, index: Option<&IndexDef>, condition: &KeyCondition) -> KeyRange {
    let (id, schema) = index.map_or((table.id, &table.key), |index| (index.id, &index.key));
    let place = Place { prefix: prefix(id, schema, index.is_some(), condition), terminated: index.is_some() };
    match condition.range() {
        Some((_, range)) => place.range(range),
        None if index.is_none() && condition.equals().len() > schema.partition().len() => {
            (Bound::Included(place.prefix.clone()), Bound::Included(place.prefix))
        }
        None => (Bound::Included(place.prefix.clone()), place.end()),
    }
}

/// The bytes that every key of the range starts with: the partition, and sort key attributes given by equality.
fn prefix(id: u32, schema: &KeySchema, terminated: bool, condition: &KeyCondition) -> Vec<u8> {
    let value = |name: &String| {
        let (_, value) = condition.equals().iter().find(|(known, _)| known == name)?;
        key::borrowed(value)
    };
    let partition: Vec<ValueRef<'_>> = schema.partition().iter().filter_map(value).collect();
    let mut prefix = key::partition(id, partition.into_iter());
    for value in schema.sort().iter().map_while(value) {
        push(&mut prefix, value, terminated);
    }
    prefix
}

fn push(key: &mut Vec<u8>, value: ValueRef<'_>, terminated: bool) {
    if terminated {
        key::push_terminated(key, value);
    } else {
        key::push_plain(key, value);
    }
}

/// Room for most sort key values.
const USUAL_LENGTH: usize = 64;

struct Place {
    prefix: Vec<u8>,
    /// Sort key values have an end, and more follows: keys of an index.
    terminated: bool,
}

impl Place {
    fn range(&self, range: &SortRange) -> KeyRange {
        match range {
            SortRange::Lt(high) => (self.start(), Bound::Excluded(self.at(high))),
            SortRange::Le(high) => (self.start(), self.after(high)),
            SortRange::Gt(low) => (opposite(self.after(low)), self.end()),
            SortRange::Ge(low) => (Bound::Included(self.at(low)), self.end()),
            SortRange::Between(low, high) => (Bound::Included(self.at(low)), self.after(high)),
            SortRange::BeginsWith(prefix) if self.terminated => {
                let end = beyond(prefix).map_or_else(|| self.end(), |value| Bound::Excluded(self.at(&value)));
                (Bound::Included(self.at(prefix)), end)
            }
            SortRange::BeginsWith(prefix) => {
                let start = self.at(prefix);
                (Bound::Included(start.clone()), successor(start))
            }
        }
    }

    /// The lower end of everything with the prefix.
    fn start(&self) -> Bound<Vec<u8>> {
        Bound::Included(self.prefix.clone())
    }

    /// The first key with this sort key value.
    fn at(&self, value: &Value) -> Vec<u8> {
        let mut key = Vec::with_capacity(self.prefix.len() + USUAL_LENGTH);
        key.extend_from_slice(&self.prefix);
        if let Some(value) = key::borrowed(value) {
            push(&mut key, value, self.terminated);
        }
        key
    }

    /// The upper end of the keys with this sort key value.
    fn after(&self, value: &Value) -> Bound<Vec<u8>> {
        let key = self.at(value);
        if self.terminated { successor(key) } else { Bound::Included(key) }
    }

    /// The upper end of everything with the prefix.
    fn end(&self) -> Bound<Vec<u8>> {
        successor(self.prefix.clone())
    }
}

/// The upper end of all byte strings that start with `prefix`.
fn successor(prefix: Vec<u8>) -> Bound<Vec<u8>> {
    next(prefix).map_or(Bound::Unbounded, Bound::Excluded)
}

/// The smallest byte string above all that start with `prefix`, if there is one.
fn next(mut prefix: Vec<u8>) -> Option<Vec<u8>> {
    while let Some(last) = prefix.pop() {
        if let Some(higher) = last.checked_add(1) {
            prefix.push(higher);
            return Some(prefix);
        }
    }
    None
}

/// What is above every value that starts with `prefix`. It need not be text, so it is made a binary.
fn beyond(prefix: &Value) -> Option<Value> {
    match prefix {
        Value::S(text) => next(text.clone().into_bytes()).map(Value::B),
        Value::B(bytes) => next(bytes.clone()).map(Value::B),
        _ => None,
    }
}

/// Turns the end of one range into the start of the one after it.
fn opposite(end: Bound<Vec<u8>>) -> Bound<Vec<u8>> {
    match end {
        Bound::Included(key) => Bound::Excluded(key),
        Bound::Excluded(key) => Bound::Included(key),
        Bound::Unbounded => Bound::Unbounded,
    }
}
