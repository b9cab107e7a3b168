//! Streams: what is recorded of a change, and how it is read.

use std::time::{Duration, SystemTime};

use dynamo_model::Result;
use dynamo_model::expr::{Condition, Update};
use dynamo_model::request::{
    Action, BatchWriteItem, DeleteItem, DescribeStream, GetRecords, GetShardIterator, KeyKind, KeySchema,
    ListStreams, PutItem, ShardPosition, StreamEvent, StreamRecord, StreamStatus, StreamUpdate, StreamView,
    TransactWrite, TransactWriteItems, UpdateTable, Write,
};
use dynamo_model::value::{Item, Value};

use crate::kit::{item, key, refused, strings};
use crate::target::plain;
use crate::{Target, TestTable};

const ALL: StreamView = StreamView::NewAndOldImages;
const EMPTY_READS: u32 = 3;

async fn streamed(target: &Target, view: StreamView) -> Result<(TestTable, String)> {
    let table = target.create(|name| plain(name, KeyKind::S).with_stream(view)).await?;
    let arn = table.describe_table((&table).into()).await?.latest_stream_arn.unwrap();
    Ok((table, arn))
}

/// Names the one shard a new stream has.
async fn shard(table: &TestTable, arn: &str) -> Result<String> {
    Ok(table.describe_stream(DescribeStream::new(arn)).await?.shards.remove(0).id)
}

async fn iterator(table: &TestTable, arn: &str, position: ShardPosition) -> Result<String> {
    let shard = shard(table, arn).await?;
    table.get_shard_iterator(GetShardIterator::new(arn, shard, position)).await
}

/// Reads from a place on, until the shard ends or nothing more comes.
async fn read(table: &TestTable, arn: &str, position: ShardPosition) -> Result<Vec<StreamRecord>> {
    let mut next = Some(iterator(table, arn, position).await?);
    let (mut records, mut empty) = (Vec::new(), 0);
    while let Some(iterator) = next.filter(|_| empty < EMPTY_READS) {
        let page = table.get_records(GetRecords::new(iterator)).await?;
        empty = if page.records.is_empty() { empty + 1 } else { 0 };
        records.extend(page.records);
        next = page.next_iterator;
    }
    Ok(records)
}

async fn all(table: &TestTable, arn: &str) -> Result<Vec<StreamRecord>> {
    read(table, arn, ShardPosition::TrimHorizon).await
}

fn at(sk: &str, v: impl Into<Value>) -> Item {
    item! { "pk": "a", "sk": sk, "v": v }
}

fn events(records: &[StreamRecord]) -> Vec<(StreamEvent, String)> {
    let sk = |keys: &Item| keys.get("sk").unwrap().as_s().unwrap().to_owned();
    records.iter().map(|record| (record.event, sk(&record.keys))).collect()
}

pub async fn a_record_says_what_happened_to_which_item(target: &Target) -> Result<()> {
    let (table, arn) = streamed(target, ALL).await?;
    table.put(at("1", 1)).await?;
    table.put(at("1", 2)).await?;
    table.update(key("a", "1"), Update::new().set("v", 3)).await?;
    table.update(key("a", "2"), Update::new().set("v", 1)).await?;
    table.delete(key("a", "1")).await?;
    let records = all(&table, &arn).await?;
    assert_eq!(
        events(&records),
        [
            (StreamEvent::Insert, "1".to_owned()),
            (StreamEvent::Modify, "1".to_owned()),
            (StreamEvent::Modify, "1".to_owned()),
            (StreamEvent::Insert, "2".to_owned()),
            (StreamEvent::Remove, "1".to_owned()),
        ]
    );
    for record in &records {
        assert_eq!(record.keys.len(), 2);
        assert!((21..=40).contains(&record.sequence_number.len()), "{}", record.sequence_number);
        assert!(!record.event_id.is_empty() && record.user_identity.is_none());
        assert!(record.created_at.unwrap() <= SystemTime::now());
    }
    let numbers: Vec<&str> = records.iter().map(|record| record.sequence_number.as_str()).collect();
    assert!(numbers.is_sorted() && numbers.windows(2).all(|pair| pair[0] != pair[1]), "{numbers:?}");
    Ok(())
}

