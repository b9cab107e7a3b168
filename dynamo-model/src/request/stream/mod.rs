//! Streams: what changed in a table, record by record.

mod describe;
mod iterator;
mod list;
mod record;
mod records;

pub use describe::{DescribeStream, Shard, StreamDescription, StreamStatus};
pub use iterator::{GetShardIterator, ShardPosition};
pub use list::{ListStreams, ListStreamsOutput, StreamSummary};
pub use record::{StreamEvent, StreamRecord, UserIdentity};
pub use records::{GetRecords, GetRecordsOutput};
