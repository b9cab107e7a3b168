//! Mixed traffic of many connections, and a server that is killed in the middle of it and started again: what it has
//! acknowledged is there, and its memory stays as it was.
//!
//! The short form is a test like any other. The long one takes ten minutes with 256 connections, or as it is told, and
//! prints what it measured:
//!
//! ```sh
//! cargo test --release -p dynamo-endpoint --test command -- --ignored --nocapture load
//! LOAD_SECONDS=60 LOAD_CONNECTIONS=32 LOAD_DURABILITY=async \
//!     cargo test --release -p dynamo-endpoint --test command -- --ignored --nocapture load
//! ```

mod ledger;
mod memory;
mod traffic;
mod worker;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use self::memory::Memory;
use self::traffic::{COUNTERS, COUNTERS_PARTITION, TABLE};
use self::worker::{Round, Worker};
use super::process::{Server, run};
use super::wire::Connection;

/// How long a round of traffic goes on.
#[derive(Clone, Copy)]
enum Length {
    /// Until so many requests are answered.
    Answers(u64),
    Time(Duration),
}

#[test]
fn no_acknowledged_write_is_lost_when_the_server_is_killed_under_load() {
    load(16, Length::Answers(1_000), "sync");
}

#[test]
fn no_write_that_the_operating_system_has_is_lost_when_the_server_is_killed_under_load() {
    load(16, Length::Answers(1_000), "async");
}

#[test]
#[ignore = "takes ten minutes"]
fn no_acknowledged_write_is_lost_and_memory_stays_flat_under_long_load() {
    let number = |name, default| std::env::var(name).map_or(default, |text| text.parse().unwrap());
    let seconds = number("LOAD_SECONDS", 600);
    let connections = usize::try_from(number("LOAD_CONNECTIONS", 256)).unwrap();
    let durability = std::env::var("LOAD_DURABILITY").unwrap_or("sync".to_owned());
    for memory in load(connections, Length::Time(Duration::from_secs(seconds) / 2), &durability) {
        memory.assert_flat();
    }
}

/// Runs a round that ends with a killed server, and one after it, and returns how their memory went.
fn load(connections: usize, length: Length, durability: &str) -> [Memory; 2] {
    let directory = tempfile::tempdir().unwrap();
    let mut workers: Vec<Worker> = (0..connections).map(Worker::new).collect();
    let server = serve(directory.path(), durability);
    create(&server);
    let first = traffic("until it is killed", &mut workers, length, Ending::Killed(server));
    let server = serve(directory.path(), durability);
    let under_way = workers.iter().filter(|worker| worker.ledger.is_open()).count();
    check(&server, &mut workers);
    show_kept(&workers, under_way);
    let second = traffic("after the restart", &mut workers, length, Ending::Running(&server));
    check(&server, &mut workers);
    server.stop();
    verify(directory.path(), &workers);
    [first, second]
}

/// Prints how many changes outlived the server.
#[allow(clippy::print_stdout, reason = "figures are for whoever runs it")]
fn show_kept(workers: &[Worker], under_way: usize) {
    let acknowledged: u64 = workers.iter().map(|worker| worker.ledger.acknowledged()).sum();
    println!("none of {acknowledged} acknowledged changes is lost; {under_way} requests were under way");
}

fn serve(data: &Path, durability: &str) -> Server {
    let options = ["--durability", durability, "--log-level", "warn"].map(AsRef::as_ref);
    Server::start(["--data".as_ref(), data.as_os_str()].into_iter().chain(options))
}

/// How the server is when a round is over.
enum Ending<'s> {
    Killed(Server),
    Running(&'s Server),
}

/// Lets all workers loose, and returns when none has anything under way.
fn traffic(name: &str, workers: &mut [Worker], length: Length, ending: Ending<'_>) -> Memory {
    let (port, process) = match &ending {
        Ending::Killed(server) => (server.port, server.id()),
        Ending::Running(server) => (server.port, server.id()),
    };
    let goal = match length {
        Length::Answers(goal) => goal,
        Length::Time(_) => u64::MAX,
    };
    let round = Round::new(goal);
    let (enough, is_enough) = sync_channel(1);
    let begun = Instant::now();
    let mut memory = Memory::of(process);
    thread::scope(|scope| {
        for worker in workers {
            let (round, enough) = (&round, enough.clone());
            scope.spawn(move || worker.work(port, round, enough));
        }
        // Nobody waits for workers that have all failed.
        drop(enough);
        wait(length, &round, &is_enough, &mut memory);
        match ending {
            Ending::Killed(server) => round.kill(server),
            Ending::Running(_) => round.stop(),
        }
    });
    memory.show(name, round.answers(), begun.elapsed());
    memory
}