pub async fn a_view_says_which_images_are_recorded(target: &Target) -> Result<()> {
    for view in [StreamView::KeysOnly, StreamView::NewImage, StreamView::OldImage, ALL] {
        let (table, arn) = streamed(target, view).await?;
        table.put(at("1", 1)).await?;
        table.put(at("1", "two")).await?;
        table.delete(key("a", "1")).await?;
        let records = all(&table, &arn).await?;
        let (old, new) = (
            |item: Item| Some(item).filter(|_| view.has_old()),
            |item: Item| Some(item).filter(|_| view.has_new()),
        );
        let expected =
            [(None, new(at("1", 1))), (old(at("1", 1)), new(at("1", "two"))), (old(at("1", "two")), None)];
        let images: Vec<_> =
            records.iter().map(|record| (record.old_image.clone(), record.new_image.clone())).collect();
        assert_eq!(images, expected, "{view:?}");
        for record in &records {
            let images = [&record.keys].into_iter().chain(&record.old_image).chain(&record.new_image);
            assert_eq!(record.size_bytes, images.map(|item| item.size() as u64).sum::<u64>());
            assert_eq!(record.view, view);
        }
    }
    Ok(())
}

pub async fn images_hold_every_type_unchanged(target: &Target) -> Result<()> {
    let (table, arn) = streamed(target, ALL).await?;
    let mut stored = at("1", 1);
    stored.insert("set", strings(["a", "b"]));
    stored.insert("bytes", Value::B(vec![0, 255]));
    stored.insert("null", Value::Null);
    stored.insert("flag", true);
    stored.insert("list", Value::L(vec![Value::from("x"), Value::from(2), Value::M([].into())]));
    table.put(stored.clone()).await?;
    assert_eq!(all(&table, &arn).await?[0].new_image, Some(stored));
    Ok(())
}

pub async fn what_changes_nothing_is_not_recorded(target: &Target) -> Result<()> {
    let (table, arn) = streamed(target, ALL).await?;
    let mut stored = at("1", 1);
    stored.insert("set", strings(["a", "b"]));
    table.put(stored.clone()).await?;
    table.put(stored.clone()).await?;
    let turned: Item = stored.to_map().into_iter().rev().collect();
    table.put(turned).await?;
    table.update(key("a", "1"), Update::new().set("v", 1)).await?;
    table.update(key("a", "1"), Update::new().remove("absent")).await?;
    table.delete(key("a", "absent")).await?;
    let failing = PutItem::new(&table, at("1", 2)).with_condition(Condition::not_exists("pk"));
    assert!(refused(table.put_item(failing).await).is_condition_failed());
    let failing = DeleteItem::new(&table, key("a", "1")).with_condition(Condition::exists("absent"));
    assert!(refused(table.delete_item(failing).await).is_condition_failed());
    assert_eq!(events(&all(&table, &arn).await?), [(StreamEvent::Insert, "1".to_owned())]);
    Ok(())
}

pub async fn batches_and_transactions_are_recorded_item_by_item(target: &Target) -> Result<()> {
    let (table, arn) = streamed(target, ALL).await?;
    table.put(at("0", 0)).await?;
    let batch = BatchWriteItem::new()
        .with_write(&table, Write::Put(at("1", 1)))
        .with_write(&table, Write::Delete(key("a", "0")));
    table.batch_write_item(batch).await?;
    let write = TransactWriteItems::new([
        TransactWrite::new(&table, Action::Put(at("2", 2))),
        TransactWrite::new(&table, Action::Update(key("a", "1"), Update::new().set("v", 3))),
        TransactWrite::new(&table, Action::Check(key("a", "9"))).with_condition(Condition::not_exists("pk")),
    ]);
    table.transact_write_items(write).await?;
    let canceled = TransactWriteItems::new([
        TransactWrite::new(&table, Action::Put(at("3", 3))),
        TransactWrite::new(&table, Action::Check(key("a", "9"))).with_condition(Condition::exists("pk")),
    ]);
    assert!(refused(table.transact_write_items(canceled).await).is_transaction_canceled());
    let mut found = events(&all(&table, &arn).await?);
    found.sort_by_key(|(event, sk)| (sk.clone(), event.as_str()));
    assert_eq!(
        found,
        [
            (StreamEvent::Insert, "0".to_owned()),
            (StreamEvent::Remove, "0".to_owned()),
            (StreamEvent::Insert, "1".to_owned()),
            (StreamEvent::Modify, "1".to_owned()),
            (StreamEvent::Insert, "2".to_owned()),
        ]
    );
    Ok(())
}

