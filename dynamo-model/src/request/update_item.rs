use super::setters::write_setters;
use super::{CollectionMetrics, ConsumedCapacity, ReturnCapacity, ReturnValues, TableName};
use crate::expr::{Condition, Update, Written};
use crate::value::Item;

/// Changes attributes of an item; creates the item if there is none.
///
/// ```
/// use dynamo_model::expr::Update;
/// use dynamo_model::request::UpdateItem;
/// use dynamo_model::value::Item;
///
/// let update = UpdateItem::new("shop", Item::from_iter([("PK", "c#1"), ("SK", "c#1")]))
///     .with_update(Update::new().add("visits", 1));
/// assert!(!update.update.is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UpdateItem {
    /// The table.
    pub table: TableName,
    /// Exactly the primary key attributes.
    pub key: Item,
    /// What changes; an empty update only makes sure the item exists.
    pub update: Update,
    /// What must hold of the stored item.
    pub condition: Option<Condition>,
    /// What to return; any.
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

impl UpdateItem {
    /// Makes an update that changes nothing yet.
    ///
    /// ```
    /// use dynamo_model::request::UpdateItem;
    /// use dynamo_model::value::Item;
    ///
    /// let update = UpdateItem::new("shop", Item::from_iter([("PK", "c#1")]));
    /// assert!(update.update.is_empty());
    /// ```
    pub fn new(table: impl Into<TableName>, key: Item) -> Self {
        Self {
            table: table.into(),
            key,
            update: Update::new(),
            condition: None,
            return_values: ReturnValues::None,
            return_item_on_failure: false,
            return_capacity: ReturnCapacity::None,
            return_collection_metrics: false,
            written: None,
        }
    }

    /// Sets what changes.
    ///
    /// ```
    /// use dynamo_model::expr::Update;
    /// use dynamo_model::request::UpdateItem;
    /// use dynamo_model::value::Item;
    ///
    /// let pay = Update::new().set("status", "paid");
    /// let update = UpdateItem::new("shop", Item::from_iter([("PK", "c#1")])).with_update(pay.clone());
    /// assert_eq!(update.update, pay);
    /// ```
    #[must_use]
    pub fn with_update(mut self, update: Update) -> Self {
        self.update = update;
        self
    }

    write_setters!(UpdateItem, "UpdateItem::new(\"shop\", Item::from_iter([(\"PK\", \"c#1\")]))");
}

/// What [`UpdateItem`] did.
///
/// ```
/// use dynamo_model::request::{ReturnValues, UpdateItem, UpdateItemOutput};
/// use dynamo_model::value::Item;
///
/// let update = UpdateItem::new("shop", Item::from_iter([("id", "c#1")])).returning(ReturnValues::AllNew);
/// assert_eq!(update.return_values, ReturnValues::AllNew);
/// // An update that was not asked to returns no attributes.
/// assert_eq!(UpdateItemOutput::default().attributes, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct UpdateItemOutput {
    /// The attributes asked for; `None` if none of them exists.
    pub attributes: Option<Item>,
    /// The capacity consumed, if asked for.
    pub consumed_capacity: Option<ConsumedCapacity>,
    /// The size of the item collection, if asked for and the table has local indexes.
    pub collection_metrics: Option<CollectionMetrics>,
}
