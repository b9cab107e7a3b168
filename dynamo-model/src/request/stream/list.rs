use crate::request::TableName;

/// Lists streams, those that ended within a day included.
///
/// ```
/// use dynamo_model::request::ListStreams;
///
/// assert_eq!(ListStreams::new().of_table("shop").table.as_deref(), Some("shop"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListStreams {
    /// Only the streams of this table.
    pub table: Option<TableName>,
    /// The most streams to return; 1 to 100, and 100 if `None`.
    pub limit: Option<u32>,
    /// The stream the last page ended with.
    pub start_after_arn: Option<String>,
}

impl ListStreams {
    /// Lists all streams.
    ///
    /// ```
    /// use dynamo_model::request::ListStreams;
    ///
    /// assert_eq!(ListStreams::new().table, None);
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Lists the streams of one table.
    ///
    /// ```
    /// use dynamo_model::request::ListStreams;
    ///
    /// assert_eq!(ListStreams::new().of_table("shop").table.as_deref(), Some("shop"));
    /// ```
    #[must_use]
    pub fn of_table(mut self, table: impl Into<TableName>) -> Self {
        self.table = Some(table.into());
        self
    }

    /// Limits the streams returned.
    ///
    /// ```
    /// use dynamo_model::request::ListStreams;
    ///
    /// assert_eq!(ListStreams::new().with_limit(10).limit, Some(10));
    /// ```
    #[must_use]
    pub fn with_limit(mut self, limit: u32) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Goes on after a stream.
    ///
    /// ```
    /// use dynamo_model::request::ListStreams;
    ///
    /// let next = ListStreams::new().starting_after("arn:…/stream/1");
    /// assert_eq!(next.start_after_arn.as_deref(), Some("arn:…/stream/1"));
    /// ```
    #[must_use]
    pub fn starting_after(mut self, arn: impl Into<String>) -> Self {
        self.start_after_arn = Some(arn.into());
        self
    }
}

/// What [`ListStreams`] found.
///
/// ```
/// use dynamo_model::request::{ListStreams, ListStreamsOutput};
///
/// let mut page = ListStreamsOutput::default();
/// assert_eq!(page.last_evaluated_arn, None, "the last page");
///
/// page.last_evaluated_arn = Some("arn:…/stream/1".to_owned());
/// let next = page.last_evaluated_arn.map(|arn| ListStreams::new().starting_after(arn));
/// assert_eq!(next.unwrap().start_after_arn.as_deref(), Some("arn:…/stream/1"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListStreamsOutput {
    /// The streams.
    pub streams: Vec<StreamSummary>,
    /// The last stream, if there may be more.
    pub last_evaluated_arn: Option<String>,
}

/// A stream in a list.
///
/// ```
/// use dynamo_model::request::StreamSummary;
///
/// let stream = StreamSummary::new("arn:…/stream/1", "shop", "2026-11-26T10:00:00.000");
/// assert_eq!(&*stream.table, "shop");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StreamSummary {
    /// Its Amazon resource name.
    pub arn: String,
    /// The table whose changes it records.
    pub table: TableName,
    /// When it was enabled: what tells it from others of the table.
    pub label: String,
}

impl StreamSummary {
    /// Names a stream.
    ///
    /// ```
    /// use dynamo_model::request::StreamSummary;
    ///
    /// let stream = StreamSummary::new("arn:…/stream/1", "shop", "2026-11-26T10:00:00.000");
    /// assert_eq!(stream.label, "2026-11-26T10:00:00.000");
    /// ```
    pub fn new(arn: impl Into<String>, table: impl Into<TableName>, label: impl Into<String>) -> Self {
        Self { arn: arn.into(), table: table.into(), label: label.into() }
    }
}
