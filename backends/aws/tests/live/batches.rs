//! Batches.

use dynamo_model::Backend;
use dynamo_model::expr::Projection;
use dynamo_model::request::{BatchGetItem, BatchWriteItem, Capacity, KeysToGet, ReturnCapacity, Scan, Write};
use dynamo_model::value::Item;

use crate::{key, live, table, with};

#[tokio::test]
#[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
async fn batches_write_and_read_two_tables() {
    let aws = live().await;
    let (shop, log) = (table(&aws, "batch-shop").await, table(&aws, "batch-log").await);
    let write = BatchWriteItem::new()
        .with_write(shop.as_str(), Write::Put(with(key(1), "total", 10)))
        .with_write(shop.as_str(), Write::Put(with(key(2), "total", 20)))
        .with_write(log.as_str(), Write::Put(key(3)));
    let written = aws.batch_write_item(write.with_capacity(ReturnCapacity::Total)).await.unwrap();
    assert!(written.unprocessed.is_empty());
    let mut units: Vec<_> =
        written.consumed_capacity.iter().map(|part| (&*part.table_name, part.total)).collect();
    units.sort_unstable();
    assert_eq!(units, [(&*log, Capacity::from_units(1)), (&*shop, Capacity::from_units(2))]);

    let totals = KeysToGet::new([1, 2, 9].map(key)).with_projection(Projection::from_iter(["total"]));
    let get = BatchGetItem::new()
        .with_keys(shop.as_str(), totals)
        .with_keys(log.as_str(), KeysToGet::new([key(9)]).consistent());
    let read = aws.batch_get_item(get).await.unwrap();
    assert!(read.unprocessed.is_empty());
    assert_eq!(read.items[log.as_str()], []);
    let totals = &read.items[shop.as_str()];
    assert_eq!(totals.len(), 2);
    assert!([10, 20].iter().all(|&total| totals.contains(&Item::from_iter([("total", total)]))));

    let delete = BatchWriteItem::new().with_write(shop.as_str(), Write::Delete(key(1)));
    aws.batch_write_item(delete).await.unwrap();
    assert_eq!(aws.scan(Scan::new(shop.as_str())).await.unwrap().items, [with(key(2), "total", 20)]);
    aws.delete_table(shop.into()).await.unwrap();
    aws.delete_table(log.into()).await.unwrap();
}

#[tokio::test]
#[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
async fn a_full_answer_leaves_keys_to_ask_for_again() {
    let aws = live().await;
    let name = table(&aws, "batch-full").await;
    let large = "x".repeat(390_000);
    for chunk in (1..=50).collect::<Vec<i32>>().chunks(25) {
        let write = chunk.iter().fold(BatchWriteItem::new(), |write, &sort| {
            write.with_write(name.as_str(), Write::Put(with(key(sort), "text", large.as_str())))
        });
        assert!(aws.batch_write_item(write).await.unwrap().unprocessed.is_empty());
    }
    let mut get =
        BatchGetItem::new().with_keys(name.as_str(), KeysToGet::new((1..=50).map(key)).consistent());
    let mut found = Vec::new();
    let mut rounds = 0;
    while !get.tables.is_empty() && rounds < 50 {
        let mut read = aws.batch_get_item(get.clone()).await.unwrap();
        found.extend(read.items.remove(name.as_str()).unwrap_or_default());
        assert!(read.unprocessed.values().all(|left| left.consistent_read));
        get.tables = read.unprocessed;
        rounds += 1;
    }
    assert!(rounds > 1, "50 items of 390 kB are more than one answer holds");
    assert_eq!(found.len(), 50);
    aws.delete_table(name.into()).await.unwrap();
}

#[tokio::test]
#[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
async fn batches_that_break_a_rule_are_refused() {
    let aws = live().await;
    let name = table(&aws, "batch-rules").await;
    let twice = BatchGetItem::new().with_keys(name.as_str(), KeysToGet::new([key(1), key(1)]));
    assert!(aws.batch_get_item(twice).await.unwrap_err().is_validation());
    let both = BatchWriteItem::new()
        .with_write(name.as_str(), Write::Put(key(1)))
        .with_write(name.as_str(), Write::Delete(key(1)));
    assert!(aws.batch_write_item(both).await.unwrap_err().is_validation());
    assert!(aws.batch_write_item(BatchWriteItem::new()).await.unwrap_err().is_validation());
    let absent = BatchGetItem::new().with_keys("absent-table", KeysToGet::new([key(1)]));
    assert!(aws.batch_get_item(absent).await.unwrap_err().is_not_found());
    aws.delete_table(name.into()).await.unwrap();
}