pub async fn an_iterator_starts_where_it_says(target: &Target) -> Result<()> {
    let (table, arn) = streamed(target, ALL).await?;
    for number in 0..4 {
        table.put(at(&number.to_string(), number)).await?;
    }
    let records = all(&table, &arn).await?;
    let second = records[1].sequence_number.clone();
    let from = read(&table, &arn, ShardPosition::At(second.clone())).await?;
    assert_eq!(from, records[1..]);
    assert_eq!(read(&table, &arn, ShardPosition::After(second)).await?, records[2..]);
    let latest = iterator(&table, &arn, ShardPosition::Latest).await?;
    table.put(at("late", 1)).await?;
    let page = table.get_records(GetRecords::new(latest)).await?;
    assert_eq!(events(&page.records), [(StreamEvent::Insert, "late".to_owned())]);
    Ok(())
}

pub async fn an_iterator_may_start_at_a_time(target: &Target) -> Result<()> {
    let (table, arn) = streamed(target, ALL).await?;
    table.put(at("1", 1)).await?;
    let long_ago = SystemTime::now() - Duration::from_secs(3600);
    assert_eq!(read(&table, &arn, ShardPosition::AtTime(long_ago)).await?.len(), 1);
    let future = SystemTime::now() + Duration::from_secs(3600);
    assert!(refused(iterator(&table, &arn, ShardPosition::AtTime(future)).await).is_validation());
    Ok(())
}

pub async fn records_are_read_page_by_page(target: &Target) -> Result<()> {
    let (table, arn) = streamed(target, StreamView::KeysOnly).await?;
    for number in 0..5 {
        table.put(at(&number.to_string(), number)).await?;
    }
    let mut next = iterator(&table, &arn, ShardPosition::TrimHorizon).await?;
    let mut sizes = Vec::new();
    while sizes.iter().sum::<usize>() < 5 {
        let page = table.get_records(GetRecords::new(next).with_limit(2)).await?;
        sizes.push(page.records.len());
        next = page.next_iterator.unwrap();
    }
    assert_eq!(sizes, [2, 2, 1]);
    let page = table.get_records(GetRecords::new(next)).await?;
    assert!(page.records.is_empty() && page.next_iterator.is_some(), "an open shard goes on");
    for limit in [0, 1001] {
        let iterator = iterator(&table, &arn, ShardPosition::Latest).await?;
        assert!(
            refused(table.get_records(GetRecords::new(iterator).with_limit(limit)).await).is_validation()
        );
    }
    Ok(())
}

pub async fn a_stream_turned_off_can_be_read_to_its_end(target: &Target) -> Result<()> {
    let (table, arn) = streamed(target, ALL).await?;
    table.put(at("1", 1)).await?;
    table.update_table(UpdateTable::new(&table).with_stream(StreamUpdate::Disable)).await?;
    table.put(at("2", 2)).await?;
    let described = table.describe_stream(DescribeStream::new(&*arn)).await?;
    assert_eq!(described.status, StreamStatus::Disabled);
    assert!(described.shards.iter().all(|shard| shard.ending_sequence.is_some()));
    let mut next = Some(iterator(&table, &arn, ShardPosition::TrimHorizon).await?);
    let mut found = Vec::new();
    while let Some(iterator) = next {
        let page = table.get_records(GetRecords::new(iterator)).await?;
        found.extend(page.records);
        next = page.next_iterator;
    }
    assert_eq!(events(&found), [(StreamEvent::Insert, "1".to_owned())]);
    Ok(())
}

