//! Random requests get the same answers from an endpoint as from DynamoDB Local, at the address in `DYNAMODB_ENDPOINT_URL`.
//!
//! DynamoDB Local has the older wording, so the endpoint has it, too. Where it contradicts the service, `deviation` says so.
//! `SEED` picks the first of the seeds, and `SEEDS` says how many there are.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests are not recognised as tests"
)]

#[path = "../messages/client.rs"]
mod client;
mod deviation;
mod generate;
#[path = "../wire/mod.rs"]
mod wire;

use std::net::ToSocketAddrs as _;

use dynamo_endpoint::{Settings, Validation};
use dynamo_lmdb::Lmdb;
use serde_json::{Map, Value};

use self::client::Client;
use self::generate::Generator;

/// So few that nobody has to wait for them.
const SEEDS: u64 = 50;
const REQUESTS: usize = 100;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn random_requests_are_answered_as_by_dynamodb_local() {
    let Ok(url) = std::env::var("DYNAMODB_ENDPOINT_URL") else { return };
    let addr =
        url.trim_start_matches("http://").trim_end_matches('/').to_socket_addrs().unwrap().next().unwrap();
    let local = Client::new(addr);
    let settings = Settings::new().validation(Validation::Classic);
    let endpoint = settings.serve(Lmdb::temporary().unwrap(), "127.0.0.1:0").await.unwrap();
    let ours = Client::new(endpoint.addr());
    let (first, seeds) = (setting("SEED", 0), setting("SEEDS", SEEDS));
    let mut differing = Vec::new();
    for seed in first..first + seeds {
        let table = format!("differential{seed}");
        for client in [&local, &ours] {
            let (status, answer) = client.send("CreateTable", &generate::table(&table));
            assert_eq!(status, 200, "{answer}");
        }
        let mut generator = Generator::new(seed, table);
        for _ in 0..REQUESTS {
            let (operation, request) = generator.request();
            let request = request.to_string();
            let (here, there) = (answer(&ours, operation, &request), answer(&local, operation, &request));
            if here == there {
                continue;
            }
            let known = deviation::is_known(operation, &here, &there);
            if !known {
                differing.push(format!("{seed}: {operation} {request}\n  ours  {here}\n  local {there}"));
            }
            if !known || here.starts_with('{') != there.starts_with('{') || operation == "TransactWriteItems"
            {
                // From here on, the tables may differ.
                break;
            }
        }
    }
    assert!(differing.is_empty(), "{} differ:\n{}", differing.len(), differing.join("\n"));
}

/// Reads a number from the environment.
fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |number| number.parse().unwrap())
}

/// What is compared of an answer: all of it, or the exception and its message.
fn answer(client: &Client, operation: &str, request: &str) -> String {
    let (status, mut answer) = client.send(operation, request);
    if status != 200 {
        return client::said(&answer);
    }
    let has_no_order = operation != "Query" || request.contains("IndexName");
    sort(&mut answer, has_no_order);
    answer.to_string()
}

/// Sorts what has no order of its own.
fn sort(answer: &mut Value, items: bool) {
    match answer {
        Value::Object(members) => {
            // It is there although nobody asked for it.
            members.remove("ConsumedCapacity");
            // It knows when there is nothing behind the last item of a page, and the service does not.
            members.remove("LastEvaluatedKey");
            // An item of which nothing is shown is none in a transaction.
            if members.get("Item").is_some_and(|item| item.as_object().is_some_and(Map::is_empty)) {
                members.remove("Item");
            }
            for (name, member) in members.iter_mut() {
                let is_set = ["SS", "NS", "BS"].contains(&name.as_str());
                let has_no_order = is_set || items && (name == "Items" || name.starts_with("differential"));
                sort(member, items);
                if let Value::Array(elements) = member
                    && has_no_order
                {
                    elements.sort_by_key(Value::to_string);
                }
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(|element| sort(element, items)),
        _ => {}
    }
}
