//! Sizes of item collections.

use dynamo_model::request::{
    Action, BatchWriteItem, CollectionMetrics, DeleteItem, PutItem, TransactWrite, TransactWriteItems,
    UpdateItem, Write,
};
use dynamo_model::value::Item;
use dynamo_model::{Backend, ErrorKind};
use serde_json::{Value as Json, json};

use crate::canned::Canned;

fn item() -> Item {
    Item::from_iter([("PK", "a"), ("SK", "1")])
}

fn wire_metrics() -> Json {
    json!({ "ItemCollectionKey": { "PK": { "S": "a" } }, "SizeEstimateRangeGB": [0.0, 1.0] })
}

fn metrics() -> CollectionMetrics {
    CollectionMetrics::new(Item::from_iter([("PK", "a")]), [0, 1])
}

#[tokio::test]
async fn single_writes_ask_for_the_size_of_their_item_collection() {
    let service = Canned::answering(200, json!({ "ItemCollectionMetrics": wire_metrics() }));
    let aws = service.aws();
    let put = aws.put_item(PutItem::new("shop", item()).with_collection_metrics()).await.unwrap();
    assert_eq!(service.asked().unwrap().body["ReturnItemCollectionMetrics"], json!("SIZE"));
    assert_eq!(put.collection_metrics, Some(metrics()));
    let update = aws.update_item(UpdateItem::new("shop", item()).with_collection_metrics()).await.unwrap();
    assert_eq!(service.asked().unwrap().body["ReturnItemCollectionMetrics"], json!("SIZE"));
    assert_eq!(update.collection_metrics, Some(metrics()));
    let delete = aws.delete_item(DeleteItem::new("shop", item()).with_collection_metrics()).await.unwrap();
    assert_eq!(service.asked().unwrap().body["ReturnItemCollectionMetrics"], json!("SIZE"));
    assert_eq!(delete.collection_metrics, Some(metrics()));
}

#[tokio::test]
async fn batches_and_transactions_read_the_sizes_table_by_table() {
    let service =
        Canned::answering(200, json!({ "ItemCollectionMetrics": { "shop": [wire_metrics()], "log": [] } }));
    let batch = BatchWriteItem::new().with_write("shop", Write::Put(item())).with_collection_metrics();
    let written = service.aws().batch_write_item(batch).await.unwrap();
    assert_eq!(service.asked().unwrap().body["ReturnItemCollectionMetrics"], json!("SIZE"));
    assert_eq!(written.collection_metrics["shop"], [metrics()]);
    assert!(written.collection_metrics["log"].is_empty());

    let transaction = TransactWriteItems::new([TransactWrite::new("shop", Action::Put(item()))]);
    let written = service.aws().transact_write_items(transaction.with_collection_metrics()).await.unwrap();
    assert_eq!(service.asked().unwrap().body["ReturnItemCollectionMetrics"], json!("SIZE"));
    assert_eq!(written.collection_metrics["shop"], [metrics()]);
}

#[tokio::test]
async fn tables_without_local_indexes_have_no_sizes_to_report() {
    let service = Canned::answering(200, json!({}));
    let put = service.aws().put_item(PutItem::new("shop", item()).with_collection_metrics()).await.unwrap();
    assert_eq!(put.collection_metrics, None);
    let batch = BatchWriteItem::new().with_write("shop", Write::Put(item())).with_collection_metrics();
    assert!(service.aws().batch_write_item(batch).await.unwrap().collection_metrics.is_empty());
}

#[tokio::test]
async fn a_size_that_is_none_is_an_error() {
    let broken = |member: &str, value: Json| {
        let mut metrics = wire_metrics();
        metrics[member] = value;
        metrics
    };
    for metrics in [
        broken("ItemCollectionKey", Json::Null),
        broken("ItemCollectionKey", json!({ "PK": { "N": "ten" } })),
        broken("SizeEstimateRangeGB", Json::Null),
        broken("SizeEstimateRangeGB", json!([1.0])),
        broken("SizeEstimateRangeGB", json!([-1.0, 1.0])),
        broken("SizeEstimateRangeGB", json!([0.0, 1e300])),
    ] {
        let service = Canned::answering(200, json!({ "ItemCollectionMetrics": &metrics }));
        let error = service.aws().put_item(PutItem::new("shop", item())).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal, "{metrics}");
        assert!(error.message().contains("cannot be read"), "{error}");
    }
}
