use std::collections::BTreeMap;

use super::setters::{capacity_setter, collection_setter, written_setter};
use super::{CollectionMetrics, ConsumedCapacity, ReturnCapacity, TableName};
use crate::expr::{Condition, Update, Written};
use crate::value::Item;

/// Writes up to 100 items, all or none.
///
/// ```
/// use dynamo_model::expr::Condition;
/// use dynamo_model::request::{Action, TransactWrite, TransactWriteItems};
/// use dynamo_model::value::Item;
///
/// let order = Item::from_iter([("PK", "o#1"), ("SK", "o#1")]);
/// let customer = Item::from_iter([("PK", "c#1"), ("SK", "c#1")]);
/// let write = TransactWriteItems::new([
///     TransactWrite::new("shop", Action::Put(order)),
///     TransactWrite::new("shop", Action::Check(customer)).with_condition(Condition::exists("PK")),
/// ]);
/// assert_eq!(write.writes.len(), 2);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TransactWriteItems {
    /// The writes; no item twice.
    pub writes: Vec<TransactWrite>,
    /// Makes the transaction run once, however often it is sent within ten minutes; 1 to 36 characters.
    pub token: Option<String>,
    /// How much of the consumed capacity to report.
    pub return_capacity: ReturnCapacity,
    /// Whether to report the sizes of item collections; only tables with local indexes have them to report.
    pub return_collection_metrics: bool,
}

/// One write of a transaction.
///
/// ```
/// use dynamo_model::expr::{Condition, Update};
/// use dynamo_model::request::{Action, TransactWrite};
/// use dynamo_model::value::Item;
///
/// let key = Item::from_iter([("PK", "a#1"), ("SK", "a#1")]);
/// let pay = TransactWrite::new("bank", Action::Update(key, Update::new().add("balance", -5)))
///     .with_condition(Condition::ge("balance", 5))
///     .returning_item_on_failure();
/// assert!(pay.condition.is_some() && pay.return_item_on_failure);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TransactWrite {
    /// The table.
    pub table: TableName,
    /// What to do.
    pub action: Action,
    /// What must hold of the stored item; required for [`Action::Check`].
    pub condition: Option<Condition>,
    /// Whether the reason of a failed condition carries the stored item.
    pub return_item_on_failure: bool,
    /// Says that the expressions were parsed, and need not be measured; see [`Written`].
    pub written: Option<Written>,
}

/// What one write of a transaction does.
///
/// ```
/// use dynamo_model::request::{Action, TransactWrite};
/// use dynamo_model::value::Item;
///
/// let key = Item::from_iter([("PK", "c#1"), ("SK", "c#1")]);
/// let writes = [Action::Check(key.clone()), Action::Delete(key)];
/// let [check, delete] = writes.map(|action| TransactWrite::new("shop", action));
/// // Without a condition, a check is refused.
/// assert!(check.condition.is_none());
/// assert!(matches!(delete.action, Action::Delete(key) if key.len() == 2));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Stores the whole item.
    Put(Item),
    /// Changes the item with this primary key.
    Update(Item, Update),
    /// Deletes the item with this primary key.
    Delete(Item),
    /// Only checks the condition, on the item with this primary key.
    Check(Item),
}

impl Action {
    /// Returns the item to put, or the key that another action is on.
    ///
    /// ```
    /// use dynamo_model::request::Action;
    /// use dynamo_model::value::Item;
    ///
    /// let key = Item::from_iter([("PK", "c#1"), ("SK", "c#1")]);
    /// assert_eq!(Action::Delete(key.clone()).subject(), &key);
    /// ```
    #[must_use]
    pub const fn subject(&self) -> &Item {
        match self {
            Self::Put(item) => item,
            Self::Update(key, _) | Self::Delete(key) | Self::Check(key) => key,
        }
    }
}

impl TransactWriteItems {
    /// Makes the transaction.
    ///
    /// ```
    /// use dynamo_model::request::{Action, TransactWrite, TransactWriteItems};
    /// use dynamo_model::value::Item;
    ///
    /// let deletes = ["c#1", "c#2"].map(|pk| TransactWrite::new("shop", Action::Delete(Item::from_iter([("PK", pk)]))));
    /// assert_eq!(TransactWriteItems::new(deletes).writes.len(), 2);
    /// ```
    pub fn new(writes: impl IntoIterator<Item = TransactWrite>) -> Self {
        Self {
            writes: writes.into_iter().collect(),
            token: None,
            return_capacity: ReturnCapacity::None,
            return_collection_metrics: false,
        }
    }

    /// Makes the transaction run once, however often it is sent within ten minutes.
    ///
    /// ```
    /// use dynamo_model::request::TransactWriteItems;
    ///
    /// assert_eq!(TransactWriteItems::new([]).with_token("checkout-7").token.as_deref(), Some("checkout-7"));
    /// ```
    #[must_use]
    pub fn with_token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    capacity_setter!(TransactWriteItems, "TransactWriteItems::new([])");
    collection_setter!(TransactWriteItems, "TransactWriteItems::new([])");
}

impl TransactWrite {
    /// Makes an unconditional write.
    ///
    /// ```
    /// use dynamo_model::request::{Action, TransactWrite};
    /// use dynamo_model::value::Item;
    ///
    /// assert!(TransactWrite::new("shop", Action::Delete(Item::from_iter([("PK", "c#1")]))).condition.is_none());
    /// ```
    pub fn new(table: impl Into<TableName>, action: Action) -> Self {
        Self { table: table.into(), action, condition: None, return_item_on_failure: false, written: None }
    }

    /// Cancels the transaction unless the condition holds of the stored item.
    ///
    /// ```
    /// use dynamo_model::expr::Condition;
    /// use dynamo_model::request::{Action, TransactWrite};
    /// use dynamo_model::value::Item;
    ///
    /// let check = Action::Check(Item::from_iter([("PK", "c#1")]));
    /// let check = TransactWrite::new("shop", check).with_condition(Condition::exists("PK"));
    /// assert_eq!(check.condition, Some(Condition::exists("PK")));
    /// ```
    #[must_use]
    pub fn with_condition(mut self, condition: Condition) -> Self {
        self.condition = Some(condition);
        self
    }

    /// Puts the stored item into the reason if the condition fails.
    ///
    /// ```
    /// use dynamo_model::request::{Action, TransactWrite};
    /// use dynamo_model::value::Item;
    ///
    /// let delete = TransactWrite::new("shop", Action::Delete(Item::from_iter([("PK", "c#1")])));
    /// assert!(delete.returning_item_on_failure().return_item_on_failure);
    /// ```
    #[must_use]
    pub fn returning_item_on_failure(mut self) -> Self {
        self.return_item_on_failure = true;
        self
    }

    written_setter!(
        TransactWrite,
        "TransactWrite::new(\"shop\", dynamo_model::request::Action::Delete(Item::from_iter([(\"PK\", \"c#1\")])))"
    );
}

/// What [`TransactWriteItems`] did.
///
/// ```
/// use dynamo_model::request::TransactWriteItemsOutput;
///
/// // What was written is not returned, and what refused it is in the error: a success has only figures, if asked for.
/// let output = TransactWriteItemsOutput::default();
/// assert!(output.consumed_capacity.is_empty() && output.collection_metrics.is_empty());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TransactWriteItemsOutput {
    /// The capacity consumed, per table, if asked for.
    pub consumed_capacity: Vec<ConsumedCapacity>,
    /// The sizes of the item collections written to, per table with local indexes, if asked for.
    pub collection_metrics: BTreeMap<TableName, Vec<CollectionMetrics>>,
}
