use super::setters::{capacity_setter, written_setter};
use super::{ConsumedCapacity, ReturnCapacity, TableName};
use crate::expr::{Projection, Written};
use crate::value::Item;

/// Reads up to 100 items at one moment: no write is seen for one of them and not for another.
///
/// ```
/// use dynamo_model::request::{TransactGet, TransactGetItems};
/// use dynamo_model::value::Item;
///
/// let key = Item::from_iter([("PK", "c#1"), ("SK", "c#1")]);
/// let get = TransactGetItems::new([TransactGet::new("shop", key)]);
/// assert_eq!(get.gets.len(), 1);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TransactGetItems {
    /// The reads; no item twice.
    pub gets: Vec<TransactGet>,
    /// How much of the consumed capacity to report.
    pub return_capacity: ReturnCapacity,
}

/// One read of a transaction.
///
/// ```
/// use dynamo_model::expr::Projection;
/// use dynamo_model::request::TransactGet;
/// use dynamo_model::value::Item;
///
/// let get = TransactGet::new("shop", Item::from_iter([("PK", "c#1"), ("SK", "c#1")]))
///     .with_projection(Projection::from_iter(["balance"]));
/// assert_eq!(get.key.len(), 2);
/// assert!(get.projection.is_some());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TransactGet {
    /// The table.
    pub table: TableName,
    /// Exactly the primary key attributes.
    pub key: Item,
    /// What to return; everything if `None`.
    pub projection: Option<Projection>,
    /// Says that the expressions were parsed, and need not be measured; see [`Written`].
    pub written: Option<Written>,
}

impl TransactGetItems {
    /// Makes the transaction.
    ///
    /// ```
    /// use dynamo_model::request::{TransactGet, TransactGetItems};
    /// use dynamo_model::value::Item;
    ///
    /// let gets = ["c#1", "c#2"].map(|pk| TransactGet::new("shop", Item::from_iter([("PK", pk)])));
    /// assert_eq!(TransactGetItems::new(gets).gets.len(), 2);
    /// ```
    pub fn new(gets: impl IntoIterator<Item = TransactGet>) -> Self {
        Self { gets: gets.into_iter().collect(), return_capacity: ReturnCapacity::None }
    }

    capacity_setter!(TransactGetItems, "TransactGetItems::new([])");
}

impl TransactGet {
    /// Makes a read of the whole item.
    ///
    /// ```
    /// use dynamo_model::request::TransactGet;
    /// use dynamo_model::value::Item;
    ///
    /// assert!(TransactGet::new("shop", Item::from_iter([("PK", "c#1")])).projection.is_none());
    /// ```
    pub fn new(table: impl Into<TableName>, key: Item) -> Self {
        Self { table: table.into(), key, projection: None, written: None }
    }

    /// Returns these paths only.
    ///
    /// ```
    /// use dynamo_model::expr::{Path, Projection};
    /// use dynamo_model::request::TransactGet;
    /// use dynamo_model::value::Item;
    ///
    /// let total: Projection = [Path::attribute("total")].into_iter().collect();
    /// let get = TransactGet::new("shop", Item::from_iter([("PK", "c#1")])).with_projection(total.clone());
    /// assert_eq!(get.projection, Some(total));
    /// ```
    #[must_use]
    pub fn with_projection(mut self, projection: Projection) -> Self {
        self.projection = Some(projection);
        self
    }

    written_setter!(TransactGet, "TransactGet::new(\"shop\", Item::from_iter([(\"PK\", \"c#1\")]))");
}

/// What [`TransactGetItems`] found.
///
/// ```
/// use dynamo_model::request::TransactGetItemsOutput;
/// use dynamo_model::value::Item;
///
/// let mut output = TransactGetItemsOutput::default();
/// output.items = vec![Some(Item::from_iter([("id", "c#1")])), None];
/// assert!(output.items[0].is_some(), "the first read has found its item");
/// assert!(output.items[1].is_none(), "there is none of the second's key");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TransactGetItemsOutput {
    /// One per read, in order; `None` if there is no such item, or the projection matches nothing of it.
    pub items: Vec<Option<Item>>,
    /// The capacity consumed, per table, if asked for.
    pub consumed_capacity: Vec<ConsumedCapacity>,
}
