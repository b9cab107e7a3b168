//! What depends on more than a request: on time, on other requests, and on what a table can serve.

use std::time::{Duration, UNIX_EPOCH};

use dynamo_lmdb::{Clock, Lmdb, Options, Simulation};

use super::{Client, ITEMS, TABLES, WORDINGS, check_with, start};

async fn check_simulated(table: &str, simulation: Simulation, requests: &[&str]) {
    for validation in WORDINGS {
        let engine = Options::temporary().simulate(simulation.clone()).open().unwrap();
        let (client, _endpoint) = start(engine, validation, requests).await;
        check_with(&client, table, validation);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn what_a_table_cannot_serve_is_refused_in_the_services_words() {
    let busy = Simulation::seeded(1)
        .throttling_of_partition("reserved", "busy", 1.0)
        .throttling_of_index("reserved", "byP", 1.0)
        .throttling_of("bytes", 1.0)
        .throttling_of_index("shop", "byG", 1.0)
        .collection_limit(10_000);
    check_simulated(include_str!("busy.txt"), busy, &[TABLES, ITEMS]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn conflicts_are_told_in_the_services_words() {
    let conflicts = Simulation::seeded(1).conflicts(1.0);
    check_simulated(include_str!("conflicts.txt"), conflicts, &[TABLES]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn reads_of_streams_are_refused_in_the_services_words() {
    for validation in WORDINGS {
        let clock = Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(1_800_000_000));
        let options = Options::temporary().clock(clock.clone()).sweep_interval(Duration::MAX);
        let engine = options.open().unwrap();
        let (client, _endpoint) = start(engine.clone(), validation, &[TABLES, ITEMS]).await;
        let table = with_stream(&client, include_str!("streams.txt"));
        age(&engine, &clock).await;
        check_with(&client, &table, validation);
    }
}

/// Lets a day go by, and what is as old be forgotten.
async fn age(engine: &Lmdb, clock: &Clock) {
    clock.advance(Duration::from_secs(25 * 60 * 60));
    assert!(engine.sweep().await.unwrap().records > 0);
}

/// Writes out the names for a stream, its shard, the first record in there, and an iterator of it.
fn with_stream(client: &Client, table: &str) -> String {
    let ask = |operation, request: &str, at: &str| {
        let (status, answer) = client.send(operation, request);
        assert_eq!(status, 200, "{answer}");
        answer.pointer(at).and_then(|text| text.as_str()).unwrap().to_owned()
    };
    let stream = ask("ListStreams", r#"{"TableName":"plain"}"#, "/Streams/0/StreamArn");
    let described = format!(r#"{{"StreamArn":"{stream}"}}"#);
    let shard = ask("DescribeStream", &described, "/StreamDescription/Shards/0/ShardId");
    let place =
        format!(r#"{{"StreamArn":"{stream}","ShardId":"{shard}","ShardIteratorType":"TRIM_HORIZON"}}"#);
    let iterator = ask("GetShardIterator", &place, "/ShardIterator");
    let records = format!(r#"{{"ShardIterator":"{iterator}"}}"#);
    let sequence = ask("GetRecords", &records, "/Records/0/dynamodb/SequenceNumber");
    [("$stream", stream), ("$shard", shard), ("$iterator", iterator), ("$sequence", sequence)]
        .iter()
        .fold(table.to_owned(), |table, (name, stands_for)| table.replace(name, stands_for))
}
