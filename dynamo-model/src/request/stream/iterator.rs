use std::time::SystemTime;

/// Asks for an iterator: a place in a shard to read records from. It lasts 15 minutes.
///
/// ```
/// use dynamo_model::request::{GetShardIterator, ShardPosition};
///
/// let oldest = GetShardIterator::new("arn:…", "shardId-1", ShardPosition::TrimHorizon);
/// assert_eq!(oldest.position.as_str(), "TRIM_HORIZON");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GetShardIterator {
    /// The stream.
    pub arn: String,
    /// The shard.
    pub shard: String,
    /// Where to start.
    pub position: ShardPosition,
}

impl GetShardIterator {
    /// Names stream, shard and place.
    ///
    /// ```
    /// use dynamo_model::request::{GetShardIterator, ShardPosition};
    ///
    /// let oldest = GetShardIterator::new("arn:…/stream/1", "shardId-1", ShardPosition::TrimHorizon);
    /// assert_eq!(oldest.shard, "shardId-1");
    /// ```
    pub fn new(arn: impl Into<String>, shard: impl Into<String>, position: ShardPosition) -> Self {
        Self { arn: arn.into(), shard: shard.into(), position }
    }
}

/// A place in a shard.
///
/// ```
/// use dynamo_model::request::{GetShardIterator, ShardPosition};
///
/// // Goes on where a reader stopped that kept the sequence number of its last record.
/// let place = ShardPosition::After("000000000000000000041".to_owned());
/// let resume = GetShardIterator::new("arn:…", "shardId-1", place);
/// assert_eq!(resume.position.as_str(), "AFTER_SEQUENCE_NUMBER");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ShardPosition {
    /// The oldest record there is.
    TrimHorizon,
    /// After the newest record there is.
    Latest,
    /// The record with this sequence number.
    At(String),
    /// The record after the one with this sequence number.
    After(String),
    /// The first record from this time on; the past before the oldest record means the oldest record.
    AtTime(SystemTime),
}

impl ShardPosition {
    /// Returns the service's spelling.
    ///
    /// ```
    /// use dynamo_model::request::ShardPosition;
    ///
    /// assert_eq!(ShardPosition::After("7".to_owned()).as_str(), "AFTER_SEQUENCE_NUMBER");
    /// ```
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::TrimHorizon => "TRIM_HORIZON",
            Self::Latest => "LATEST",
            Self::At(_) => "AT_SEQUENCE_NUMBER",
            Self::After(_) => "AFTER_SEQUENCE_NUMBER",
            Self::AtTime(_) => "AT_TIMESTAMP",
        }
    }
}
