//! The two clients, one for tables and one for streams, and the endpoints of their requests.

use aws_sdk_dynamodb::Client;
use dynamo_aws::Aws;
use dynamo_model::request::{
    DescribeStream, GetRecords, GetShardIterator, ListStreams, ListTables, SearchVectors, ShardPosition,
};
use dynamo_model::{Backend, ErrorKind};
use serde_json::json;

use crate::canned::Canned;

fn search() -> SearchVectors {
    SearchVectors::new("paints", "by_colour", [1.0])
}

#[tokio::test]
async fn tables_searches_and_streams_have_endpoints_of_their_own() {
    let service = Canned::answering(200, json!({}));
    for aws in [service.aws(), service.aws_of_clients()] {
        aws.list_tables(ListTables::new()).await.unwrap();
        assert_eq!(service.asked().unwrap().url, "https://dynamodb.eu-west-1.amazonaws.com/");
        aws.search_vectors(search()).await.unwrap();
        assert_eq!(service.asked().unwrap().url, "https://search-dynamodb.eu-west-1.amazonaws.com/");
        aws.list_streams(ListStreams::new()).await.unwrap();
        assert_eq!(service.asked().unwrap().url, "https://streams.dynamodb.eu-west-1.amazonaws.com/");
    }
}

#[tokio::test]
async fn one_endpoint_url_serves_all() {
    let service = Canned::answering(200, json!({}));
    let sdk = service.sdk().into_builder().endpoint_url("http://127.0.0.1:8000").build();
    let aws = Aws::from_sdk_config(&sdk);
    aws.list_tables(ListTables::new()).await.unwrap();
    assert_eq!(service.asked().unwrap().url, "http://127.0.0.1:8000/");
    aws.search_vectors(search()).await.unwrap();
    assert_eq!(service.asked().unwrap().url, "http://127.0.0.1:8000/");
    aws.list_streams(ListStreams::new()).await.unwrap();
    assert_eq!(service.asked().unwrap().url, "http://127.0.0.1:8000/");
}

#[tokio::test]
async fn a_broken_connection_names_the_endpoint_of_searches_and_no_other() {
    let aws = Canned::hanging_up().aws();
    for _ in 0..2 {
        let error = aws.search_vectors(search()).await.unwrap_err();
        let said = "https://search-dynamodb.eu-west-1.amazonaws.com cannot be reached: connection reset";
        assert_eq!(error.message(), said);
        let error = aws.list_tables(ListTables::new()).await.unwrap_err();
        let said = "https://dynamodb.eu-west-1.amazonaws.com cannot be reached: connection reset";
        assert_eq!(error.message(), said);
    }
}

#[tokio::test]
async fn a_broken_connection_names_the_endpoint_of_streams() {
    let error = Canned::hanging_up().aws().list_streams(ListStreams::new()).await.unwrap_err();
    assert!(error.is_unavailable());
    assert_eq!(
        error.message(),
        "https://streams.dynamodb.eu-west-1.amazonaws.com cannot be reached: connection reset"
    );
}

#[tokio::test]
async fn a_backend_without_a_client_of_streams_says_how_to_add_one() {
    let service = Canned::answering(200, json!({}));
    let aws = Aws::new(Client::new(&service.sdk()));
    let iterator = GetShardIterator::new("arn", "shard", ShardPosition::Latest);
    for error in [
        aws.list_streams(ListStreams::new()).await.unwrap_err(),
        aws.describe_stream(DescribeStream::new("arn")).await.unwrap_err(),
        aws.get_shard_iterator(iterator).await.unwrap_err(),
        aws.get_records(GetRecords::new("iterator")).await.unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Unsupported);
        assert!(error.message().contains("`Aws::with_streams`"), "{error}");
    }
    assert_eq!(service.requests(), 0);
}
