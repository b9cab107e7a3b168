//! What of streams takes time: their records' age, their iterators', and their end.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests are not recognised as tests"
)]

use std::time::{Duration, UNIX_EPOCH};

use dynamo_lmdb::{Clock, Lmdb, Options};
use dynamo_model::request::{
    CreateTable, DescribeStream, GetRecords, GetRecordsOutput, GetShardIterator, KeyKind, KeySchema,
    ListStreams, PutItem, ShardPosition, StreamUpdate, StreamView, TableName, UpdateTable,
};
use dynamo_model::value::{Item, Value};
use dynamo_model::{Backend, Error, Result};

const NOW: Duration = Duration::from_secs(1_800_000_000);
const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

struct Fixture {
    db: Lmdb,
    clock: Clock,
    arn: String,
    shard: String,
}

impl Fixture {
    async fn new() -> Self {
        let clock = Clock::stopped_at(UNIX_EPOCH + NOW);
        let db = Options::temporary().clock(clock.clone()).sweep_interval(Duration::MAX).open().unwrap();
        let table = CreateTable::new("events", KeySchema::new("id"))
            .with_attribute("id", KeyKind::N)
            .with_stream(StreamView::NewImage);
        let arn = db.create_table(table).await.unwrap().latest_stream_arn.unwrap();
        let shard = db.describe_stream(DescribeStream::new(&*arn)).await.unwrap().shards.remove(0).id;
        Self { db, clock, arn, shard }
    }

    async fn put(&self, id: u32) {
        self.db.put_item(PutItem::new("events", Item::from_iter([("id", id)]))).await.unwrap();
    }

    async fn iterator(&self, position: ShardPosition) -> Result<String> {
        self.db.get_shard_iterator(GetShardIterator::new(&*self.arn, &*self.shard, position)).await
    }

    async fn read(&self, position: ShardPosition) -> GetRecordsOutput {
        let iterator = self.iterator(position).await.unwrap();
        self.db.get_records(GetRecords::new(iterator)).await.unwrap()
    }

    async fn ids(&self, position: ShardPosition) -> Vec<u64> {
        let id = |keys: &Item| keys.get("id").unwrap().to_value().as_n().unwrap().to_u64().unwrap();
        self.read(position).await.records.iter().map(|record| id(&record.keys)).collect()
    }
}

#[tokio::test]
async fn records_older_than_a_day_are_gone_and_numbers_go_on() {
    let stream = Fixture::new().await;
    stream.put(1).await;
    let first = stream.read(ShardPosition::TrimHorizon).await.records.remove(0).sequence_number;
    let stale = stream.iterator(ShardPosition::TrimHorizon).await.unwrap();
    stream.clock.advance(DAY - 10 * MINUTE);
    stream.put(2).await;
    stream.clock.advance(10 * MINUTE);
    assert_eq!(stream.db.sweep().await.unwrap().records, 1);
    assert_eq!(stream.ids(ShardPosition::TrimHorizon).await, [2]);
    let trimmed = |error: Error| assert!(error.is_trimmed_data(), "{error}");
    trimmed(stream.iterator(ShardPosition::At(first.clone())).await.unwrap_err());
    trimmed(stream.iterator(ShardPosition::After(first.clone())).await.unwrap_err());
    assert!(stream.db.get_records(GetRecords::new(stale)).await.unwrap_err().is_expired_iterator());

    stream.clock.advance(DAY);
    assert_eq!(stream.db.sweep().await.unwrap().records, 1);
    stream.put(3).await;
    let third = stream.read(ShardPosition::TrimHorizon).await.records.remove(0).sequence_number;
    assert!(third > first);
    assert!(third.ends_with('3'), "{third}");
}

#[tokio::test]
async fn a_fresh_iterator_of_records_that_are_gone_says_so() {
    let stream = Fixture::new().await;
    stream.put(1).await;
    stream.clock.advance(DAY - MINUTE);
    let iterator = stream.iterator(ShardPosition::TrimHorizon).await.unwrap();
    stream.clock.advance(2 * MINUTE);
    stream.db.sweep().await.unwrap();
    assert!(stream.db.get_records(GetRecords::new(iterator)).await.unwrap_err().is_trimmed_data());
}

#[tokio::test]
async fn an_iterator_lasts_fifteen_minutes() {
    let stream = Fixture::new().await;
    let iterator = stream.iterator(ShardPosition::Latest).await.unwrap();
    stream.clock.advance(15 * MINUTE);
    assert!(stream.db.get_records(GetRecords::new(&*iterator)).await.is_ok());
    stream.clock.advance(Duration::from_millis(1));
    assert!(stream.db.get_records(GetRecords::new(iterator)).await.unwrap_err().is_expired_iterator());
}

#[tokio::test]
async fn an_iterator_made_up_is_refused() {
    let stream = Fixture::new().await;
    let iterator = stream.iterator(ShardPosition::Latest).await.unwrap();
    let changed = iterator.replacen('1', "2", 1);
    for made_up in ["", "|", "x|1|2|3", changed.as_str()] {
        let error = stream.db.get_records(GetRecords::new(made_up)).await.unwrap_err();
        assert_eq!(error.message(), "Invalid ShardIterator", "{made_up}");
    }
}

