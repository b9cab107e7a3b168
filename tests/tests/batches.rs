//! Typed batches on an engine that leaves work unprocessed.

#![allow(clippy::unwrap_used, reason = "helpers of tests are not recognised as tests")]

use std::sync::atomic::{AtomicUsize, Ordering};

use dynamo_lmdb::{Lmdb, Options, Simulation};
use dynamo_model::backend::BoxFuture;
use dynamo_model::request::*;
use dynamo_model::{Backend, Db, Entity, Error, ErrorKind, Key, Result, Table};
use dynamo_tests::hand_on;
use serde::{Deserialize, Serialize};

#[derive(Debug, Table)]
#[table(name = "numbers")]
enum Numbers {
    Number(Number),
    Letter(Letter),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Numbers, pk = "NUMBER#{value}", sk = "NUMBER")]
struct Number {
    value: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Numbers, pk = "LETTER#{letter}", sk = "LETTER")]
struct Letter {
    letter: char,
}

async fn numbers(simulation: Simulation) -> Db<Numbers> {
    let db = Numbers::on(Options::temporary().simulate(simulation).open().unwrap());
    db.ensure_table().await.unwrap();
    db
}

fn some(count: u32) -> Vec<Number> {
    (0..count).map(|value| Number { value }).collect()
}

#[tokio::test]
async fn what_comes_back_unprocessed_is_sent_again_until_it_is_done() {
    let db = numbers(Simulation::seeded(1).unprocessed(0.7)).await;
    let all = some(200);
    db.batch_write().put_all(&all).await.unwrap();
    let found = db.batch_get(all.iter().map(Key::of)).consistent().await.unwrap();
    assert_eq!(found, all.into_iter().map(Some).collect::<Vec<_>>());
}

#[tokio::test]
async fn what_is_never_processed_is_reported_in_the_end() {
    let db = numbers(Simulation::seeded(1).unprocessed(1.0)).await;
    let all = some(30);
    let (written, left, read) = tokio::join!(
        db.batch_write().put_all(&all),
        db.batch_write().put_all(&all).leaving_unprocessed(),
        db.batch_get(all.iter().map(Key::of)),
    );
    let error = written.unwrap_err();
    assert!(error.is_throttled() && error.message().starts_with("30 of 30 writes of a batch"), "{error}");
    assert_eq!(left.unwrap().len(), 30, "those of the second request, which was not sent, too");
    assert!(read.unwrap_err().is_throttled());
}

#[tokio::test]
async fn what_a_batch_has_left_is_written_by_further_batches() {
    let db = numbers(Simulation::seeded(1).unprocessed(0.9)).await;
    let (new, old) = (some(30), (30..60).map(|value| Number { value }).collect::<Vec<_>>());
    for number in &old {
        db.put(number).await.unwrap();
    }
    let batch = db.batch_write().put_all(&new).delete_all(old.iter().map(Key::of));
    let mut left = batch.leaving_unprocessed().await.unwrap();
    assert!((1..60).contains(&left.len()), "{} of 60 writes are left", left.len());
    while !left.is_empty() {
        left = db.batch_write().writes(left).leaving_unprocessed().await.unwrap();
    }
    let mut stored = db.scan::<Number>().consistent().all().await.unwrap();
    stored.sort_by_key(|number| number.value);
    assert_eq!(stored, new);
}

#[tokio::test]
async fn a_batch_that_gives_up_returns_the_keys_it_has_not_read() {
    let all = some(300);
    let db = numbers(Simulation::seeded(1)).await;
    db.batch_write().put_all(&all).await.unwrap();
    let keys: Vec<_> = all.iter().map(Key::of).collect();
    let whole = db.batch_get(keys.clone()).leaving_unprocessed().await.unwrap();
    assert_eq!((whole.found.iter().flatten().count(), whole.unprocessed.len()), (300, 0));
    let busy = numbers(Simulation::seeded(1).unprocessed(1.0)).await;
    let nothing = busy.batch_get(keys.clone()).leaving_unprocessed().await.unwrap();
    assert_eq!(nothing.found, vec![None; 300]);
    let items = |keys: Vec<Key<Number>>| keys.into_iter().map(|key| key.item().unwrap()).collect::<Vec<_>>();
    assert_eq!(items(nothing.unprocessed), items(keys));
}

