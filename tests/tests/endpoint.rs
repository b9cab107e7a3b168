//! Every claim holds through DynamoDB's own protocol: the AWS adapter talks to an endpoint, which runs on the engine.

#[path = "history/engine.rs"]
mod engine;

use std::sync::Arc;
use std::time::SystemTime;

use dynamo_aws::Aws;
use dynamo_endpoint::Endpoint;
use dynamo_tests::{Claim, conformance};

use self::engine::Engine;

conformance!(holds_over_the_wire);

async fn holds_over_the_wire(claim: Claim) -> Result<(), String> {
    let engine = Engine::open(SystemTime::now()).map_err(|error| error.to_string())?;
    let endpoint =
        Endpoint::serve(engine.db.clone(), "127.0.0.1:0").await.map_err(|error| error.to_string())?;
    let aws = connect(&endpoint.url()).await.map_err(|error| error.to_string())?;
    claim.check_over_time(Arc::new(aws), Arc::new(engine)).await
}

async fn connect(url: &str) -> dynamo_model::Result<Aws> {
    Aws::builder().endpoint_url(url).region("us-east-1").credentials("local", "local").build().await
}