#[tokio::test]
async fn a_time_leads_to_the_first_record_from_then_on() {
    let stream = Fixture::new().await;
    for id in 1..=20 {
        stream.put(id).await;
        stream.clock.advance(MINUTE);
    }
    let at = |minutes| ShardPosition::AtTime(UNIX_EPOCH + NOW + MINUTE * minutes);
    assert_eq!(stream.ids(at(17)).await, [18, 19, 20]);
    assert_eq!(
        stream.ids(ShardPosition::AtTime(UNIX_EPOCH + NOW + MINUTE * 17 + MINUTE / 2)).await,
        [19, 20]
    );
    assert_eq!(stream.ids(at(20)).await, [0_u64; 0]);
    assert_eq!(stream.ids(ShardPosition::AtTime(UNIX_EPOCH)).await.len(), 20);
    assert!(stream.iterator(at(21)).await.unwrap_err().is_validation());
}

#[tokio::test]
async fn a_stream_that_ended_is_readable_for_a_day_even_without_its_table() {
    let stream = Fixture::new().await;
    stream.put(1).await;
    stream.db.delete_table(TableName::from("events")).await.unwrap();
    stream.clock.advance(DAY - MINUTE);
    stream.db.sweep().await.unwrap();
    let read = stream.read(ShardPosition::TrimHorizon).await;
    assert_eq!((read.records.len(), read.next_iterator), (1, None));

    stream.clock.advance(MINUTE);
    stream.db.sweep().await.unwrap();
    assert!(stream.iterator(ShardPosition::TrimHorizon).await.unwrap_err().is_not_found());
    assert!(stream.db.list_streams(ListStreams::new()).await.unwrap().streams.is_empty());
}

#[tokio::test]
async fn streams_that_start_at_one_moment_have_different_names() {
    let stream = Fixture::new().await;
    let change = |change| UpdateTable::new("events").with_stream(change);
    stream.db.update_table(change(StreamUpdate::Disable)).await.unwrap();
    let enable = change(StreamUpdate::Enable(StreamView::KeysOnly));
    let second = stream.db.update_table(enable).await.unwrap().latest_stream_arn.unwrap();
    assert_ne!(second, stream.arn);
    let listed = stream.db.list_streams(ListStreams::new().of_table("events")).await.unwrap().streams;
    assert_eq!(listed.iter().map(|stream| &stream.arn).collect::<Vec<_>>(), [&stream.arn, &second]);
}

#[tokio::test]
async fn an_answer_holds_a_megabyte_of_records() {
    let stream = Fixture::new().await;
    for id in 0..4 {
        let padding = "x".repeat(300_000);
        let item = Item::from_iter([("id", Value::from(id)), ("padding", padding.into())]);
        stream.db.put_item(PutItem::new("events", item)).await.unwrap();
    }
    let first = stream.read(ShardPosition::TrimHorizon).await;
    assert_eq!(first.records.len(), 3);
    let rest = stream.db.get_records(GetRecords::new(first.next_iterator.unwrap())).await.unwrap();
    assert_eq!(rest.records.len(), 1);
}

/// Nothing takes as much more room to store than the service charges, and a record has it twice.
#[tokio::test]
async fn records_of_items_of_nothing_but_small_sets_are_read_like_any_other() {
    let db = Options::temporary().open().unwrap();
    let table = CreateTable::new("events", KeySchema::new("id")).with_attribute("id", KeyKind::N);
    let arn =
        db.create_table(table.with_stream(StreamView::NewAndOldImages)).await.unwrap().latest_stream_arn;
    let arn = arn.unwrap();
    let set = || Value::Ss([String::new()].into());
    let dense = |number: u32| {
        let sets: Vec<Value> = std::iter::repeat_with(set).take(409_500).collect();
        Item::from_iter([("id", Value::from(1)), ("n", number.into()), ("l", Value::L(sets))])
    };
    for number in 1..=2 {
        db.put_item(PutItem::new("events", dense(number))).await.unwrap();
    }
    let shard = db.describe_stream(DescribeStream::new(&*arn)).await.unwrap().shards.remove(0).id;
    let oldest = GetShardIterator::new(arn, shard, ShardPosition::TrimHorizon);
    let mut iterator = db.get_shard_iterator(oldest).await.unwrap();
    let mut records = Vec::new();
    while records.len() < 2 {
        let page = db.get_records(GetRecords::new(iterator)).await.unwrap();
        records.extend(page.records);
        iterator = page.next_iterator.unwrap();
    }
    assert_eq!(records[1].old_image, Some(dense(1)));
    assert_eq!(records[1].new_image, Some(dense(2)));
    assert!(db.verify().unwrap().is_sound());
}

#[tokio::test]
async fn streams_are_listed_in_the_order_of_their_names_page_by_page() {
    let db = Options::temporary().open().unwrap();
    // Neither the order of the names nor its opposite.
    for name in ["beta", "alpha", "delta", "gamma"] {
        let table = CreateTable::new(name, KeySchema::new("id")).with_attribute("id", KeyKind::N);
        db.create_table(table.with_stream(StreamView::KeysOnly)).await.unwrap();
    }
    let mut tables = Vec::new();
    let mut next = ListStreams::new().with_limit(1);
    loop {
        let page = db.list_streams(next).await.unwrap();
        tables.extend(page.streams.into_iter().map(|stream| stream.table.to_string()));
        let Some(last) = page.last_evaluated_arn else { break };
        next = ListStreams::new().with_limit(1).starting_after(last);
    }
    assert_eq!(tables, ["alpha", "beta", "delta", "gamma"]);
}
