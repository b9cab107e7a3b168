use super::setters::page_setters;
use super::{ConsumedCapacity, ReturnCapacity, Select, TableName};
use crate::expr::{Condition, Projection, Written};
use crate::value::Item;

/// Reads a whole table or index, up to 1 MB a page, in no order to rely on.
///
/// ```
/// use dynamo_model::request::{Scan, Segment};
///
/// let first_quarter = Scan::new("shop").in_segment(Segment { number: 0, total: 4 }).with_limit(100);
/// assert_eq!(first_quarter.segment.map(|segment| segment.total), Some(4));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Scan {
    /// The table.
    pub table: TableName,
    /// The index; the table itself if `None`.
    pub index: Option<String>,
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
    /// Which part to read; everything if `None`.
    pub segment: Option<Segment>,
    /// Where to go on: the key a former page of the same segment ended with.
    pub exclusive_start_key: Option<Item>,
    /// How much of the consumed capacity to report.
    pub return_capacity: ReturnCapacity,
    /// Says that the expressions were parsed, and need not be measured; see [`Written`].
    pub written: Option<Written>,
}

/// One of several parts of a scan, which can run at the same time.
///
/// ```
/// use dynamo_model::request::{Scan, Segment};
///
/// let scans: Vec<Scan> =
///     (0..4).map(|number| Scan::new("shop").in_segment(Segment { number, total: 4 })).collect();
/// assert_eq!(scans[3].segment, Some(Segment { number: 3, total: 4 }));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Segment {
    /// Which one, from 0.
    pub number: u32,
    /// Of how many; 1 to 1,000,000.
    pub total: u32,
}

impl Scan {
    /// Makes an eventually consistent scan of the whole table.
    ///
    /// ```
    /// use dynamo_model::request::Scan;
    ///
    /// let scan = Scan::new("shop");
    /// assert!(scan.segment.is_none() && !scan.consistent_read);
    /// ```
    pub fn new(table: impl Into<TableName>) -> Self {
        Self {
            table: table.into(),
            index: None,
            filter: None,
            projection: None,
            select: None,
            limit: None,
            consistent_read: false,
            segment: None,
            exclusive_start_key: None,
            return_capacity: ReturnCapacity::None,
            written: None,
        }
    }

    /// Reads one segment only.
    ///
    /// ```
    /// use dynamo_model::request::{Scan, Segment};
    ///
    /// let segment = Segment { number: 0, total: 4 };
    /// assert_eq!(Scan::new("shop").in_segment(segment).segment, Some(segment));
    /// ```
    #[must_use]
    pub fn in_segment(mut self, segment: Segment) -> Self {
        self.segment = Some(segment);
        self
    }

    page_setters!(Scan, "Scan::new(\"shop\")");
}

/// One page of a [`Scan`].
///
/// ```
/// use dynamo_model::request::{Scan, ScanOutput};
/// use dynamo_model::value::Item;
///
/// let mut page = ScanOutput::default();
/// assert!(page.last_evaluated_key.is_none(), "the last page");
///
/// page.last_evaluated_key = Some(Item::from_iter([("PK", "o#1"), ("SK", "p#7")]));
/// let next = page.last_evaluated_key.map(|key| Scan::new("shop").starting_after(key));
/// assert!(next.is_some_and(|scan| scan.exclusive_start_key.is_some()));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ScanOutput {
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
