use super::setters::write_setters;
use super::{CollectionMetrics, ConsumedCapacity, ReturnCapacity, ReturnValues, TableName};
use crate::expr::{Condition, Written};
use crate::value::Item;

/// Stores an item, replacing the one with the same primary key.
///
/// ```
/// use dynamo_model::expr::Condition;
/// use dynamo_model::request::PutItem;
/// use dynamo_model::value::Item;
///
/// let put = PutItem::new("shop", Item::from_iter([("PK", "c#1"), ("SK", "c#1")]));
/// assert!(put.with_condition(Condition::not_exists("PK")).condition.is_some());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PutItem {
    /// The table.
    pub table: TableName,
    /// The whole item, keys included.
    pub item: Item,
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

impl PutItem {
    /// Makes an unconditional put.
    ///
    /// ```
    /// use dynamo_model::request::PutItem;
    /// use dynamo_model::value::Item;
    ///
    /// let put = PutItem::new("shop", Item::from_iter([("PK", "c#1")]));
    /// assert!(put.condition.is_none());
    /// ```
    pub fn new(table: impl Into<TableName>, item: Item) -> Self {
        Self {
            table: table.into(),
            item,
            condition: None,
            return_values: ReturnValues::None,
            return_item_on_failure: false,
            return_capacity: ReturnCapacity::None,
            return_collection_metrics: false,
            written: None,
        }
    }

    write_setters!(PutItem, "PutItem::new(\"shop\", Item::from_iter([(\"PK\", \"c#1\")]))");
}

/// What [`PutItem`] did.
///
/// ```
/// use dynamo_model::request::PutItemOutput;
///
/// // No attributes: the item is new, or the request did not ask for the old one with `AllOld`.
/// assert_eq!(PutItemOutput::default().attributes, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PutItemOutput {
    /// The attributes asked for; `None` if there was no item before.
    pub attributes: Option<Item>,
    /// The capacity consumed, if asked for.
    pub consumed_capacity: Option<ConsumedCapacity>,
    /// The size of the item collection, if asked for and the table has local indexes.
    pub collection_metrics: Option<CollectionMetrics>,
}
