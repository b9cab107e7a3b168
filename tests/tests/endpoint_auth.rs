//! An endpoint that verifies signatures takes those of the AWS SDK, and no others.

#![allow(clippy::unwrap_used, reason = "helpers of tests are not recognised as tests")]

use dynamo_aws::Aws;
use dynamo_endpoint::{Endpoint, Settings};
use dynamo_lmdb::Options;
use dynamo_model::request::ListTables;
use dynamo_model::{Backend as _, ErrorKind, Result};

async fn serve() -> Endpoint {
    let settings = Settings::new().verifying("local", "a secret/with+signs=");
    let engine = Options::temporary().region("eu-west-2").open().unwrap();
    settings.serve(engine, "127.0.0.1:0").await.unwrap()
}

/// Sends a request with some credentials for some region.
async fn ask(endpoint: &Endpoint, access_key: &str, secret_key: &str, region: &str) -> Result<()> {
    let aws = Aws::builder().endpoint_url(endpoint.url()).region(region).credentials(access_key, secret_key);
    aws.build().await?.list_tables(ListTables::new()).await.map(drop)
}

#[tokio::test]
async fn the_signature_of_the_sdk_is_good() {
    let endpoint = serve().await;
    ask(&endpoint, "local", "a secret/with+signs=", "eu-west-2").await.unwrap();
}

#[tokio::test]
async fn other_signatures_of_the_sdk_are_refused_with_the_services_exceptions() {
    let endpoint = serve().await;
    for (access_key, secret_key, region, said) in [
        (
            "local",
            "another",
            "eu-west-2",
            "The request signature we calculated does not match the signature you provided.",
        ),
        (
            "other",
            "a secret/with+signs=",
            "eu-west-2",
            "The security token included in the request is invalid.",
        ),
        (
            "local",
            "a secret/with+signs=",
            "us-east-1",
            "Credential should be scoped to a valid region, not 'us-east-1'. ",
        ),
    ] {
        let error = ask(&endpoint, access_key, secret_key, region).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::AccessDenied);
        assert!(error.message().starts_with(said), "{error}");
    }
}
