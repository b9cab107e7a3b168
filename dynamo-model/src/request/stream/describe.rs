use std::time::SystemTime;

use crate::request::{KeySchema, StreamSummary, StreamView};

/// Describes a stream and its shards.
///
/// ```
/// use dynamo_model::request::DescribeStream;
///
/// let describe = DescribeStream::new("arn:aws:dynamodb:local:000000000000:table/shop/stream/2026").with_limit(1);
/// assert_eq!(describe.limit, Some(1));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DescribeStream {
    /// The stream.
    pub arn: String,
    /// The most shards to return; 1 to 100, and 100 if `None`.
    pub limit: Option<u32>,
    /// The shard the last page ended with.
    pub start_after_shard: Option<String>,
    /// Only the children of this shard.
    pub children_of: Option<String>,
}

impl DescribeStream {
    /// Describes a stream and its first shards.
    ///
    /// ```
    /// use dynamo_model::request::DescribeStream;
    ///
    /// assert_eq!(DescribeStream::new("arn:…/stream/1").arn, "arn:…/stream/1");
    /// ```
    pub fn new(arn: impl Into<String>) -> Self {
        Self { arn: arn.into(), limit: None, start_after_shard: None, children_of: None }
    }

    /// Limits the shards returned.
    ///
    /// ```
    /// use dynamo_model::request::DescribeStream;
    ///
    /// assert_eq!(DescribeStream::new("arn:…/stream/1").with_limit(10).limit, Some(10));
    /// ```
    #[must_use]
    pub fn with_limit(mut self, limit: u32) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Goes on after a shard.
    ///
    /// ```
    /// use dynamo_model::request::DescribeStream;
    ///
    /// let next = DescribeStream::new("arn:…/stream/1").starting_after("shardId-1");
    /// assert_eq!(next.start_after_shard.as_deref(), Some("shardId-1"));
    /// ```
    #[must_use]
    pub fn starting_after(mut self, shard: impl Into<String>) -> Self {
        self.start_after_shard = Some(shard.into());
        self
    }

    /// Returns only the shards that follow on a shard.
    ///
    /// ```
    /// use dynamo_model::request::DescribeStream;
    ///
    /// let children = DescribeStream::new("arn:…/stream/1").children_of("shardId-1");
    /// assert_eq!(children.children_of.as_deref(), Some("shardId-1"));
    /// ```
    #[must_use]
    pub fn children_of(mut self, shard: impl Into<String>) -> Self {
        self.children_of = Some(shard.into());
        self
    }
}

/// A stream as it stands.
///
/// ```
/// use dynamo_model::request::{
///     KeySchema, Shard, StreamDescription, StreamStatus, StreamSummary, StreamView,
/// };
///
/// let summary = StreamSummary::new("arn:…", "shop", "2026-11-26T10:00:00.000");
/// let key = KeySchema::new("PK").with_sort("SK");
/// let mut stream = StreamDescription::new(summary, StreamStatus::Enabled, StreamView::KeysOnly, key);
/// stream.shards.push(Shard::new("shardId-1", "000000000000000000001"));
///
/// let open = stream.shards.iter().filter(|shard| shard.ending_sequence.is_none());
/// assert_eq!(open.count(), 1);
/// assert!(stream.last_evaluated_shard.is_none(), "these are all shards");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StreamDescription {
    /// Its names.
    pub summary: StreamSummary,
    /// Whether it records changes.
    pub status: StreamStatus,
    /// What it records of a change.
    pub view: StreamView,
    /// When it was enabled.
    pub created_at: Option<SystemTime>,
    /// The key of the table whose changes it records.
    pub key: KeySchema,
    /// Its shards, oldest first.
    pub shards: Vec<Shard>,
    /// The last shard, if there may be more.
    pub last_evaluated_shard: Option<String>,
}

impl StreamDescription {
    /// Describes a stream without shards.
    ///
    /// ```
    /// use dynamo_model::request::{KeySchema, StreamDescription, StreamStatus, StreamSummary, StreamView};
    ///
    /// let summary = StreamSummary::new("arn:…", "shop", "2026-11-26T10:00:00.000");
    /// let stream = StreamDescription::new(summary, StreamStatus::Enabled, StreamView::KeysOnly, KeySchema::new("PK"));
    /// assert!(stream.shards.is_empty());
    /// ```
    #[must_use]
    pub fn new(summary: StreamSummary, status: StreamStatus, view: StreamView, key: KeySchema) -> Self {
        Self { summary, status, view, created_at: None, key, shards: Vec::new(), last_evaluated_shard: None }
    }
}

/// Whether a stream records changes.
///
/// ```
/// use dynamo_model::request::{
///     KeySchema, StreamDescription, StreamStatus, StreamSummary, StreamView,
/// };
///
/// let ended = StreamDescription::new(
///     StreamSummary::new("arn:…", "shop", "2026-11-26T10:00:00.000"),
///     StreamStatus::Disabled,
///     StreamView::NewImage,
///     KeySchema::new("PK"),
/// );
/// assert_ne!(ended.status, StreamStatus::Enabled);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StreamStatus {
    /// About to.
    Enabling,
    /// It does.
    Enabled,
    /// For a little longer.
    Disabling,
    /// It does not; what it recorded stays readable for a day.
    Disabled,
}

/// A part of a stream: records in order.
///
/// ```
/// use dynamo_model::request::Shard;
///
/// let open = Shard::new("shardId-00000001-0", "000000000000000000001");
/// assert!(open.parent.is_none() && open.ending_sequence.is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shard {
    /// Its name.
    pub id: String,
    /// The shard it follows on, to be read before it.
    pub parent: Option<String>,
    /// The sequence number of its first record.
    pub starting_sequence: String,
    /// The sequence number of its last record, once there will be no more.
    pub ending_sequence: Option<String>,
}

impl Shard {
    /// Makes an open shard that follows on none.
    ///
    /// ```
    /// use dynamo_model::request::Shard;
    ///
    /// let shard = Shard::new("shardId-1", "000000000000000000001");
    /// assert!(shard.parent.is_none() && shard.ending_sequence.is_none());
    /// ```
    pub fn new(id: impl Into<String>, starting_sequence: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            parent: None,
            starting_sequence: starting_sequence.into(),
            ending_sequence: None,
        }
    }
}
