//! Requests about streams that must be refused: the oracle is asked the same, in its own names.

use dynamo_model::Result;
use dynamo_model::request::{DescribeStream, GetRecords, GetShardIterator, ListStreams, ShardPosition};

use crate::history::check::Checker;
use crate::history::{Mismatch, Reply, Step, Wrong};
use crate::oracle::Answer;

/// What one side calls a stream and the latest of its shards.
struct Names {
    arn: String,
    shard: String,
}

impl Names {
    fn iterator(&self, position: ShardPosition) -> GetShardIterator {
        GetShardIterator::new(&*self.arn, &*self.shard, position)
    }
}

impl Checker {
    pub(super) async fn check_refused(
        &mut self,
        step: &Step,
        number: usize,
        wrong: &Wrong,
    ) -> Result<(), Mismatch> {
        self.learn_shards(number).await?;
        let Some((stream, known)) = self.both(number) else { return Ok(()) };
        let Some(shard) = known.shards.last().map(|known| known.shard.id.clone()) else { return Ok(()) };
        let of_oracle = Names { arn: stream.arn(), shard: stream.shard_id() };
        let of_backend = Names { arn: known.arn.clone(), shard };
        let expected = self.ask_oracle(&of_oracle, &of_backend.arn, wrong);
        let found = self.ask(&of_backend, wrong).await;
        self.compare(step, &expected.map(|()| Reply::Other), &found.map(|()| Reply::Other))
    }

    async fn ask(&self, names: &Names, wrong: &Wrong) -> Result<()> {
        let backend = &self.backend;
        match wrong {
            Wrong::Streams(limit) => {
                backend.list_streams(ListStreams::new().with_limit(*limit)).await.map(drop)
            }
            Wrong::Shards(limit) => {
                backend.describe_stream(DescribeStream::new(&*names.arn).with_limit(*limit)).await.map(drop)
            }
            Wrong::Records(limit) => {
                let latest = backend.get_shard_iterator(names.iterator(ShardPosition::Latest)).await?;
                backend.get_records(GetRecords::new(latest).with_limit(*limit)).await.map(drop)
            }
            Wrong::Stream => {
                backend.describe_stream(DescribeStream::new(another(&names.arn))).await.map(drop)
            }
            Wrong::Shard => {
                let request = GetShardIterator::new(&*names.arn, no_shard(), ShardPosition::Latest);
                backend.get_shard_iterator(request).await.map(drop)
            }
            Wrong::Position(position) => {
                backend.get_shard_iterator(names.iterator(position.clone())).await.map(drop)
            }
            Wrong::Iterator(text) => backend.get_records(GetRecords::new(&**text)).await.map(drop),
        }
    }

    /// Asks the oracle. Messages repeat the name of a stream there is not, so that it is asked for the same.
    fn ask_oracle(&mut self, names: &Names, arn: &str, wrong: &Wrong) -> Answer<()> {
        let oracle = &mut self.oracle;
        match wrong {
            Wrong::Streams(limit) => oracle.list_streams(&ListStreams::new().with_limit(*limit)).map(drop),
            Wrong::Shards(limit) => {
                oracle.describe_stream(&DescribeStream::new(&*names.arn).with_limit(*limit)).map(drop)
            }
            Wrong::Records(limit) => {
                let latest = oracle.get_shard_iterator(&names.iterator(ShardPosition::Latest))?;
                oracle.get_records(&GetRecords::new(latest).with_limit(*limit)).map(drop)
            }
            Wrong::Stream => oracle.describe_stream(&DescribeStream::new(another(arn))).map(drop),
            Wrong::Shard => {
                let request = GetShardIterator::new(&*names.arn, no_shard(), ShardPosition::Latest);
                oracle.get_shard_iterator(&request).map(drop)
            }
            Wrong::Position(position) => {
                oracle.get_shard_iterator(&names.iterator(position.clone())).map(drop)
            }
            Wrong::Iterator(text) => oracle.get_records(&GetRecords::new(&**text)).map(drop),
        }
    }
}

/// Names a stream of the same table that there never was.
fn another(arn: &str) -> String {
    let (table, _) = arn.rsplit_once('/').unwrap_or_default();
    format!("{table}/2001-01-01T00:00:00.000")
}

fn no_shard() -> String {
    format!("shardId-{}-{}", "0".repeat(20), "f".repeat(8))
}
