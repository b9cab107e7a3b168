use super::StreamRecord;

/// Reads records from a shard on.
///
/// ```
/// use dynamo_model::request::GetRecords;
///
/// assert_eq!(GetRecords::new("…").with_limit(10).limit, Some(10));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GetRecords {
    /// Where to start: an iterator, or the next one of the last answer.
    pub iterator: String,
    /// The most records to return; 1 to 1,000, and 1,000 if `None`.
    pub limit: Option<u32>,
}

impl GetRecords {
    /// Reads from an iterator on.
    ///
    /// ```
    /// use dynamo_model::request::GetRecords;
    ///
    /// assert_eq!(GetRecords::new("iterator").limit, None);
    /// ```
    pub fn new(iterator: impl Into<String>) -> Self {
        Self { iterator: iterator.into(), limit: None }
    }

    /// Limits the records returned.
    ///
    /// ```
    /// use dynamo_model::request::GetRecords;
    ///
    /// assert_eq!(GetRecords::new("iterator").with_limit(100).limit, Some(100));
    /// ```
    #[must_use]
    pub fn with_limit(mut self, limit: u32) -> Self {
        self.limit = Some(limit);
        self
    }
}

/// What [`GetRecords`] found.
///
/// ```
/// use dynamo_model::request::{GetRecords, GetRecordsOutput};
///
/// let mut answer = GetRecordsOutput::default();
/// assert!(answer.next_iterator.is_none(), "the shard is closed and read to its end");
///
/// answer.next_iterator = Some("…".to_owned());
/// let next = answer.next_iterator.map(GetRecords::new);
/// assert!(next.is_some() && answer.records.is_empty(), "nothing yet: ask again later");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct GetRecordsOutput {
    /// The records, oldest first; perhaps none yet.
    pub records: Vec<StreamRecord>,
    /// Where to go on; `None` once the shard is closed and read to its end.
    pub next_iterator: Option<String>,
}