#[tokio::test]
async fn what_a_mixed_batch_has_left_is_read_by_further_ones_in_the_same_shape() {
    let (all, letter) = (some(30), Letter { letter: 'a' });
    let keys = || (Key::of(&letter), all.iter().map(Key::of).collect::<Vec<_>>());
    // Often enough all is read in the end.
    for seed in 1..20 {
        let db = numbers(Simulation::seeded(seed).unprocessed(0.9)).await;
        for number in &all {
            db.put(number).await.unwrap();
        }
        db.put(&letter).await.unwrap();
        let first = db.batch_get_mixed(keys()).consistent().leaving_unprocessed().await.unwrap();
        if first.left == 0 {
            continue;
        }
        assert!(first.left < 31, "some of it is read");
        let (mut letters, mut numbers) = first.found;
        let (mut unprocessed, mut left) = (first.unprocessed, first.left);
        while left > 0 {
            let are_left = unprocessed.0.iter().count() + unprocessed.1.iter().flatten().count();
            assert_eq!(are_left, left);
            let again = db.batch_get_mixed(unprocessed).consistent().leaving_unprocessed().await.unwrap();
            letters = letters.or(again.found.0);
            numbers = numbers.into_iter().zip(again.found.1).map(|(first, again)| first.or(again)).collect();
            (unprocessed, left) = (again.unprocessed, again.left);
        }
        assert_eq!((letters, numbers), (Some(letter), all.into_iter().map(Some).collect()));
        return;
    }
    panic!("no batch has left anything");
}

#[tokio::test]
async fn a_mixed_batch_that_gives_up_says_how_much_it_has_not_read() {
    let db = numbers(Simulation::seeded(1).unprocessed(1.0)).await;
    let error = db.batch_get_mixed((Letter::key('a'), [1, 2].map(Number::key))).await.unwrap_err();
    assert!(
        error.is_throttled() && error.message().starts_with("3 of 3 reads were not processed"),
        "{error}"
    );
}

/// An engine whose batches of writes fail from the third on.
#[derive(Debug)]
struct Failing {
    engine: Lmdb,
    sent: AtomicUsize,
}

impl Backend for Failing {
    hand_on! {
        self => self.engine;
        get_item(GetItem) -> GetItemOutput;
        put_item(PutItem) -> PutItemOutput;
        update_item(UpdateItem) -> UpdateItemOutput;
        delete_item(DeleteItem) -> DeleteItemOutput;
        query(Query) -> QueryOutput;
        scan(Scan) -> ScanOutput;
        search_vectors(SearchVectors) -> SearchVectorsOutput;
        batch_get_item(BatchGetItem) -> BatchGetItemOutput;
        transact_get_items(TransactGetItems) -> TransactGetItemsOutput;
        transact_write_items(TransactWriteItems) -> TransactWriteItemsOutput;
        create_table(CreateTable) -> TableDescription;
        describe_table(TableName) -> TableDescription;
        update_table(UpdateTable) -> TableDescription;
        delete_table(TableName) -> TableDescription;
        list_tables(ListTables) -> ListTablesOutput;
        update_time_to_live(UpdateTimeToLive) -> UpdateTimeToLive;
        describe_time_to_live(TableName) -> TimeToLiveDescription;
        tag_resource(TagResource) -> ();
        untag_resource(UntagResource) -> ();
        list_tags(ListTags) -> ListTagsOutput;
        list_streams(ListStreams) -> ListStreamsOutput;
        describe_stream(DescribeStream) -> StreamDescription;
        get_shard_iterator(GetShardIterator) -> String;
        get_records(GetRecords) -> GetRecordsOutput;
    }

    fn batch_write_item(&self, request: BatchWriteItem) -> BoxFuture<'_, Result<BatchWriteItemOutput>> {
        match self.sent.fetch_add(1, Ordering::Relaxed) {
            0 | 1 => self.engine.batch_write_item(request),
            _ => Box::pin(async { Err(Error::new(ErrorKind::Storage, "the disk is full")) }),
        }
    }
}

#[tokio::test]
async fn a_batch_that_fails_midway_returns_what_is_not_written() {
    let engine = Options::temporary().open().unwrap();
    let failing = Failing { engine: engine.clone(), sent: AtomicUsize::new(0) };
    let (db, whole) = (Numbers::on(failing), Numbers::on(engine));
    db.ensure_table().await.unwrap();
    let all = some(90);
    let error = db.batch_write().put_all(&all).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Storage);
    let message = "40 of 90 writes of a batch may not be written, the others were: the disk is full";
    assert_eq!(error.message(), message);
    assert_eq!(whole.scan::<Number>().consistent().count().await.unwrap(), 50);
    whole.batch_write().writes(error.unwritten().to_vec()).await.unwrap();
    assert_eq!(whole.scan::<Number>().consistent().count().await.unwrap(), 90);

    let nothing = db.batch_write().put_all(&all).await.unwrap_err();
    assert_eq!((nothing.message(), nothing.unwritten().len()), ("the disk is full", 90));
}
