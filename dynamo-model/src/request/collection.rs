use crate::value::Item;

/// The size of an item collection that a write touched: the items of one partition key value of a table with local
/// indexes, and their entries in those.
///
/// ```
/// use dynamo_model::request::CollectionMetrics;
/// use dynamo_model::value::Item;
///
/// let metrics = CollectionMetrics::new(Item::from_iter([("customer", "c1")]), [0, 1]);
/// assert!(metrics.size_range_gb[0] < metrics.size_range_gb[1]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CollectionMetrics {
    /// The partition key.
    pub key: Item,
    /// Between how many gigabytes the size is estimated to lie.
    pub size_range_gb: [u64; 2],
}

impl CollectionMetrics {
    /// Makes metrics.
    ///
    /// ```
    /// use dynamo_model::request::CollectionMetrics;
    /// use dynamo_model::value::Item;
    ///
    /// let metrics = CollectionMetrics::new(Item::from_iter([("customer", "c1")]), [0, 1]);
    /// assert_eq!(metrics.size_range_gb, [0, 1]);
    /// ```
    #[must_use]
    pub fn new(key: Item, size_range_gb: [u64; 2]) -> Self {
        Self { key, size_range_gb }
    }
}
