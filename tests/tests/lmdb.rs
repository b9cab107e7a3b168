//! Every claim holds on the built-in engine.

#[path = "history/engine.rs"]
mod engine;

use std::sync::Arc;
use std::time::SystemTime;

use dynamo_tests::{Claim, conformance};

use self::engine::Engine;

conformance!(holds);

async fn holds(claim: Claim) -> Result<(), String> {
    let engine = Engine::open(SystemTime::now()).map_err(|error| error.to_string())?;
    claim.check_over_time(Arc::new(engine.db.clone()), Arc::new(engine)).await
}
