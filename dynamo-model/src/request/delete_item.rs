use super::setters::write_setters;
use super::{CollectionMetrics, ConsumedCapacity, ReturnCapacity, ReturnValues, TableName};
use crate::expr::{Condition, Written};
use crate::value::Item;

/// Deletes an item; succeeds if there is none.
///
/// ```
/// use dynamo_model::request::{DeleteItem, ReturnValues};
/// use dynamo_model::value::Item;
///
/// let delete = DeleteItem::new("shop", Item::from_iter([("PK", "c#1"), ("SK", "c#1")]));
/// assert_eq!(delete.returning(ReturnValues::AllOld).return_values, ReturnValues::AllOld);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeleteItem {
    /// The table.
    pub table: TableName,
    /// Exactly the primary key attributes.
    pub key: Item,
    /// What must hold of the stored item.
    pub condition: Option<Condition>,
    /// What to return; `None` or `AllOld`.
    pub return_values: ReturnValues,
    /// Whether a failed condition carries the stored item.
    pub return_item_on_failure: bool,
    /// How much of the consumed capacity to report.
    pub return_capacity: ReturnCapacity,
    /// Whether to report the size of the item collection; only tables with local indexes have one to report.
    pub return_collection_metrics: bool,
    /// Says that the expressions were parsed, and need not be measured; see [`Written`].
    pub written: Option<Written>,
}

impl DeleteItem {
    /// Makes an unconditional delete.
    ///
    /// ```
    /// use dynamo_model::request::DeleteItem;
    /// use dynamo_model::value::Item;
    ///
    /// let delete = DeleteItem::new("shop", Item::from_iter([("PK", "c#1")]));
    /// assert!(delete.condition.is_none());
    /// ```
    pub fn new(table: impl Into<TableName>, key: Item) -> Self {
        Self {
            table: table.into(),
            key,
            condition: None,
            return_values: ReturnValues::None,
            return_item_on_failure: false,
            return_capacity: ReturnCapacity::None,
            return_collection_metrics: false,
            written: None,
        }
    }

    write_setters!(DeleteItem, "DeleteItem::new(\"shop\", Item::from_iter([(\"PK\", \"c#1\")]))");
}

/// What [`DeleteItem`] did.
///
/// ```
/// use dynamo_model::request::DeleteItemOutput;
///
/// // No attributes: there was no item, or the request did not ask for it with `AllOld`.
/// assert_eq!(DeleteItemOutput::default().attributes, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeleteItemOutput {
    /// The item deleted, if asked for and there was one.
    pub attributes: Option<Item>,
    /// The capacity consumed, if asked for.
    pub consumed_capacity: Option<ConsumedCapacity>,
    /// The size of the item collection, if asked for and the table has local indexes.
    pub collection_metrics: Option<CollectionMetrics>,
}
