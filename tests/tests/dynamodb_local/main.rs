//! Every claim holds on Amazon's DynamoDB Local, except where it is known to depart from the service.
//!
//! The tests need an endpoint, so they are ignored: `.ci/dynamodb-local.sh run -- cargo test … -- --ignored` starts one, and
//! names it in `DYNAMODB_ENDPOINT_URL`.

mod does;
mod says;

use std::sync::Arc;

use does::DOES;
use dynamo_aws::Aws;
use dynamo_tests::{Claim, conformance, names, names_of_time, names_of_vectors};
use says::SAYS;

conformance!(holds_unless_known, ignored = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one");

/// A claim DynamoDB Local fails, the rule of the service it departs from, and a piece of the failure: another failure of the
/// claim is one of ours.
type Departure = (&'static str, &'static str, &'static str);

fn departures() -> impl Iterator<Item = &'static Departure> {
    DOES.iter().chain(SAYS)
}

/// The claims DynamoDB Local never comes to an end with, each with the rule of the service it departs from.
const ENDLESS: &[(&str, &str)] = &[(
    "items_that_do_not_fit_an_added_index_are_left_out",
    "an index added to a table becomes active, whatever items are there",
)];

async fn holds_unless_known(claim: Claim) -> Result<(), String> {
    let is_endless = ENDLESS.iter().any(|(name, _)| *name == claim.name());
    // It knows no vector indexes.
    if is_endless || names_of_vectors().contains(&claim.name()) {
        return Ok(());
    }
    let backend = endpoint().await?;
    let outcome = claim.check(Arc::new(backend)).await;
    if names_of_time().contains(&claim.name()) {
        return stopped_for_want_of_a_clock(claim, outcome);
    }
    match (departures().find(|(name, ..)| *name == claim.name()), outcome) {
        (None, outcome) => outcome,
        (Some((_, _, piece)), Err(fault)) if fault.contains(piece) => Ok(()),
        (Some((_, rule, piece)), Err(fault)) => {
            Err(format!("{fault}\nit is known to fail with `{piece}` instead; the rule is: {rule}"))
        }
        (Some((name, rule, _)), Ok(())) => {
            Err(format!("`{name}` is no departure any more; the rule is: {rule}"))
        }
    }
}

/// Claims about time come to nothing here: time passes by itself, and when items go is DynamoDB Local's own affair.
fn stopped_for_want_of_a_clock(claim: Claim, outcome: Result<(), String>) -> Result<(), String> {
    match outcome {
        Err(fault) if fault.contains("there is no clock to move") => Ok(()),
        other => Err(format!("`{}` should have asked for a clock first: {other:?}", claim.name())),
    }
}

/// Connects to the endpoint the environment names.
async fn endpoint() -> Result<Aws, String> {
    let url =
        std::env::var("DYNAMODB_ENDPOINT_URL").map_err(|error| format!("DYNAMODB_ENDPOINT_URL: {error}"))?;
    let connected =
        Aws::builder().endpoint_url(url).region("us-east-1").credentials("local", "local").build().await;
    connected.map_err(|error| error.to_string())
}

#[test]
fn departures_are_claims() {
    let departing = departures().map(|(name, ..)| name);
    for name in departing.chain(ENDLESS.iter().map(|(name, _)| name)) {
        assert!(names().contains(name), "`{name}` is no claim");
    }
}
