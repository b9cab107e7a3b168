//! Scans at a rate, on an engine that says what it likes of the capacity they consume.

#![allow(clippy::unwrap_used, reason = "helpers of tests are not recognised as tests")]

use std::sync::{Arc, Mutex};

use dynamo_lmdb::{Lmdb, Options};
use dynamo_model::backend::BoxFuture;
use dynamo_model::request::*;
use dynamo_model::value::Item;
use dynamo_model::{Backend, Db, Entity, Record as _, Result, Table};
use dynamo_tests::hand_on;
use serde::{Deserialize, Serialize};

#[derive(Debug, Table)]
#[table(name = "shelf", revision = "form")]
enum Shelf {
    Book(Book),
}

#[derive(Debug, Serialize, Deserialize, Entity)]
#[entity(table = Shelf, pk = "BOOK#{id}", sk = "BOOK", revision = 2, upgrade(1 = as_it_is))]
struct Book {
    id: u32,
}

fn as_it_is(_: &mut Item) -> Result<()> {
    Ok(())
}

/// What an engine was asked to do.
#[derive(Debug, Default)]
struct Sent {
    /// The limit of each scan.
    scans: Vec<Option<u32>>,
    updates: usize,
}

/// An engine whose scans consume the same each.
#[derive(Debug)]
struct Metered {
    engine: Lmdb,
    units: u64,
    sent: Arc<Mutex<Sent>>,
}

impl Backend for Metered {
    hand_on! {
        self => self.engine;
        get_item(GetItem) -> GetItemOutput;
        put_item(PutItem) -> PutItemOutput;
        delete_item(DeleteItem) -> DeleteItemOutput;
        query(Query) -> QueryOutput;
        search_vectors(SearchVectors) -> SearchVectorsOutput;
        batch_get_item(BatchGetItem) -> BatchGetItemOutput;
        batch_write_item(BatchWriteItem) -> BatchWriteItemOutput;
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

    fn scan(&self, request: Scan) -> BoxFuture<'_, Result<ScanOutput>> {
        self.sent.lock().unwrap().scans.push(request.limit);
        Box::pin(async move {
            let mut output = self.engine.scan(request).await?;
            if let Some(consumed) = &mut output.consumed_capacity {
                consumed.total = Capacity::from_units(self.units);
            }
            Ok(output)
        })
    }

    fn update_item(&self, request: UpdateItem) -> BoxFuture<'_, Result<UpdateItemOutput>> {
        self.sent.lock().unwrap().updates += 1;
        self.engine.update_item(request)
    }
}

/// Ten books of the first revision, each scan of which consumes so many units, and what is sent.
async fn shelf(units: u64) -> (Db<Shelf>, Arc<Mutex<Sent>>) {
    let sent = Arc::<Mutex<Sent>>::default();
    let metered = Metered { engine: Options::temporary().open().unwrap(), units, sent: Arc::clone(&sent) };
    let db = Shelf::on(metered);
    db.ensure_table().await.unwrap();
    for id in 0..10 {
        let mut old = Book { id }.to_item().unwrap();
        old.remove("form");
        db.backend().put_item(PutItem::new("shelf", old)).await.unwrap();
    }
    (db, sent)
}

/// What takes centuries, for a few units a second.
const FORTUNE: u64 = 1 << 40;

#[tokio::test]
async fn nothing_more_is_sent_before_what_was_consumed_is_paid_for() {
    let [(read, reads), (counted, counts), (upgraded, upgrades)] =
        [shelf(FORTUNE).await, shelf(FORTUNE).await, shelf(FORTUNE).await];
    let [(in_segments, reads_of_all), (counted_in_segments, counts_of_all)] =
        [shelf(FORTUNE).await, shelf(FORTUNE).await];
    let (cheap, _) = shelf(1).await;
    let slow = async {
        tokio::join!(
            read.scan::<Book>().rate(8).all(),
            counted.scan::<Book>().rate(8).count(),
            upgraded.upgrade_all::<Book>().rate(8).into_future(),
            in_segments.scan::<Book>().rate(8).parallel(3).all(),
            counted_in_segments.scan::<Book>().rate(8).parallel(3).count(),
        )
    };
    tokio::select! {
        biased;
        done = slow => panic!("nothing was paid for: {done:?}"),
        // It waits for a part of a second, which has all others have their turns.
        books = cheap.scan::<Book>().rate(8).all() => assert_eq!(books.unwrap().len(), 10),
    }
    for sent in [reads, counts, upgrades, reads_of_all, counts_of_all] {
        let sent = sent.lock().unwrap();
        assert_eq!((sent.scans.len(), sent.updates), (1, 0), "of all segments together");
    }
}

#[tokio::test]
async fn what_a_page_consumed_says_how_many_items_the_next_one_reads() {
    let (db, sent) = shelf(1).await;
    assert_eq!(db.scan::<Book>().rate(8).all().await.unwrap().len(), 10);
    // A request is to consume a quarter of a second's units: two, which four items are guessed to be, and eight are.
    assert_eq!(sent.lock().unwrap().scans, [Some(4), Some(8)]);
}
