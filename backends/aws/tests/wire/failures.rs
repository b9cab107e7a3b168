//! Failures, from the service and from the way to it.

use std::error::Error as _;

use aws_config::Region;
use aws_sdk_dynamodb::config::{Credentials, SharedCredentialsProvider};
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use dynamo_aws::{Aws, SdkConfig};
use dynamo_model::request::{CreateTable, GetItem, KeySchema, PutItem};
use dynamo_model::value::Item;
use dynamo_model::{Backend, Error, ErrorKind};
use serde_json::json;

use crate::canned::Canned;

fn item() -> Item {
    Item::from_iter([("PK", "c#1")])
}

async fn put(service: &Canned) -> Error {
    service.aws().put_item(PutItem::new("shop", item())).await.unwrap_err()
}

#[tokio::test]
async fn exceptions_become_kinds_and_keep_their_message() {
    for (status, exception, kind) in [
        (400, "ValidationException", ErrorKind::Validation),
        (400, "ConditionalCheckFailedException", ErrorKind::ConditionFailed),
        (400, "ResourceNotFoundException", ErrorKind::NotFound),
        (400, "ResourceInUseException", ErrorKind::InUse),
        (400, "LimitExceededException", ErrorKind::LimitExceeded),
        (400, "ItemCollectionSizeLimitExceededException", ErrorKind::CollectionTooLarge),
        (400, "TransactionConflictException", ErrorKind::TransactionConflict),
        (400, "ReplicatedWriteConflictException", ErrorKind::TransactionConflict),
        (400, "ProvisionedThroughputExceededException", ErrorKind::Throttled),
        (400, "ThrottlingException", ErrorKind::Throttled),
        (400, "RequestLimitExceeded", ErrorKind::Throttled),
        (400, "AccessDeniedException", ErrorKind::AccessDenied),
        (400, "UnrecognizedClientException", ErrorKind::AccessDenied),
        (400, "MissingAuthenticationTokenException", ErrorKind::AccessDenied),
        (400, "SerializationException", ErrorKind::Validation),
        (400, "UnknownOperationException", ErrorKind::Unsupported),
        (400, "BrandNewException", ErrorKind::Validation),
        (500, "InternalServerError", ErrorKind::Internal),
        (503, "ServiceUnavailable", ErrorKind::Internal),
    ] {
        let error = put(&Canned::refusing(status, exception, "in the service's words")).await;
        assert_eq!(error.kind(), kind, "{exception}");
        assert_eq!(error.message(), "in the service's words", "{exception}");
    }
}

#[tokio::test]
async fn an_exception_without_words_is_called_by_its_name() {
    let error = put(&Canned::refusing(400, "ResourceNotFoundException", "")).await;
    assert_eq!(error.message(), "ResourceNotFoundException");
}

#[tokio::test]
async fn the_sdk_error_is_the_source() {
    let error =
        put(&Canned::refusing(400, "ResourceNotFoundException", "Requested resource not found")).await;
    let source = error.source().and_then(|source| source.downcast_ref::<PutItemError>()).unwrap();
    assert!(source.is_resource_not_found_exception());
}

#[tokio::test]
async fn a_failed_condition_carries_the_stored_item() {
    let service = Canned::answering(
        400,
        json!({
            "__type": "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
            "message": "The conditional request failed",
            "Item": { "PK": { "S": "c#1" }, "version": { "N": "4" } },
        }),
    );
    let error = put(&service).await;
    assert!(error.is_condition_failed());
    assert_eq!(error.message(), "The conditional request failed");
    let stored = Item::from_dynamodb_json(r#"{"PK":{"S":"c#1"},"version":{"N":"4"}}"#).unwrap();
    assert_eq!(error.item(), Some(&stored));
}

#[tokio::test]
async fn a_failed_condition_without_an_item_carries_none() {
    let error =
        put(&Canned::refusing(400, "ConditionalCheckFailedException", "The conditional request failed"))
            .await;
    assert!(error.is_condition_failed());
    assert_eq!(error.item(), None);
}

#[tokio::test]
async fn a_status_without_a_body_is_explained() {
    for (status, kind) in
        [(400, ErrorKind::Validation), (403, ErrorKind::AccessDenied), (502, ErrorKind::Internal)]
    {
        let error = put(&Canned::answering(status, "")).await;
        assert_eq!(error.kind(), kind, "{status}");
        assert!(error.message().contains(&status.to_string()), "{error}");
    }
}

#[tokio::test]
async fn an_answer_that_is_not_json_is_internal() {
    let service = Canned::answering(200, "<html>proxy</html>");
    let error = service.aws().get_item(GetItem::new("shop", item())).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Internal);
    assert!(
        error.message().contains("https://dynamodb.eu-west-1.amazonaws.com (status 200) cannot be read"),
        "{error}"
    );
}

