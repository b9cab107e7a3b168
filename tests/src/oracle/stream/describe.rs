//! `DescribeStream`.

use dynamo_model::request::{DescribeStream, Shard, StreamDescription, StreamStatus};

use super::requests::{check_list_limit, no_stream};
use super::{Stream, name};
use crate::oracle::{Answer, Oracle};

impl Oracle {
    /// Describes a stream, which has a single shard.
    ///
    /// # Errors
    ///
    /// If the limit is none, or there is no such stream.
    pub fn describe_stream(&self, request: &DescribeStream) -> Answer<StreamDescription> {
        check_list_limit(request.limit)?;
        let stream = self.stream_named(&request.arn)?;
        let mut description = stream.describe();
        let is_after =
            |shard: &Shard| request.start_after_shard.as_ref().is_none_or(|after| *after < shard.id);
        description.shards.retain(is_after);
        if request.children_of.is_some() {
            description.shards.clear();
        }
        Ok(description)
    }

    pub(super) fn stream_named(&self, arn: &str) -> Answer<&Stream> {
        self.streams().into_iter().find(|stream| stream.arn() == arn).ok_or_else(|| no_stream(arn))
    }
}

impl Stream {
    fn describe(&self) -> StreamDescription {
        let status = if self.is_open() { StreamStatus::Enabled } else { StreamStatus::Disabled };
        let mut description = StreamDescription::new(self.summary(), status, self.view, self.key.clone());
        description.created_at = Some(self.started());
        description.shards.push(self.shard());
        description
    }

    fn shard(&self) -> Shard {
        let mut shard = Shard::new(self.shard_id(), name::sequence(0));
        // A shard without a record ends where it starts.
        shard.ending_sequence =
            (!self.is_open()).then(|| name::sequence(self.next_number().saturating_sub(1)));
        shard
    }
}
