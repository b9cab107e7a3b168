//! Records of streams, which last for a day, and iterators, which last for a quarter of an hour.

use std::time::Duration;

use dynamo_model::request::{
    DescribeStream, GetRecords, GetRecordsOutput, GetShardIterator, KeyKind, ListStreams, ShardPosition,
    StreamView,
};
use dynamo_model::{Error, Result};

use crate::kit::{key, refused};
use crate::target::plain;
use crate::{Target, TestTable, Time};

const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A table with a stream of one shard.
struct Stream<'t> {
    table: TestTable,
    arn: String,
    time: &'t dyn Time,
}

impl<'t> Stream<'t> {
    async fn new(target: &'t Target) -> Result<Self> {
        let time = target.time()?;
        let table = target.create(|name| plain(name, KeyKind::S).with_stream(StreamView::KeysOnly)).await?;
        let arn = table.describe_table((&table).into()).await?.latest_stream_arn.unwrap();
        Ok(Self { table, arn, time })
    }

    async fn iterator(&self, position: ShardPosition) -> Result<String> {
        let shard = self.table.describe_stream(DescribeStream::new(&*self.arn)).await?.shards.remove(0).id;
        self.table.get_shard_iterator(GetShardIterator::new(&*self.arn, shard, position)).await
    }

    async fn read(&self, iterator: String) -> Result<GetRecordsOutput> {
        self.table.get_records(GetRecords::new(iterator)).await
    }

    async fn oldest(&self) -> Result<GetRecordsOutput> {
        self.read(self.iterator(ShardPosition::TrimHorizon).await?).await
    }
}

#[track_caller]
fn is_trimmed(error: &Error) {
    assert!(error.is_trimmed_data(), "{error:?}");
    assert_eq!(error.code(), Some("TrimmedDataAccessException"));
    assert_eq!(error.message(), "The operation attempted to read past the oldest stream record in a shard.");
}

pub async fn records_are_read_for_a_day_and_trimmed_then(target: &Target) -> Result<()> {
    let stream = Stream::new(target).await?;
    stream.table.put(key("a", "1")).await?;
    stream.time.advance(DAY - MINUTE);
    assert_eq!(stream.time.sweep().await?.records, 0);
    let first = stream.oldest().await?.records.remove(0);
    assert_eq!(first.keys, key("a", "1"));
    stream.table.put(key("a", "2")).await?;
    stream.time.advance(MINUTE);
    assert_eq!(stream.time.sweep().await?.records, 1);
    let kept: Vec<_> = stream.oldest().await?.records.into_iter().map(|record| record.keys).collect();
    assert_eq!(kept, [key("a", "2")]);
    for position in
        [ShardPosition::At(first.sequence_number.clone()), ShardPosition::After(first.sequence_number)]
    {
        is_trimmed(&refused(stream.iterator(position).await));
    }
    Ok(())
}

pub async fn an_iterator_of_records_that_were_trimmed_says_so(target: &Target) -> Result<()> {
    let stream = Stream::new(target).await?;
    stream.table.put(key("a", "1")).await?;
    stream.time.advance(DAY - MINUTE);
    let iterator = stream.iterator(ShardPosition::TrimHorizon).await?;
    stream.time.advance(MINUTE);
    stream.time.sweep().await?;
    is_trimmed(&refused(stream.read(iterator).await));
    Ok(())
}

pub async fn an_iterator_expires_after_a_quarter_of_an_hour(target: &Target) -> Result<()> {
    let stream = Stream::new(target).await?;
    let iterator = stream.iterator(ShardPosition::Latest).await?;
    stream.time.advance(15 * MINUTE);
    stream.read(iterator.clone()).await?;
    stream.time.advance(Duration::from_secs(1));
    let error = refused(stream.read(iterator).await);
    assert!(error.is_expired_iterator(), "{error:?}");
    assert_eq!(error.code(), Some("ExpiredIteratorException"));
    Ok(())
}

pub async fn a_stream_that_ended_is_read_for_a_day_without_its_table(target: &Target) -> Result<()> {
    let stream = Stream::new(target).await?;
    stream.table.put(key("a", "1")).await?;
    stream.table.delete_table((&stream.table).into()).await?;
    stream.time.advance(DAY - MINUTE);
    stream.time.sweep().await?;
    let page = stream.oldest().await?;
    assert_eq!((page.records.len(), page.next_iterator), (1, None));
    stream.time.advance(MINUTE);
    stream.time.sweep().await?;
    let gone = stream.table.describe_stream(DescribeStream::new(&*stream.arn)).await;
    assert!(refused(gone).is_not_found());
    let listed = stream.table.list_streams(ListStreams::new().of_table(&stream.table)).await?;
    assert!(listed.streams.is_empty());
    Ok(())
}
