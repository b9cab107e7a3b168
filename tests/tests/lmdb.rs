//! Every claim holds on the built-in engine.

use std::sync::Arc;

use dynamo_lmdb::Lmdb;
use dynamo_tests::{Claim, conformance};

conformance!(holds);

async fn holds(claim: Claim) -> Result<(), String> {
    let lmdb = Lmdb::temporary().map_err(|error| error.to_string())?;
    claim.check(Arc::new(lmdb)).await
}
