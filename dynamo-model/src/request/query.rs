use super::setters::page_setters;
use super::{ConsumedCapacity, ReturnCapacity, TableName};
use crate::expr::{Condition, KeyCondition, Projection, Written};
use crate::value::Item;

/// Reads one partition of a table or index, in sort key order, up to 1 MB a page.
///
/// ```
/// use dynamo_model::expr::{KeyCondition, SortRange};
/// use dynamo_model::request::Query;
///
/// let key = KeyCondition::partition("PK", "o#1").with_range("SK", SortRange::BeginsWith("p#".into()));
/// let lines = Query::new("shop", key).descending().with_limit(10);
/// assert_eq!(lines.limit, Some(10));
/// assert!(!lines.scan_forward);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Query {
    /// The table.
    pub table: TableName,
    /// The index; the table itself if `None`.
    pub index: Option<String>,
    /// The partition and the range of sort keys.
    pub key_condition: KeyCondition,
    /// What items must fulfil after they were read and charged.
    pub filter: Option<Condition>,
    /// What to return; what `select` says if `None`.
    pub projection: Option<Projection>,
    /// What to return without a projection; the service's default for table or index if `None`.
    pub select: Option<Select>,
    /// The most items to read, before the filter; at least 1.
    pub limit: Option<u32>,
    /// Whether the read sees every write acknowledged before it. Not on global indexes.
    pub consistent_read: bool,
    /// Whether sort keys ascend.
    pub scan_forward: bool,
    /// Where to go on: the key a former page ended with.
    pub exclusive_start_key: Option<Item>,
    /// How much of the consumed capacity to report.
    pub return_capacity: ReturnCapacity,
    /// Says that the expressions were parsed, and need not be measured; see [`Written`].
    pub written: Option<Written>,
}

/// What a query or scan returns of each item.
///
/// ```
/// use dynamo_model::expr::KeyCondition;
/// use dynamo_model::request::{Query, Select};
///
/// let how_many = Query::new("shop", KeyCondition::partition("PK", "o#1")).with_select(Select::Count);
/// assert_eq!(how_many.select, Some(Select::Count));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Select {
    /// Every attribute of the item.
    AllAttributes,
    /// Every attribute the index holds.
    AllProjectedAttributes,
    /// The paths of the projection.
    SpecificAttributes,
    /// Only how many there are.
    Count,
}

impl Select {
    /// Returns the service's spelling.
    ///
    /// ```
    /// assert_eq!(dynamo_model::request::Select::Count.as_str(), "COUNT");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AllAttributes => "ALL_ATTRIBUTES",
            Self::AllProjectedAttributes => "ALL_PROJECTED_ATTRIBUTES",
            Self::SpecificAttributes => "SPECIFIC_ATTRIBUTES",
            Self::Count => "COUNT",
        }
    }
}

impl Query {
    /// Makes an ascending, eventually consistent query of the table.
    ///
    /// ```
    /// use dynamo_model::expr::KeyCondition;
    /// use dynamo_model::request::Query;
    ///
    /// let query = Query::new("shop", KeyCondition::partition("PK", "o#1"));
    /// assert!(query.scan_forward && !query.consistent_read && query.index.is_none());
    /// ```
    pub fn new(table: impl Into<TableName>, key_condition: KeyCondition) -> Self {
        Self {
            table: table.into(),
            index: None,
            key_condition,
            filter: None,
            projection: None,
            select: None,
            limit: None,
            consistent_read: false,
            scan_forward: true,
            exclusive_start_key: None,
            return_capacity: ReturnCapacity::None,
            written: None,
        }
    }

    /// Reads from the largest sort key down.
    ///
    /// ```
    /// use dynamo_model::expr::KeyCondition;
    /// use dynamo_model::request::Query;
    ///
    /// assert!(!Query::new("shop", KeyCondition::partition("PK", "o#1")).descending().scan_forward);
    /// ```
    #[must_use]
    pub fn descending(mut self) -> Self {
        self.scan_forward = false;
        self
    }

    page_setters!(Query, "Query::new(\"shop\", KeyCondition::partition(\"PK\", \"o#1\"))");
}

/// One page of a [`Query`].
///
/// ```
/// use dynamo_model::expr::KeyCondition;
/// use dynamo_model::request::{Query, QueryOutput};
/// use dynamo_model::value::Item;
///
/// let query = Query::new("shop", KeyCondition::partition("PK", "o#1"));
/// let mut page = QueryOutput::default();
/// page.last_evaluated_key = Some(Item::from_iter([("PK", "o#1"), ("SK", "p#7")]));
///
/// // A page may be empty and not the last: the filter passed nothing of what was read.
/// assert!(page.items.is_empty());
/// let next = page.last_evaluated_key.map(|key| query.starting_after(key));
/// assert!(next.is_some_and(|query| query.exclusive_start_key.is_some()));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct QueryOutput {
    /// The items that passed the filter; empty for [`Select::Count`].
    pub items: Vec<Item>,
    /// How many items passed the filter.
    pub count: usize,
    /// How many items were read.
    pub scanned_count: usize,
    /// Where the next page starts; `None` if this was the last.
    pub last_evaluated_key: Option<Item>,
    /// The capacity consumed, if asked for.
    pub consumed_capacity: Option<ConsumedCapacity>,
}
