//! Random histories on the built-in engine: every answer is the one the oracle gives.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a history fails by panicking")]

mod engine;
mod faults;
mod shards;

use std::sync::Arc;

use dynamo_tests::history::{Settings, Site, run};

use self::engine::Engine;

#[tokio::test]
async fn the_engine_answers_like_the_oracle() {
    let site = Site::timed(|now| {
        let engine = Engine::open(now)?;
        Ok((Arc::new(engine.db.clone()), Arc::new(engine)))
    });
    let settings = Settings { seed: 1, steps: 500, rounds: 8 }.or_environment();
    if let Err(failure) = run(&site, settings).await {
        panic!("{failure}");
    }
}
