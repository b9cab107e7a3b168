//! What the endpoint says of requests that it refuses, to the word: tables of requests and what is wrong with each.
//!
//! A row has a name, the operation and its request, the exception and its message, and what the older wording says if that
//! is something else. In both, `«x*3»` stands for `xxx`; in messages, `~` for the envelope of the newer layer.
//!
//! All that the service is known to say is listed in `catalogue.txt`, and there is a row for every line of it. Besides, it
//! lists what no row here is about, and why: other tests are, the engine never gets there, or there is no such operation.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests are not recognised as tests"
)]

mod catalogue;
mod client;
mod pattern;
mod row;
mod state;
#[path = "../wire/mod.rs"]
mod wire;

use dynamo_endpoint::{Endpoint, Settings, Validation};
use dynamo_lmdb::Lmdb;

use self::client::Client;
use self::row::{Row, rows, setup};

const TABLES: &str = include_str!("setup.txt");
const ITEMS: &str = include_str!("items.txt");
const WORDINGS: [Validation; 2] = [Validation::Current, Validation::Classic];

/// Checks every row of a table in both wordings.
async fn check(table: &str) {
    for validation in WORDINGS {
        let (client, _endpoint) = start(Lmdb::temporary().unwrap(), validation, &[TABLES, ITEMS]).await;
        check_with(&client, table, validation);
    }
}

/// Serves a database in which some requests have made what rows are about.
async fn start(engine: Lmdb, validation: Validation, requests: &[&str]) -> (Client, Endpoint) {
    let endpoint = Settings::new().validation(validation).serve(engine, "127.0.0.1:0").await.unwrap();
    let client = Client::new(endpoint.addr());
    for (operation, request) in requests.iter().flat_map(|requests| setup(requests)) {
        let (status, answer) = client.send(operation, &request);
        assert_eq!(status, 200, "{answer}");
    }
    (client, endpoint)
}

/// Checks every row of a table, and reports all that differ.
fn check_with(client: &Client, table: &str, validation: Validation) {
    let differing: Vec<String> =
        rows(table).iter().filter_map(|row| difference(client, row, validation)).collect();
    assert!(differing.is_empty(), "{validation}:\n\n{}", differing.join("\n\n"));
}

fn difference(client: &Client, row: &Row<'_>, validation: Validation) -> Option<String> {
    let (_, answer) = client.send(row.operation, &row.request);
    let (found, wanted) = (client::said(&answer), row.said(validation));
    let short = |text: &str| text.chars().take(1000).collect::<String>();
    (found != wanted)
        .then(|| format!("{}\n  wanted {}\n  found  {}", row.name, short(&wanted), short(&found)))
}

macro_rules! tables {
    ($($name:ident: $file:literal)*) => {
        $(#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
        async fn $name() {
            check(include_str!($file)).await;
        })*
    };
}

tables! {
    kinds_are_refused_in_the_services_words: "kinds.txt"
    members_are_refused_in_the_services_words: "members.txt"
    values_are_refused_in_the_services_words: "values.txt"
    keys_are_refused_in_the_services_words: "keys.txt"
    expressions_are_refused_in_the_services_words: "expressions.txt"
    queries_and_scans_are_refused_in_the_services_words: "queries.txt"
    parameters_of_old_are_refused_in_the_services_words: "legacy.txt"
    batches_are_refused_in_the_services_words: "batches.txt"
    transactions_are_refused_in_the_services_words: "transactions.txt"
    operations_on_tables_are_refused_in_the_services_words: "tables.txt"
    settings_of_tables_are_refused_in_the_services_words: "settings.txt"
}
