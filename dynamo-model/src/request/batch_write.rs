use std::collections::BTreeMap;

use super::setters::{capacity_setter, collection_setter};
use super::{CollectionMetrics, ConsumedCapacity, ReturnCapacity, TableName};
use crate::value::Item;

/// Puts and deletes up to 25 items of one or more tables. Each is atomic, the batch is not.
///
/// ```
/// use dynamo_model::request::{BatchWriteItem, Write};
/// use dynamo_model::value::Item;
///
/// let key = Item::from_iter([("PK", "c#1"), ("SK", "c#1")]);
/// let write = BatchWriteItem::new().with_write("shop", Write::Delete(key));
/// assert_eq!(write.tables["shop"].len(), 1);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BatchWriteItem {
    /// What to write to each table; no item twice.
    pub tables: BTreeMap<TableName, Vec<Write>>,
    /// How much of the consumed capacity to report.
    pub return_capacity: ReturnCapacity,
    /// Whether to report the sizes of item collections; only tables with local indexes have them to report.
    pub return_collection_metrics: bool,
}

/// One write of a batch.
///
/// ```
/// use dynamo_model::request::{BatchWriteItem, Write};
/// use dynamo_model::value::Item;
///
/// let moved = BatchWriteItem::new()
///     .with_write("archive", Write::Put(Item::from_iter([("id", "o#1"), ("status", "PAID")])))
///     .with_write("shop", Write::Delete(Item::from_iter([("id", "o#1")])));
/// assert!(matches!(&moved.tables["shop"][..], [Write::Delete(key)] if key.len() == 1));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// Stores the whole item.
    Put(Item),
    /// Deletes the item with this primary key.
    Delete(Item),
}

impl BatchWriteItem {
    /// Makes a batch that writes nothing yet.
    ///
    /// ```
    /// use dynamo_model::request::BatchWriteItem;
    ///
    /// assert!(BatchWriteItem::new().tables.is_empty());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a write.
    ///
    /// ```
    /// use dynamo_model::request::{BatchWriteItem, Write};
    /// use dynamo_model::value::Item;
    ///
    /// let delete = |pk: &str| Write::Delete(Item::from_iter([("PK", pk)]));
    /// let batch = BatchWriteItem::new().with_write("shop", delete("c#1")).with_write("shop", delete("c#2"));
    /// assert_eq!(batch.tables.get("shop").map(Vec::len), Some(2));
    /// ```
    #[must_use]
    pub fn with_write(mut self, table: impl Into<TableName>, write: Write) -> Self {
        self.tables.entry(table.into()).or_default().push(write);
        self
    }

    capacity_setter!(BatchWriteItem, "BatchWriteItem::new()");
    collection_setter!(BatchWriteItem, "BatchWriteItem::new()");
}

/// What [`BatchWriteItem`] did.
///
/// ```
/// use dynamo_model::request::{BatchWriteItem, BatchWriteItemOutput, Write};
/// use dynamo_model::value::Item;
///
/// let mut answer = BatchWriteItemOutput::default();
/// let refused = Write::Delete(Item::from_iter([("id", "o#1")]));
/// answer.unprocessed.insert("shop".into(), vec![refused.clone()]);
///
/// // What is left makes the next request.
/// let mut next = BatchWriteItem::new();
/// next.tables = answer.unprocessed;
/// assert_eq!(next.tables["shop"], [refused]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BatchWriteItemOutput {
    /// What was not written, for lack of throughput: the request to send next.
    pub unprocessed: BTreeMap<TableName, Vec<Write>>,
    /// The capacity consumed, per table, if asked for.
    pub consumed_capacity: Vec<ConsumedCapacity>,
    /// The sizes of the item collections written to, per table with local indexes, if asked for.
    pub collection_metrics: BTreeMap<TableName, Vec<CollectionMetrics>>,
}
