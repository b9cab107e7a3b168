//! The oracle as a backend of histories: what it answers of streams is what its own rules ask of a backend.

use std::sync::Arc;

use dynamo_tests::history::{Allowance, Departure, Settings, Site, Step, run};

use crate::service::Service;

const SEGMENTS: Departure = Departure {
    rule: "segments together hold every item once",
    instead: "each holds all, as the oracle leaves open which partitions are in one",
    allowance: Allowance::Skip(|step, _| matches!(step, Step::Scan(scan) if scan.segment.is_some())),
};

#[tokio::test]
#[allow(clippy::panic, reason = "a history fails by panicking")]
async fn the_oracle_reads_streams_as_a_backend_has_to() {
    let site = Site::timed(|now| {
        let service = Arc::new(Service::at(now));
        Ok((service.clone(), service))
    });
    let settings = Settings { seed: 1, steps: 500, rounds: 4 };
    if let Err(failure) = run(&site.with_departures(&[SEGMENTS]), settings).await {
        panic!("{failure}");
    }
}
