//! Every claim holds on the built-in engine.

use std::sync::Arc;

use dynamo_lmdb::Lmdb;
use dynamo_tests::{Claim, conformance};

conformance!(holds);

async fn holds(claim: Claim) {
    let lmdb = Lmdb::temporary().unwrap();
    claim.check(Arc::new(lmdb)).await.unwrap();
}
