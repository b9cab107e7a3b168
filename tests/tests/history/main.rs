//! Random histories on the built-in engine: every answer is the one the oracle gives.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a history fails by panicking")]

mod faults;

use std::sync::Arc;

use dynamo_lmdb::Lmdb;
use dynamo_model::Backend;
use dynamo_tests::history::{Settings, Site, run};

#[tokio::test]
async fn the_engine_answers_like_the_oracle() {
    let site = Site::fresh(|| Ok(Arc::new(Lmdb::temporary()?) as Arc<dyn Backend>));
    let settings = Settings { seed: 1, steps: 500, rounds: 8 }.or_environment();
    if let Err(failure) = run(&site, settings).await {
        panic!("{failure}");
    }
}
