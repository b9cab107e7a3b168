use std::collections::BTreeMap;

use super::setters::{capacity_setter, written_setter};
use super::{ConsumedCapacity, ReturnCapacity, TableName};
use crate::expr::{Projection, Written};
use crate::value::Item;

/// Reads up to 100 items by their primary keys, from one or more tables.
///
/// ```
/// use dynamo_model::request::{BatchGetItem, KeysToGet};
/// use dynamo_model::value::Item;
///
/// let keys = ["c#1", "c#2"].map(|id| Item::from_iter([("PK", id), ("SK", id)]));
/// let get = BatchGetItem::new().with_keys("shop", KeysToGet::new(keys).consistent());
/// assert_eq!(get.tables["shop"].keys.len(), 2);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BatchGetItem {
    /// What to read of each table.
    pub tables: BTreeMap<TableName, KeysToGet>,
    /// How much of the consumed capacity to report.
    pub return_capacity: ReturnCapacity,
}

/// What a batch reads of one table.
///
/// ```
/// use dynamo_model::expr::Projection;
/// use dynamo_model::request::KeysToGet;
/// use dynamo_model::value::Item;
///
/// let keys = (1..=3).map(|id| Item::from_iter([("id", id)]));
/// let totals = KeysToGet::new(keys).consistent().with_projection(Projection::from_iter(["total"]));
/// assert_eq!(totals.keys.len(), 3);
/// assert!(totals.consistent_read && totals.projection.is_some());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KeysToGet {
    /// Primary keys, none twice.
    pub keys: Vec<Item>,
    /// Whether the keys are known to differ in their texts, of which those of one number may; see [`KeysToGet::told_apart`].
    pub told_apart: bool,
    /// Whether the reads see every write acknowledged before them.
    pub consistent_read: bool,
    /// What to return; everything if `None`.
    pub projection: Option<Projection>,
    /// Says that the expressions were parsed, and need not be measured; see [`Written`].
    pub written: Option<Written>,
}

impl BatchGetItem {
    /// Makes a batch that reads nothing yet.
    ///
    /// ```
    /// use dynamo_model::request::BatchGetItem;
    ///
    /// assert!(BatchGetItem::new().tables.is_empty());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what to read of a table, in place of what was there for it.
    ///
    /// ```
    /// use dynamo_model::request::{BatchGetItem, KeysToGet};
    /// use dynamo_model::value::Item;
    ///
    /// let keys = KeysToGet::new([Item::from_iter([("PK", "c#1")]), Item::from_iter([("PK", "c#2")])]);
    /// let batch = BatchGetItem::new().with_keys("shop", keys);
    /// assert_eq!(batch.tables.get("shop").map(|asked| asked.keys.len()), Some(2));
    /// ```
    #[must_use]
    pub fn with_keys(mut self, table: impl Into<TableName>, keys: KeysToGet) -> Self {
        self.tables.insert(table.into(), keys);
        self
    }

    capacity_setter!(BatchGetItem, "BatchGetItem::new()");
}

impl KeysToGet {
    /// Makes eventually consistent reads of whole items.
    ///
    /// ```
    /// use dynamo_model::request::KeysToGet;
    /// use dynamo_model::value::Item;
    ///
    /// let keys = KeysToGet::new([Item::from_iter([("PK", "c#1")])]);
    /// assert!(!keys.consistent_read && keys.projection.is_none());
    /// ```
    pub fn new(keys: impl IntoIterator<Item = Item>) -> Self {
        Self {
            keys: keys.into_iter().collect(),
            told_apart: false,
            consistent_read: false,
            projection: None,
            written: None,
        }
    }

    /// Says that the keys were told apart by their texts before they were parsed, as the service tells them apart: to it, the
    /// numbers `1` and `1.0` are two keys of one item. Otherwise they are compared as values.
    ///
    /// ```
    /// use dynamo_model::request::{BatchGetItem, KeysToGet};
    /// use dynamo_model::value::Item;
    ///
    /// let keys = ["1", "1.0"].map(|id| Item::from_dynamodb_json(&format!(r#"{{"id":{{"N":"{id}"}}}}"#)).unwrap());
    /// let of = |keys| BatchGetItem::new().with_keys("shop", keys);
    /// assert!(of(KeysToGet::new(keys.clone())).check().is_err());
    /// assert!(of(KeysToGet::new(keys).told_apart()).check().is_ok());
    /// ```
    #[must_use]
    pub fn told_apart(mut self) -> Self {
        self.told_apart = true;
        self
    }

    /// Makes the reads strongly consistent: twice the capacity.
    ///
    /// ```
    /// use dynamo_model::request::KeysToGet;
    /// use dynamo_model::value::Item;
    ///
    /// assert!(KeysToGet::new([Item::from_iter([("PK", "c#1")])]).consistent().consistent_read);
    /// ```
    #[must_use]
    pub fn consistent(mut self) -> Self {
        self.consistent_read = true;
        self
    }

    /// Returns these paths only.
    ///
    /// ```
    /// use dynamo_model::expr::{Path, Projection};
    /// use dynamo_model::request::KeysToGet;
    /// use dynamo_model::value::Item;
    ///
    /// let total: Projection = [Path::attribute("total")].into_iter().collect();
    /// let keys = KeysToGet::new([Item::from_iter([("PK", "c#1")])]).with_projection(total.clone());
    /// assert_eq!(keys.projection, Some(total));
    /// ```
    #[must_use]
    pub fn with_projection(mut self, projection: Projection) -> Self {
        self.projection = Some(projection);
        self
    }

    written_setter!(KeysToGet, "KeysToGet::new([Item::from_iter([(\"PK\", \"c#1\")])])");
}

/// What [`BatchGetItem`] found.
///
/// ```
/// use dynamo_model::request::{BatchGetItem, BatchGetItemOutput, KeysToGet};
/// use dynamo_model::value::Item;
///
/// let mut answer = BatchGetItemOutput::default();
/// answer.unprocessed.insert("shop".into(), KeysToGet::new([Item::from_iter([("id", 3)])]));
///
/// // What is left makes the next request.
/// let mut next = BatchGetItem::new();
/// next.tables = answer.unprocessed;
/// assert_eq!(next.tables["shop"].keys.len(), 1);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BatchGetItemOutput {
    /// The items found, in no order to rely on; one entry per table.
    pub items: BTreeMap<TableName, Vec<Item>>,
    /// What was not read, for lack of throughput or because the answer is full: the request to send next.
    pub unprocessed: BTreeMap<TableName, KeysToGet>,
    /// The capacity consumed, per table, if asked for.
    pub consumed_capacity: Vec<ConsumedCapacity>,
}
