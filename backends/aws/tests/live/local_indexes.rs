//! Local indexes.

use dynamo_model::Backend;
use dynamo_model::expr::KeyCondition;
use dynamo_model::request::{Capacity, PutItem, Query, ReturnCapacity, Select};

use crate::{key, live, table, with};

#[tokio::test]
#[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
async fn a_local_index_is_read_consistently_and_charged_apart() {
    let aws = live().await;
    let name = table(&aws, "local").await;
    let item = with(with(key(1), "tag", "t"), "total", 10);
    let put = PutItem::new(name.as_str(), item.clone()).with_capacity(ReturnCapacity::Indexes);
    let written = aws.put_item(put).await.unwrap().consumed_capacity.unwrap();
    assert_eq!(written.local_indexes["by-tag-local"], Capacity::from_units(1));

    let by_tag = KeyCondition::partition("PK", "p").with_equal("tag", "t");
    let query = Query::new(name.as_str(), by_tag).on_index("by-tag-local").consistent();
    let held = aws.query(query.clone().with_capacity(ReturnCapacity::Indexes)).await.unwrap();
    assert_eq!(held.items, [with(key(1), "tag", "t")]);
    assert!(held.consumed_capacity.unwrap().local_indexes.contains_key("by-tag-local"));
    let fetched = aws.query(query.with_select(Select::AllAttributes)).await.unwrap();
    assert_eq!(fetched.items, [item]);
    aws.delete_table(name.into()).await.unwrap();
}

#[tokio::test]
#[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
async fn sizes_of_item_collections_can_be_asked_for() {
    let aws = live().await;
    let name = table(&aws, "collections").await;
    let put = PutItem::new(name.as_str(), key(1)).with_collection_metrics();
    // DynamoDB Local reports none.
    if let Some(metrics) = aws.put_item(put).await.unwrap().collection_metrics {
        assert_eq!(
            metrics.key.get("PK").and_then(|value| value.as_s().map(str::to_owned)).as_deref(),
            Some("p")
        );
        assert!(metrics.size_range_gb[0] <= metrics.size_range_gb[1]);
    }
    aws.delete_table(name.into()).await.unwrap();
}
