//! Random requests get the same answers from an endpoint as from DynamoDB Local, at the address in `DYNAMODB_ENDPOINT_URL`:
//! `.ci/dynamodb-local.sh run -- cargo test -p dynamo-endpoint --test differential_local -- --ignored`.
//!
//! DynamoDB Local has the older wording, so the endpoint that it is compared with has it, too; another one, with the newer
//! wording, has to do the same in other words, which `wording` lists. Where DynamoDB Local contradicts the service,
//! `deviation` says so, and who says what the service does. `coverage` lists what has to occur.
//!
//! `SEED` picks the first of the seeds, and `SEEDS` says how many there are.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests are not recognised as tests"
)]

#[path = "../messages/client.rs"]
mod client;
mod coverage;
mod deviation;
mod generate;
#[path = "../messages/pattern.rs"]
mod pattern;
mod rule;
mod side;
#[path = "../wire/mod.rs"]
mod wire;
mod wording;

use std::collections::BTreeMap;
use std::net::ToSocketAddrs as _;

use dynamo_endpoint::{Settings, Validation};
use dynamo_lmdb::Lmdb;

use self::coverage::Coverage;
use self::generate::Generator;
use self::side::Side;

/// What differs, and the requests in whose answers.
type Differing = BTreeMap<String, Vec<String>>;

/// So few that nobody has to wait for them.
const SEEDS: u64 = 60;
const REQUESTS: usize = 100;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
async fn random_requests_are_answered_as_by_dynamodb_local() {
    let url = std::env::var("DYNAMODB_ENDPOINT_URL").unwrap();
    let addr =
        url.trim_start_matches("http://").trim_end_matches('/').to_socket_addrs().unwrap().next().unwrap();
    let serve = |validation| async move {
        Settings::new().validation(validation).serve(Lmdb::temporary().unwrap(), "127.0.0.1:0").await.unwrap()
    };
    let (classic, current) = (serve(Validation::Classic).await, serve(Validation::Current).await);
    let ours = |addr| Side::new(addr, false);
    let mut sides = [Side::new(addr, true), ours(classic.addr()), ours(current.addr())];
    let mut coverage = Coverage::default();
    let mut differing = Differing::new();
    let (first, seeds) = (setting("SEED", 0), setting("SEEDS", SEEDS));
    for seed in first..first + seeds {
        run(seed, &mut sides, &mut coverage, &mut differing);
    }
    let shown: Vec<String> = differing.iter().map(shown).collect();
    assert!(shown.is_empty(), "{} differ:\n{}", shown.len(), shown.join("\n"));
    if first == 0 && seeds >= SEEDS {
        let missing = coverage.missing();
        assert!(missing.is_empty(), "no request led to:\n{}", missing.join("\n"));
    }
}

/// Sends the requests of a seed, and notes what is unlike for no reason.
fn run(seed: u64, sides: &mut [Side; 3], coverage: &mut Coverage, differing: &mut Differing) {
    let table = format!("differential{seed}");
    let mut generator = Generator::new(seed, table.clone());
    let mut agree = false;
    for _ in 0..REQUESTS {
        if !agree {
            sides.iter_mut().for_each(|side| side.begin(&table));
        }
        let (operation, request) = generator.request();
        let request = request.to_string();
        let [local, classic, current] = sides.each_mut().map(|side| side.answer(operation, &request));
        let asked = format!("{operation} {request}");
        coverage.count(operation, &classic);
        if !deviation::is_known(&asked, &classic, &local, coverage) {
            let what = format!("{operation}\n  ours  {classic}\n  local {local}");
            differing.entry(what).or_default().push(format!("{seed}: {request}"));
        }
        if !wording::is_known(&asked, &classic, &current, coverage) {
            let what = format!("{operation}\n  classic {classic}\n  current {current}");
            differing.entry(what).or_default().push(format!("{seed}: {request}"));
        }
        // Once one of them has done what the other has not, they may not have the same items and tables.
        agree = is_read(operation) || !is_done(&classic) && !is_done(&local) || classic == local;
        if agree && is_done(&classic) && !is_read(operation) {
            let [there, here, also] = sides.each_mut().map(Side::items);
            agree = here == there;
            if !agree && !deviation::is_known_state(&asked, &here, &there) {
                let what = format!("{operation} leaves\n  ours  {here}\n  local {there}");
                differing.entry(what).or_default().push(format!("{seed}: {request}"));
            }
            assert_eq!(here, also, "{seed}: {asked}");
        }
    }
    sides.iter_mut().for_each(|side| side.end());
}

fn is_done(answer: &str) -> bool {
    answer.starts_with('{')
}

/// Whether an operation changes neither items nor tables, nor what names stand for.
fn is_read(operation: &str) -> bool {
    let reads = [
        "GetItem",
        "GetRecords",
        "Query",
        "Scan",
        "BatchGet",
        "TransactGet",
        "Describe",
        "List",
        "Tag",
        "Untag",
    ];
    reads.iter().any(|word| operation.starts_with(word))
}

/// Shows what differs, how often, and one of the requests.
fn shown((what, requests): (&String, &Vec<String>)) -> String {
    format!("{} times {what}\n  {}", requests.len(), requests[0])
}

/// Reads a number from the environment.
fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |number| number.parse().unwrap())
}