pub async fn a_stream_is_described_with_its_table(target: &Target) -> Result<()> {
    let (table, arn) = streamed(target, StreamView::OldImage).await?;
    let described = table.describe_stream(DescribeStream::new(&*arn)).await?;
    assert_eq!(described.summary.arn, arn);
    assert_eq!(described.summary.table, (&table).into());
    assert!(arn.ends_with(&described.summary.label));
    assert_eq!((described.status, described.view), (StreamStatus::Enabled, StreamView::OldImage));
    assert_eq!(described.key, KeySchema::new("pk").with_sort("sk"));
    let [shard] = &described.shards[..] else { panic!("one shard: {described:?}") };
    assert!((28..=65).contains(&shard.id.len()), "{}", shard.id);
    assert!(shard.ending_sequence.is_none() && shard.parent.is_none());
    let next = DescribeStream::new(&*arn).starting_after(&*shard.id);
    assert!(table.describe_stream(next).await?.shards.is_empty());
    let described = table.describe_table((&table).into()).await?;
    assert_eq!(described.stream, Some(StreamView::OldImage));
    Ok(())
}

pub async fn streams_are_listed_by_table(target: &Target) -> Result<()> {
    let (table, arn) = streamed(target, ALL).await?;
    let (_other, _) = streamed(target, ALL).await?;
    let listed = table.list_streams(ListStreams::new().of_table(&table)).await?;
    assert_eq!(listed.streams.iter().map(|stream| stream.arn.as_str()).collect::<Vec<_>>(), [arn]);
    assert!(listed.last_evaluated_arn.is_none());
    let page = table.list_streams(ListStreams::new().with_limit(1)).await?;
    assert_eq!(page.streams.len(), 1);
    let next = ListStreams::new().with_limit(1).starting_after(page.last_evaluated_arn.unwrap());
    assert_ne!(table.list_streams(next).await?.streams, page.streams);
    Ok(())
}

pub async fn a_table_without_a_stream_has_none_to_list(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let described = table.describe_table((&table).into()).await?;
    assert_eq!((described.stream, described.latest_stream_arn), (None, None));
    assert!(table.list_streams(ListStreams::new().of_table(&table)).await?.streams.is_empty());
    Ok(())
}

pub async fn what_is_no_stream_shard_or_iterator_is_told_so(target: &Target) -> Result<()> {
    let (table, arn) = streamed(target, ALL).await?;
    let shard = shard(&table, &arn).await?;
    let unknown = format!("{}2001-01-01T00:00:00.000", arn.rsplit_once('/').unwrap().0.to_owned() + "/");
    let error = refused(table.describe_stream(DescribeStream::new(&*unknown)).await);
    assert!(error.is_not_found());
    assert_eq!(error.message(), format!("Requested resource not found: Stream: {unknown} not found"));
    for none in ["no stream", arn.rsplit_once("/stream/").unwrap().0] {
        assert!(refused(table.describe_stream(DescribeStream::new(none)).await).is_validation());
        let request = GetShardIterator::new(none, &*shard, ShardPosition::Latest);
        assert!(refused(table.get_shard_iterator(request).await).is_validation());
    }
    let elsewhere = format!("{}0", &shard[..shard.len() - 1]) + "f";
    let request = GetShardIterator::new(&*arn, elsewhere, ShardPosition::Latest);
    assert!(refused(table.get_shard_iterator(request).await).is_not_found());
    let request = GetShardIterator::new(&*arn, &*shard, ShardPosition::At("no number".to_owned()));
    assert!(refused(table.get_shard_iterator(request).await).is_validation());
    assert!(refused(table.get_records(GetRecords::new("no iterator")).await).is_validation());
    Ok(())
}

pub async fn the_stream_of_a_deleted_table_stays(target: &Target) -> Result<()> {
    let (table, arn) = streamed(target, ALL).await?;
    table.put(at("1", 1)).await?;
    table.delete_table((&table).into()).await?;
    assert_eq!(events(&all(&table, &arn).await?), [(StreamEvent::Insert, "1".to_owned())]);
    Ok(())
}