/// Waits until a round is long enough, and looks at the memory meanwhile.
fn wait(length: Length, round: &Round, is_enough: &Receiver<()>, memory: &mut Memory) {
    match length {
        // An error is that no worker is left; their panics come out when they are joined.
        Length::Answers(_) => drop(is_enough.recv()),
        Length::Time(time) => {
            let end = Instant::now() + time;
            while let Some(left) = end.checked_duration_since(Instant::now()) {
                memory.look(round.answers());
                if is_enough.recv_timeout(left.min(memory::INTERVAL)) != Err(RecvTimeoutError::Timeout) {
                    break;
                }
            }
        }
    }
}

fn create(server: &Server) {
    let attribute = |name, kind| json!({"AttributeName": name, "AttributeType": kind});
    let key = |name, kind| json!({"AttributeName": name, "KeyType": kind});
    let mut client = server.connect();
    let request = json!({
        "TableName": TABLE,
        "AttributeDefinitions": [attribute("pk", "S"), attribute("sk", "N"), attribute("slot", "N")],
        "KeySchema": [key("pk", "HASH"), key("sk", "RANGE")],
        "GlobalSecondaryIndexes": [{
            "IndexName": "by-slot",
            "KeySchema": [key("slot", "HASH"), key("sk", "RANGE")],
            "Projection": {"ProjectionType": "KEYS_ONLY"},
        }],
        "BillingMode": "PAY_PER_REQUEST",
    });
    assert!(client.call("CreateTable", &request.to_string()).unwrap().is_ok());
    for counter in 0..COUNTERS {
        let item =
            json!({"pk": {"S": COUNTERS_PARTITION}, "sk": {"N": counter.to_string()}, "v": {"N": "0"}});
        let answer = client.call("PutItem", &json!({"TableName": TABLE, "Item": item}).to_string()).unwrap();
        assert!(answer.is_ok(), "{answer:?}");
    }
}

/// Requires that the server has what it has acknowledged, and nothing that was not sent.
fn check(server: &Server, workers: &mut [Worker]) {
    let mut client = server.connect();
    for worker in &mut *workers {
        let found = partition(&mut client, &worker.partition);
        worker.ledger.settle(&worker.partition, &found);
    }
    for (counter, count) in partition(&mut client, COUNTERS_PARTITION) {
        let index = usize::try_from(counter).unwrap();
        let counts = workers.iter().map(|worker| worker.ledger.count(index));
        let (least, most) = counts.fold((0, 0), |(least, most), count| (least + count.0, most + count.1));
        assert!((least..=most).contains(&count), "counter {counter} is {count}, not {least} to {most}");
    }
}

/// Reads the versions of all items of a partition.
fn partition(client: &mut Connection, name: &str) -> BTreeMap<u32, u64> {
    let mut found = BTreeMap::new();
    let mut start = Value::Null;
    loop {
        let mut request = json!({
            "TableName": TABLE,
            "ConsistentRead": true,
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": {":pk": {"S": name}},
        });
        if let (false, Some(members)) = (start.is_null(), request.as_object_mut()) {
            members.insert("ExclusiveStartKey".to_owned(), start);
        }
        let answer = client.call("Query", &request.to_string()).unwrap();
        assert!(answer.is_ok(), "{answer:?}");
        let mut answer: Value = answer.json();
        found.extend(traffic::versions(&answer));
        match answer.get_mut("LastEvaluatedKey") {
            Some(key) => start = key.take(),
            None => return found,
        }
    }
}

/// Requires that every row fits every other, and that there are no more than there should be.
fn verify(data: &Path, workers: &[Worker]) {
    let items: usize = workers.iter().map(|worker| worker.ledger.len()).sum();
    let found = run(["verify".as_ref(), "--data".as_ref(), data.as_os_str()]).done();
    let all = items + COUNTERS;
    assert_eq!(
        found,
        format!("sound: 1 tables, {all} items, {items} index entries, 0 streams, 0 stream records\n")
    );
}
