//! ARNs: of the region that a database is opened for, and understood whichever they are of.

#![allow(clippy::unwrap_used, reason = "helpers of tests are not recognised as tests")]

use std::path::Path;

use dynamo_lmdb::{Lmdb, Options};
use dynamo_model::request::{
    CreateTable, DescribeStream, GetItem, GetRecords, GetShardIterator, IndexDefinition, KeyKind, KeySchema,
    ListStreams, ListTags, PutItem, ShardPosition, StreamView, TableName, TagResource,
};
use dynamo_model::value::Item;
use dynamo_model::{Backend, ErrorKind};

const HERE: &str = "arn:aws:dynamodb:eu-west-2:000000000000:table/events";
const THERE: &str = "arn:aws:dynamodb:us-east-1:000000000000:table/events";

fn open(path: &Path, region: &str) -> Lmdb {
    Options::new(path).region(region).open().unwrap()
}

/// Makes a table with an index and a stream, and an item in it.
async fn create(db: &Lmdb) {
    let index = IndexDefinition::new("by-kind", KeySchema::new("kind"));
    let table = CreateTable::new("events", KeySchema::new("id"))
        .with_attribute("id", KeyKind::N)
        .with_attribute("kind", KeyKind::S)
        .with_global_index(index)
        .with_stream(StreamView::KeysOnly);
    db.create_table(table).await.unwrap();
    db.put_item(PutItem::new("events", Item::from_iter([("id", 1)]))).await.unwrap();
}

#[tokio::test]
async fn arns_are_of_the_region_that_the_database_is_opened_for() {
    let directory = tempfile::tempdir().unwrap();
    let db = open(directory.path(), "us-east-1");
    create(&db).await;
    assert_eq!(db.region(), "us-east-1");
    drop(db);
    let db = open(directory.path(), "eu-west-2");
    assert_eq!(db.region(), "eu-west-2");
    let table = db.describe_table(TableName::from("events")).await.unwrap();
    assert_eq!(table.arn, HERE);
    assert_eq!(table.global_indexes.first().unwrap().arn, format!("{HERE}/index/by-kind"));
    let stream = format!("{HERE}/stream/{}", table.latest_stream_label.unwrap());
    assert_eq!(table.latest_stream_arn.as_deref(), Some(&*stream));
    assert_eq!(db.list_streams(ListStreams::new()).await.unwrap().streams.first().unwrap().arn, stream);
}

#[tokio::test]
async fn tables_are_known_by_the_arn_they_had_in_another_region() {
    let db = Options::temporary().region("eu-west-2").open().unwrap();
    create(&db).await;
    let item = db.get_item(GetItem::new(THERE, Item::from_iter([("id", 1)]))).await.unwrap().item;
    assert!(item.is_some());
    db.tag_resource(TagResource::new(THERE).with_tag("team", "orders")).await.unwrap();
    for arn in [HERE, THERE] {
        let tags = db.list_tags(ListTags::new(arn)).await.unwrap().tags;
        assert_eq!(tags.get("team").map(String::as_str), Some("orders"), "{arn}");
    }
}

#[tokio::test]
async fn streams_are_read_on_in_another_region() {
    let directory = tempfile::tempdir().unwrap();
    let db = open(directory.path(), "us-east-1");
    create(&db).await;
    let arn = db.list_streams(ListStreams::new()).await.unwrap().streams.remove(0).arn;
    let shard = db.describe_stream(DescribeStream::new(&*arn)).await.unwrap().shards.remove(0).id;
    let ask = || GetShardIterator::new(&*arn, &*shard, ShardPosition::TrimHorizon);
    let before = db.get_shard_iterator(ask()).await.unwrap();
    let there = db.get_records(GetRecords::new(&*before)).await.unwrap().records;
    drop(db);

    let db = open(directory.path(), "eu-west-2");
    let after = db.get_shard_iterator(ask()).await.unwrap();
    for iterator in [before, after] {
        let here = db.get_records(GetRecords::new(iterator)).await.unwrap().records;
        assert_eq!(here, there);
    }
    let page = db.list_streams(ListStreams::new().starting_after(&*arn)).await.unwrap();
    assert!(page.streams.is_empty(), "{page:?}");
    let (_, bare) = arn.split_once(":table/").unwrap();
    let error = db.describe_stream(DescribeStream::new(bare)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Validation, "a stream is named by a whole ARN");
}

#[tokio::test]
async fn arns_of_other_accounts_name_nothing() {
    let db = Lmdb::temporary().unwrap();
    create(&db).await;
    let arn = THERE.replace("000000000000", "123456789012");
    let error = db.get_item(GetItem::new(&*arn, Item::from_iter([("id", 1)]))).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    let error = db.tag_resource(TagResource::new(&*arn).with_tag("team", "orders")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
}

#[test]
fn a_region_is_named_as_regions_are() {
    for region in ["", "eu:west", "EU", "eu west", "eu/2"] {
        let error = Options::temporary().region(region).open().unwrap_err();
        assert!(error.is_validation(), "{error}");
        assert!(error.to_string().contains(&format!("region `{region}`")), "{error}");
    }
}
