//! Keys of items, and what is wrong with those that are none.

use std::cmp::Ordering;

use dynamo_model::request::{KeyKind, KeySchema};
use dynamo_model::value::Value;

use super::decimal::Decimal;
use super::{Answer, Attributes, Refusal, size};

/// The longest partition and sort key attributes, in bytes.
const LONGEST_PARTITION: usize = 2048;
const LONGEST_SORT: usize = 1024;
pub(super) const SCHEMA_MISMATCH: &str = "The provided key element does not match the schema";

/// The values of some key attributes, in the order of the schema and of the service.
pub(super) type Key = Vec<KeyValue>;

/// The value of a key attribute.
#[derive(Clone, Debug)]
pub(super) enum KeyValue {
    S(String),
    N(Decimal),
    B(Vec<u8>),
}

impl KeyValue {
    /// Reads a value that has a key's type.
    pub(super) fn of(value: &Value) -> Option<Self> {
        match value {
            Value::S(text) => Some(Self::S(text.clone())),
            Value::N(number) => Some(Self::N((*number).into())),
            Value::B(bytes) => Some(Self::B(bytes.clone())),
            _ => None,
        }
    }

    pub(super) fn kind(&self) -> KeyKind {
        match self {
            Self::S(_) => KeyKind::S,
            Self::N(_) => KeyKind::N,
            Self::B(_) => KeyKind::B,
        }
    }

    pub(super) fn starts_with(&self, prefix: &Self) -> bool {
        match (self, prefix) {
            (Self::S(text), Self::S(prefix)) => text.starts_with(prefix.as_str()),
            (Self::B(bytes), Self::B(prefix)) => bytes.starts_with(prefix),
            _ => false,
        }
    }
}

impl Ord for KeyValue {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            // The order of UTF-8 bytes, which is what Rust compares.
            (Self::S(a), Self::S(b)) => a.cmp(b),
            (Self::N(a), Self::N(b)) => a.cmp(b),
            (Self::B(a), Self::B(b)) => a.cmp(b),
            // One key attribute has one type.
            _ => self.kind().as_str().cmp(other.kind().as_str()),
        }
    }
}

impl PartialOrd for KeyValue {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for KeyValue {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for KeyValue {}

/// The attributes of a key with the types they must have.
#[derive(Clone, Debug)]
pub(super) struct Schema {
    pub(super) partition: Vec<(String, KeyKind)>,
    pub(super) sort: Vec<(String, KeyKind)>,
}

impl Schema {
    pub(super) fn new(key: &KeySchema, kind_of: impl Fn(&str) -> KeyKind) -> Self {
        let typed = |names: &[String]| names.iter().map(|name| (name.clone(), kind_of(name))).collect();
        Self { partition: typed(key.partition()), sort: typed(key.sort()) }
    }

    pub(super) fn attributes(&self) -> impl Iterator<Item = (&str, KeyKind)> {
        self.partition.iter().chain(&self.sort).map(|(name, kind)| (name.as_str(), *kind))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.attributes().any(|(attribute, _)| attribute == name)
    }

    pub(super) fn kind_of(&self, name: &str) -> Option<KeyKind> {
        self.attributes().find(|(attribute, _)| *attribute == name).map(|(_, kind)| kind)
    }

    /// Returns the partition key, if all of it is there with the right types.
    pub(super) fn partition_of(&self, item: &Attributes) -> Option<Key> {
        values_of(&self.partition, item)
    }

    /// Returns the sort key, if all of it is there with the right types.
    pub(super) fn sort_of(&self, item: &Attributes) -> Option<Key> {
        values_of(&self.sort, item)
    }

    /// Returns the whole key, if all of it is there with the right types.
    pub(super) fn key_of(&self, item: &Attributes) -> Option<Key> {
        Some([self.partition_of(item)?, self.sort_of(item)?].concat())
    }

    /// Reads the key of a lookup: exactly the key attributes.
    pub(super) fn lookup(&self, key: &Attributes) -> Answer<Key> {
        let found = self.key_of(key).filter(|found| found.len() == key.len());
        let found = found.ok_or_else(|| Refusal::validation(SCHEMA_MISMATCH))?;
        self.refuse_empty(key)?;
        self.refuse_long(key)?;
        Ok(found)
    }

    /// Refuses key attributes of a put that are missing or of another type.
    pub(super) fn check_types_of_put(&self, item: &Attributes) -> Answer<()> {
        for (name, kind) in self.attributes() {
            let Some(value) = item.get(name) else {
                return Err(Refusal::validation(format!(
                    "One or more parameter values were invalid: Missing the key {name} in the item"
                )));
            };
            if value.kind().as_str() != kind.as_str() {
                return Err(Refusal::validation(format!(
                    "One or more parameter values were invalid: Type mismatch for key {name} expected: {} actual: {}",
                    kind.as_str(),
                    value.kind()
                )));
            }
        }
        Ok(())
    }

    pub(super) fn refuse_empty(&self, item: &Attributes) -> Answer<()> {
        let empty = self.attributes().find_map(|(name, _)| Some((name, emptiness(item.get(name)?)?)));
        match empty {
            None => Ok(()),
            Some((name, what)) => Err(Refusal::validation(format!(
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an \
                 empty {what} value. Key: {name}"
            ))),
        }
    }

    pub(super) fn refuse_long(&self, item: &Attributes) -> Answer<()> {
        if self.is_partition_long(item) {
            return Err(Refusal::validation(
                "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 \
                 bytes",
            ));
        }
        if self.is_sort_long(item) {
            return Err(Refusal::validation(
                "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size \
                 limit of 1024 bytes",
            ));
        }
        Ok(())
    }

    pub(super) fn is_long(&self, item: &Attributes) -> bool {
        self.is_partition_long(item) || self.is_sort_long(item)
    }

    fn is_partition_long(&self, item: &Attributes) -> bool {
        sizes(&self.partition, item).any(|size| size > LONGEST_PARTITION)
    }

    fn is_sort_long(&self, item: &Attributes) -> bool {
        sizes(&self.sort, item).sum::<usize>() > LONGEST_SORT
    }

    /// Returns just these key attributes of an item.
    pub(super) fn cut_out(&self, item: &Attributes) -> Attributes {
        let present =
            self.attributes().filter_map(|(name, _)| Some((name.to_owned(), item.get(name)?.clone())));
        present.collect()
    }
}

/// Says of a value that no key may have that it is empty, and what it is.
pub(super) fn emptiness(value: &Value) -> Option<&'static str> {
    match value {
        Value::S(text) if text.is_empty() => Some("string"),
        Value::B(bytes) if bytes.is_empty() => Some("binary"),
        _ => None,
    }
}

fn values_of(attributes: &[(String, KeyKind)], item: &Attributes) -> Option<Key> {
    let value = |(name, kind): &(String, KeyKind)| {
        KeyValue::of(item.get(name)?).filter(|value| value.kind() == *kind)
    };
    attributes.iter().map(value).collect()
}

fn sizes<'a>(attributes: &'a [(String, KeyKind)], item: &'a Attributes) -> impl Iterator<Item = usize> + 'a {
    attributes.iter().filter_map(|(name, _)| item.get(name)).map(size::of_value)
}
