//! Lists of tables, expiry, and labels.

use std::collections::BTreeMap;

use dynamo_model::request::{
    ListTables, ListTags, TagResource, TimeToLiveStatus, UntagResource, UpdateTimeToLive,
};
use dynamo_model::{Backend, ErrorKind};

use crate::{live, table};

#[tokio::test]
#[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
async fn tables_are_listed_page_by_page() {
    let aws = live().await;
    let names = [table(&aws, "list-a").await, table(&aws, "list-b").await];
    let mut found = Vec::new();
    let mut list = ListTables::new().with_limit(1).starting_after("live-list-");
    loop {
        let page = aws.list_tables(list.clone()).await.unwrap();
        found.extend(page.tables.iter().map(|name| name.to_string()));
        match page.last_evaluated.filter(|_| !names.iter().all(|name| found.contains(name))) {
            Some(last) => list = list.starting_after(last),
            None => break,
        }
    }
    assert!(found.is_sorted());
    assert!(names.iter().all(|name| found.contains(name)), "{found:?}");
    for name in names {
        aws.delete_table(name.into()).await.unwrap();
    }
}

#[tokio::test]
#[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
async fn expiry_is_turned_on_and_described() {
    let aws = live().await;
    let name = table(&aws, "expiry").await;
    let before = aws.describe_time_to_live(name.as_str().into()).await.unwrap();
    assert_eq!((before.status, before.attribute), (TimeToLiveStatus::Disabled, None));
    let on = UpdateTimeToLive::enable(name.as_str(), "expires_at");
    assert_eq!(aws.update_time_to_live(on.clone()).await.unwrap(), on);
    let after = aws.describe_time_to_live(name.as_str().into()).await.unwrap();
    assert!(matches!(after.status, TimeToLiveStatus::Enabling | TimeToLiveStatus::Enabled));
    assert_eq!(after.attribute.as_deref(), Some("expires_at"));
    assert!(aws.update_time_to_live(on).await.unwrap_err().is_validation());
    aws.delete_table(name.into()).await.unwrap();
}

#[tokio::test]
#[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
async fn labels_come_and_go() {
    let aws = live().await;
    let name = table(&aws, "labels").await;
    let arn = aws.describe_table(name.as_str().into()).await.unwrap().arn;
    let tag = TagResource::new(arn.as_str()).with_tag("team", "orders").with_tag("stage", "test");
    let tagged = aws.tag_resource(tag).await;
    if matches!(&tagged, Err(error) if error.kind() == ErrorKind::Unsupported) {
        println!("skipped: DynamoDB Local has no labels");
        aws.delete_table(name.into()).await.unwrap();
        return;
    }
    tagged.unwrap();
    aws.untag_resource(UntagResource::new(arn.as_str(), ["stage", "absent"])).await.unwrap();
    let found = aws.list_tags(ListTags::new(arn.as_str())).await.unwrap();
    assert_eq!(found.tags, BTreeMap::from([("team".to_owned(), "orders".to_owned())]));
    assert!(aws.list_tags(ListTags::new("no-arn")).await.is_err());
    aws.delete_table(name.into()).await.unwrap();
}
