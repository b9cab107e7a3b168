//! Labels.

use std::collections::BTreeMap;

use dynamo_model::request::{ListTags, TagResource, UntagResource};
use dynamo_model::{Backend, ErrorKind};
use serde_json::json;

use crate::canned::Canned;

const ARN: &str = "arn:aws:dynamodb:eu-west-1:1:table/shop";

#[tokio::test]
async fn labels_are_put_on_and_taken_off() {
    // The service answers both with nothing at all.
    let service = Canned::answering(200, "");
    let tag = TagResource::new(ARN).with_tag("team", "orders").with_tag("stage", "test");
    service.aws().tag_resource(tag).await.unwrap();
    let asked = service.asked().unwrap();
    assert_eq!(asked.operation, "DynamoDB_20120810.TagResource");
    assert_eq!(
        asked.body,
        json!({
            "ResourceArn": ARN,
            "Tags": [{ "Key": "stage", "Value": "test" }, { "Key": "team", "Value": "orders" }],
        })
    );

    service.aws().untag_resource(UntagResource::new(ARN, ["team", "stage"])).await.unwrap();
    let asked = service.asked().unwrap();
    assert_eq!(asked.operation, "DynamoDB_20120810.UntagResource");
    assert_eq!(asked.body, json!({ "ResourceArn": ARN, "TagKeys": ["team", "stage"] }));
}

#[tokio::test]
async fn labels_are_listed_page_after_page() {
    let first = json!({ "Tags": [{ "Key": "team", "Value": "orders" }], "NextToken": "more" });
    let last = json!({ "Tags": [{ "Key": "stage", "Value": "" }] });
    let service =
        Canned::hanging_up().but("ListTagsOfResource", 200, first).but("ListTagsOfResource", 200, last);
    let page = service.aws().list_tags(ListTags::new(ARN)).await.unwrap();
    assert_eq!(service.asked().unwrap().body, json!({ "ResourceArn": ARN }));
    assert_eq!(page.tags, BTreeMap::from([("team".to_owned(), "orders".to_owned())]));

    let mut next = ListTags::new(ARN);
    next.next_token = page.next_token;
    let page = service.aws().list_tags(next).await.unwrap();
    assert_eq!(service.asked().unwrap().body, json!({ "ResourceArn": ARN, "NextToken": "more" }));
    assert_eq!(page.tags, BTreeMap::from([("stage".to_owned(), String::new())]));
    assert_eq!(page.next_token, None);
}

#[tokio::test]
async fn requests_without_labels_are_the_services_to_refuse() {
    let service = Canned::refusing(400, "ValidationException", "in the service's words");
    assert!(service.aws().tag_resource(TagResource::new(ARN)).await.unwrap_err().is_validation());
    assert_eq!(service.asked().unwrap().body, json!({ "ResourceArn": ARN, "Tags": [] }));
    let nothing: [&str; 0] = [];
    let error = service.aws().untag_resource(UntagResource::new(ARN, nothing)).await.unwrap_err();
    assert!(error.is_validation());
    assert_eq!(service.asked().unwrap().body, json!({ "ResourceArn": ARN, "TagKeys": [] }));
}

#[tokio::test]
async fn the_labels_of_a_foreign_table_are_not_to_be_seen() {
    let service = Canned::refusing(400, "AccessDeniedException", "not authorized");
    let error = service.aws().list_tags(ListTags::new(ARN)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AccessDenied);
}
