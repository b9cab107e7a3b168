//! Every claim holds on Amazon's DynamoDB Local, except where it is known to depart from the service.
//!
//! The tests need an endpoint, which `.ci/dynamodb-local.sh run -- cargo test …` starts and names in
//! `DYNAMODB_ENDPOINT_URL`. Without it they pass without a trial.

use std::sync::Arc;

use dynamo_aws::Aws;
use dynamo_tests::{Claim, conformance, names};

conformance!(holds_unless_known);

/// The claims DynamoDB Local fails, each with the rule of the service it departs from.
const DEPARTURES: &[(&str, &str)] = &[];

async fn holds_unless_known(claim: Claim) {
    let Some(backend) = endpoint().await else { return };
    let outcome = claim.check(Arc::new(backend)).await;
    match DEPARTURES.iter().find(|(name, _)| *name == claim.name()) {
        None => outcome.unwrap(),
        Some((_, rule)) => {
            assert!(outcome.is_err(), "holds by now, so take it off the list of departures: {rule}");
        }
    }
}

/// Connects to the endpoint the environment names.
async fn endpoint() -> Option<Aws> {
    let Ok(url) = std::env::var("DYNAMODB_ENDPOINT_URL") else {
        eprintln!("skipped: DYNAMODB_ENDPOINT_URL is not set");
        return None;
    };
    let aws = Aws::builder().endpoint_url(url).region("us-east-1").credentials("local", "local");
    Some(aws.build().await.unwrap())
}

#[test]
fn departures_are_claims() {
    for (name, _) in DEPARTURES {
        assert!(names().contains(name), "`{name}` is no claim");
    }
}