#[tokio::test]
async fn a_broken_connection_names_the_endpoint() {
    let error = put(&Canned::hanging_up()).await;
    assert!(error.is_unavailable());
    assert_eq!(
        error.message(),
        "https://dynamodb.eu-west-1.amazonaws.com cannot be reached: connection reset"
    );
}

fn with_credentials() -> SdkConfig {
    let credentials = Credentials::new("key", "secret", None, None, "test");
    SdkConfig::builder().credentials_provider(SharedCredentialsProvider::new(credentials)).build()
}

async fn first_request(sdk: &SdkConfig) -> Error {
    Aws::from_sdk_config(sdk).get_item(GetItem::new("shop", item())).await.unwrap_err()
}

#[tokio::test]
async fn a_closed_port_is_unavailable() {
    // Bound and dropped: nobody listens there.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    for scheme in ["http", "https"] {
        let url = format!("{scheme}://127.0.0.1:{port}");
        let sdk =
            with_credentials().into_builder().region(Region::new("eu-west-1")).endpoint_url(&url).build();
        let error = first_request(&sdk).await;
        assert!(error.is_unavailable());
        assert!(error.message().starts_with(&format!("{url} cannot be reached: ")), "{error}");
    }
}

#[tokio::test]
async fn a_malformed_endpoint_from_elsewhere_is_named_without_quoting_the_request() {
    for url in ["localhost:8000", "htp://localhost:8000", "http://localhost:eight", "http://local host:8000"]
    {
        let sdk =
            with_credentials().into_builder().region(Region::new("eu-west-1")).endpoint_url(url).build();
        let error = first_request(&sdk).await;
        assert!(error.is_validation(), "{error}");
        assert!(error.message().starts_with(&format!("endpoint URL `{url}` ")), "{error}");
        assert!(error.message().contains("`http://127.0.0.1:8000`"), "{error}");
        assert!(!format!("{error:?}").contains("c#1"), "{error:?}");
    }
}

#[tokio::test]
async fn a_missing_region_is_named_with_the_remedy() {
    let at_local = with_credentials().into_builder().endpoint_url("http://127.0.0.1:8000").build();
    for sdk in [with_credentials(), at_local] {
        let error = first_request(&sdk).await;
        assert!(error.is_validation(), "{error}");
        assert!(error.message().starts_with("no AWS region: set `AWS_REGION`"), "{error}");
    }
}

#[tokio::test]
async fn missing_credentials_are_access_denied() {
    let sdk = SdkConfig::builder().region(Region::new("eu-west-1")).build();
    let error = first_request(&sdk).await;
    assert_eq!(error.kind(), ErrorKind::AccessDenied);
    assert!(error.message().starts_with("no AWS credentials: "), "{error}");
}

#[tokio::test]
async fn control_plane_exceptions_are_translated_too() {
    let service = Canned::refusing(400, "ResourceInUseException", "Table already exists: shop");
    let error = service.aws().create_table(CreateTable::new("shop", KeySchema::new("PK"))).await.unwrap_err();
    assert!(error.is_in_use());
    assert_eq!(error.message(), "Table already exists: shop");
}
