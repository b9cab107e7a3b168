//! Random histories on Amazon's DynamoDB Local: every answer is the one the oracle gives, apart from known departures.
//!
//! The test needs an endpoint, so it is ignored: `.ci/dynamodb-local.sh run -- cargo test … -- --ignored` starts one, and
//! names it in `DYNAMODB_ENDPOINT_URL`.

mod departures;

use std::sync::Arc;

use dynamo_aws::Aws;
use dynamo_tests::history::{Settings, Site, run};

#[tokio::test]
#[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
#[allow(clippy::panic, reason = "a history fails by panicking")]
async fn dynamodb_local_answers_like_the_oracle_apart_from_known_departures() {
    let url = std::env::var("DYNAMODB_ENDPOINT_URL")
        .unwrap_or_else(|error| panic!("DYNAMODB_ENDPOINT_URL: {error}"));
    let connected =
        Aws::builder().endpoint_url(url).region("us-east-1").credentials("local", "local").build().await;
    let backend = connected.unwrap_or_else(|error| panic!("{error:?}"));
    let site = Site::shared(Arc::new(backend)).with_departures(departures::ALL);
    let settings = Settings { seed: 1, steps: 300, rounds: 6 }.or_environment();
    if let Err(failure) = run(&site, settings).await {
        panic!("{failure}");
    }
}
