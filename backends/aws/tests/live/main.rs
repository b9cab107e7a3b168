//! The adapter against a running service, at the address in `DYNAMODB_ENDPOINT_URL`, so the tests are ignored:
//! `.ci/dynamodb-local.sh run -- cargo test -p dynamo-aws --test live -- --ignored`.

#![allow(clippy::expect_used, reason = "helpers of tests are not recognised as tests")]

mod batches;
mod changes;
mod items;
mod local_indexes;
mod reads;
mod streams;
mod tables;
mod transactions;

use dynamo_aws::Aws;
use dynamo_model::Backend;
use dynamo_model::request::{CreateTable, IndexDefinition, IndexProjection, KeyKind, KeySchema};
use dynamo_model::value::{Item, Value};

/// Connects to the service under test.
pub(crate) async fn live() -> Aws {
    let url = std::env::var("DYNAMODB_ENDPOINT_URL").expect("DYNAMODB_ENDPOINT_URL names the service");
    let connected = Aws::builder().endpoint_url(url).credentials("local", "local").build().await;
    connected.expect("a usable endpoint")
}

/// Makes a table of its own for a test.
pub(crate) async fn table(aws: &Aws, test: &str) -> String {
    let name = format!("live-{test}-{}", std::process::id());
    let request = CreateTable::new(name.as_str(), KeySchema::new("PK").with_sort("SK"))
        .with_attribute("PK", KeyKind::S)
        .with_attribute("SK", KeyKind::N)
        .with_attribute("tag", KeyKind::S)
        .with_global_index(
            IndexDefinition::new("by-tag", KeySchema::new("tag").with_sort("SK"))
                .with_projection(IndexProjection::Include(vec!["total".into()])),
        )
        .with_local_index(
            IndexDefinition::new("by-tag-local", KeySchema::new("PK").with_sort("tag"))
                .with_projection(IndexProjection::KeysOnly),
        );
    let created = aws.create_table(request.clone()).await.expect("the table");
    assert_eq!(created.key, request.key);
    name
}

pub(crate) fn key(sort: i32) -> Item {
    let mut key = Item::from_iter([("PK", "p")]);
    key.insert("SK", sort);
    key
}

pub(crate) fn with(mut item: Item, name: &str, value: impl Into<Value>) -> Item {
    item.insert(name, value);
    item
}
