//! Requests about streams that must be refused.

use dynamo_model::Result;
use dynamo_model::request::{DescribeStream, GetRecords, GetShardIterator, ListStreams, ShardPosition};

use crate::history::check::Checker;
use crate::history::{Mismatch, Reply, Step, Wrong};
use crate::oracle::{
    Answer, check_list_limit, check_record_limit, no_iterator, no_position, no_shard, no_stream,
};

impl Checker {
    pub(super) async fn check_refused(
        &mut self,
        step: &Step,
        number: usize,
        wrong: &Wrong,
    ) -> Result<(), Mismatch> {
        self.learn_shards(number).await?;
        let Some((_, known)) = self.both(number) else { return Ok(()) };
        let Some(shard) = known.shards.last().map(|known| known.shard.id.clone()) else { return Ok(()) };
        let arn = known.arn.clone();
        let (expected, found) = self.ask_wrong(&arn, &shard, wrong).await;
        self.compare(step, &expected.map(|()| Reply::Other), &found.map(|()| Reply::Other))
    }

    async fn ask_wrong(&self, arn: &str, shard: &str, wrong: &Wrong) -> (Answer<()>, Result<()>) {
        let backend = &self.backend;
        match wrong {
            Wrong::Streams(limit) => {
                let request = ListStreams::new().with_limit(*limit);
                (check_list_limit(Some(*limit)), backend.list_streams(request).await.map(drop))
            }
            Wrong::Shards(limit) => {
                let request = DescribeStream::new(arn).with_limit(*limit);
                (check_list_limit(Some(*limit)), backend.describe_stream(request).await.map(drop))
            }
            Wrong::Records(limit) => {
                let latest = GetShardIterator::new(arn, shard, ShardPosition::Latest);
                let found = match backend.get_shard_iterator(latest).await {
                    Ok(iterator) => backend.get_records(GetRecords::new(iterator).with_limit(*limit)).await,
                    Err(error) => Err(error),
                };
                (check_record_limit(Some(*limit)), found.map(drop))
            }
            Wrong::Stream => {
                let (table, _) = arn.rsplit_once('/').unwrap_or_default();
                let unknown = format!("{table}/2001-01-01T00:00:00.000");
                let found = backend.describe_stream(DescribeStream::new(&*unknown)).await;
                (Err(no_stream(&unknown)), found.map(drop))
            }
            Wrong::Shard => {
                let unknown = format!("shardId-{}-{}", "0".repeat(20), "f".repeat(8));
                let request = GetShardIterator::new(arn, unknown, ShardPosition::Latest);
                (Err(no_shard()), backend.get_shard_iterator(request).await.map(drop))
            }
            Wrong::Position(position) => {
                let request = GetShardIterator::new(arn, shard, position.clone());
                (Err(no_position()), backend.get_shard_iterator(request).await.map(drop))
            }
            Wrong::Iterator(text) => {
                let found = backend.get_records(GetRecords::new(&**text)).await;
                (Err(no_iterator()), found.map(drop))
            }
        }
    }
}
