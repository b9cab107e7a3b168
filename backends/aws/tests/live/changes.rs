//! Changes of tables.

use dynamo_model::Backend;
use dynamo_model::expr::KeyCondition;
use dynamo_model::request::{
    BillingMode, IndexDefinition, KeyKind, KeySchema, PutItem, Query, StreamUpdate, StreamView, TableStatus,
    Throughput, UpdateTable,
};

use crate::{key, live, table, with};

#[tokio::test]
#[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
async fn an_index_is_added_filled_and_removed() {
    let aws = live().await;
    let name = table(&aws, "indexes").await;
    for sort in 1..=3 {
        let item = with(key(sort), "email", format!("{sort}@example.com"));
        aws.put_item(PutItem::new(name.as_str(), item)).await.unwrap();
    }
    let index = IndexDefinition::new("by-email", KeySchema::new("email"));
    let change =
        UpdateTable::new(name.as_str()).with_attribute("email", KeyKind::S).creating_index(index.clone());
    let changed = aws.update_table(change).await.unwrap();
    assert_eq!(changed.status, TableStatus::Active);
    let added = changed.global_indexes.iter().find(|found| found.definition == index).unwrap();
    assert_eq!((added.status, added.backfilling), (TableStatus::Active, false));
    assert!(added.arn.ends_with("/index/by-email"), "{}", added.arn);
    let by_email = Query::new(name.as_str(), KeyCondition::partition("email", "2@example.com"));
    assert_eq!(aws.query(by_email.on_index("by-email")).await.unwrap().count, 1);

    let change = UpdateTable::new(name.as_str()).deleting_index("by-email");
    let changed = aws.update_table(change.clone()).await.unwrap();
    assert!(changed.global_indexes.iter().all(|found| found.definition != index));
    assert!(aws.update_table(change).await.unwrap_err().is_not_found());
    aws.delete_table(name.into()).await.unwrap();
}

#[tokio::test]
#[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
async fn billing_stream_and_protection_change() {
    let aws = live().await;
    let name = table(&aws, "changes").await;
    let change = || UpdateTable::new(name.as_str());
    assert!(aws.update_table(change()).await.unwrap_err().is_validation());

    let units = Throughput { read: 2, write: 3 };
    let provisioned =
        change().with_billing(BillingMode::Provisioned(units)).with_index_throughput("by-tag", units);
    let changed = aws.update_table(provisioned).await.unwrap();
    assert_eq!(changed.billing, BillingMode::Provisioned(units));
    assert_eq!(changed.global_indexes[0].definition.throughput, Some(units));
    let more = Throughput { read: 4, write: 3 };
    let changed = aws.update_table(change().with_throughput(more)).await.unwrap();
    assert_eq!(changed.billing, BillingMode::Provisioned(more));

    let on = change().with_stream(StreamUpdate::Enable(StreamView::OldImage));
    let changed = aws.update_table(on.clone()).await.unwrap();
    assert_eq!(changed.stream, Some(StreamView::OldImage));
    assert!(changed.latest_stream_arn.unwrap().contains(&name));
    assert!(aws.update_table(on).await.unwrap_err().is_validation());
    let changed = aws.update_table(change().with_stream(StreamUpdate::Disable)).await.unwrap();
    assert_eq!(changed.stream, None);

    let changed = aws.update_table(change().with_deletion_protection(true)).await.unwrap();
    assert!(changed.deletion_protection);
    assert!(aws.delete_table(name.as_str().into()).await.unwrap_err().is_validation());
    aws.update_table(change().with_deletion_protection(false)).await.unwrap();
    aws.delete_table(name.into()).await.unwrap();
}
