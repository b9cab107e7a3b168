use super::setters::{capacity_setter, written_setter};
use super::{ConsumedCapacity, ReturnCapacity, TableName};
use crate::expr::{Projection, Written};
use crate::value::Item;

/// Reads one item by its primary key.
///
/// ```
/// use dynamo_model::request::GetItem;
/// use dynamo_model::value::Item;
///
/// let get = GetItem::new("shop", Item::from_iter([("PK", "c#1"), ("SK", "c#1")])).consistent();
/// assert!(get.consistent_read);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GetItem {
    /// The table.
    pub table: TableName,
    /// Exactly the primary key attributes.
    pub key: Item,
    /// Whether the read sees every write acknowledged before it.
    pub consistent_read: bool,
    /// What to return; everything if `None`.
    pub projection: Option<Projection>,
    /// How much of the consumed capacity to report.
    pub return_capacity: ReturnCapacity,
    /// Says that the expressions were parsed, and need not be measured; see [`Written`].
    pub written: Option<Written>,
}

impl GetItem {
    /// Makes an eventually consistent read of the whole item.
    ///
    /// ```
    /// use dynamo_model::request::GetItem;
    /// use dynamo_model::value::Item;
    ///
    /// let get = GetItem::new("shop", Item::from_iter([("PK", "c#1")]));
    /// assert!(!get.consistent_read && get.projection.is_none());
    /// ```
    pub fn new(table: impl Into<TableName>, key: Item) -> Self {
        Self {
            table: table.into(),
            key,
            consistent_read: false,
            projection: None,
            return_capacity: ReturnCapacity::None,
            written: None,
        }
    }

    /// Makes the read strongly consistent: twice the capacity.
    ///
    /// ```
    /// use dynamo_model::request::GetItem;
    /// use dynamo_model::value::Item;
    ///
    /// assert!(GetItem::new("shop", Item::from_iter([("PK", "c#1")])).consistent().consistent_read);
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
    /// use dynamo_model::request::GetItem;
    /// use dynamo_model::value::Item;
    ///
    /// let total: Projection = [Path::attribute("total")].into_iter().collect();
    /// let get = GetItem::new("shop", Item::from_iter([("PK", "c#1")])).with_projection(total.clone());
    /// assert_eq!(get.projection, Some(total));
    /// ```
    #[must_use]
    pub fn with_projection(mut self, projection: Projection) -> Self {
        self.projection = Some(projection);
        self
    }

    capacity_setter!(GetItem, "GetItem::new(\"shop\", Item::from_iter([(\"PK\", \"c#1\")]))");
    written_setter!(GetItem, "GetItem::new(\"shop\", Item::from_iter([(\"PK\", \"c#1\")]))");
}

/// What [`GetItem`] found.
///
/// ```
/// use dynamo_model::request::GetItemOutput;
/// use dynamo_model::value::Item;
///
/// let mut output = GetItemOutput::default();
/// assert!(output.item.is_none(), "there is no such item");
/// output.item = Some(Item::new());
/// assert!(output.item.is_some_and(|item| item.is_empty()), "there is, but it has nothing of the projection");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct GetItemOutput {
    /// The item; an item without attributes if it exists and the projection matched nothing.
    pub item: Option<Item>,
    /// The capacity consumed, if asked for.
    pub consumed_capacity: Option<ConsumedCapacity>,
}
