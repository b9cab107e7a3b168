//! A process killed while it writes, again and again: what it acknowledged is there, and everything agrees.
//!
//! `CRASH_DATABASES=50 cargo nextest run -p dynamo-lmdb --test crash` kills a thousand processes rather than twenty. The
//! moments are those of a seed, which a failing test prints; `CRASH_SEED` sets it.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests are not recognised as tests"
)]

mod churn;
mod events;
mod ledger;

#[path = "../support/child.rs"]
mod child;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::time::{Duration, Instant};

use dynamo_lmdb::{Durability, Lmdb, Options};
use dynamo_model::Backend;
use dynamo_model::request::{CreateTable, TableName};

/// How many processes are killed that write one database.
const ROUNDS: u64 = 20;
const SIGKILL: i32 = 9;
/// The most steps a process acknowledges before it is killed.
const LONGEST_PATIENCE: usize = 150;
/// How long after that it is killed at the latest: a commit takes a part of it, so that the kill can come at any point of one.
const LONGEST_DELAY: u64 = 5_000;

fn open(path: impl AsRef<Path>, durability: &str) -> Lmdb {
    let durability = if durability == "sync" { Durability::Sync } else { Durability::Async };
    let interval = Duration::from_millis(1);
    Options::new(path.as_ref()).durability(durability).sweep_interval(interval).open().unwrap()
}

/// Makes a table, unless an earlier process did.
async fn create(db: &Lmdb, table: CreateTable) {
    if let Err(error) = db.create_table(table).await {
        assert!(error.is_in_use(), "{error}");
    }
}

async fn is_there(db: &Lmdb, table: &str) -> bool {
    db.describe_table(TableName::from(table)).await.is_ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "runs as the process that is killed"]
async fn writes_until_killed() {
    let (Ok(path), Ok(durability), Ok(round)) =
        (std::env::var("CRASH_PATH"), std::env::var("CRASH_DURABILITY"), std::env::var("CRASH_ROUND"))
    else {
        return;
    };
    let db = open(path, &durability);
    events::prepare(&db).await;
    ledger::prepare(&db).await;
    println!();
    let mut tasks = tokio::task::JoinSet::new();
    for writer in 0..events::WRITERS {
        let (db, partition) = (db.clone(), format!("{round}/{writer}"));
        tasks.spawn(async move {
            for number in 0.. {
                events::run(&db, &partition, number).await.unwrap();
                println!("done {partition} {}", number + 1);
            }
        });
    }
    tasks.spawn({
        let (db, account) = (db.clone(), format!("{round}/ledger"));
        async move {
            for number in 0.. {
                ledger::run(&db, &account, number).await.unwrap();
                println!("done {account} {}", number + 1);
            }
        }
    });
    if is_there(&db, "large").await {
        tasks.spawn(churn::turn_index(db.clone()));
    }
    tasks.spawn(churn::turn_table(db.clone()));
    tasks.spawn(churn::put_expired(db));
    tasks.join_next().await.unwrap().unwrap();
}

/// What a process has acknowledged: steps by partition, transactions by account.
#[derive(Debug, Default)]
struct History {
    events: BTreeMap<String, u64>,
    ledger: BTreeMap<String, u64>,
}

impl History {
    fn of_round(round: u64) -> Self {
        let partitions = (0..events::WRITERS).map(|writer| (format!("{round}/{writer}"), 0));
        Self { events: partitions.collect(), ledger: [(format!("{round}/ledger"), 0)].into() }
    }

    /// Takes note of a line that a process has written.
    fn hear(&mut self, line: &str) {
        let Some((name, done)) = line.strip_prefix("done ").and_then(|said| said.split_once(' ')) else {
            return;
        };
        let part = if self.ledger.contains_key(name) { &mut self.ledger } else { &mut self.events };
        part.insert(name.to_owned(), done.parse().unwrap());
    }

    fn extend(&mut self, other: Self) {
        self.events.extend(other.events);
        self.ledger.extend(other.ledger);
    }
}

/// When a process is killed: so long after it has acknowledged so many steps.
#[derive(Clone, Copy, Debug)]
struct Moment {
    patience: usize,
    delay: Duration,
}

impl Moment {
    fn random(dice: &mut fastrand::Rng) -> Self {
        // Sometimes at once, while the database is being made or opened.
        let patience = if dice.u8(..5) == 0 { 0 } else { dice.usize(..LONGEST_PATIENCE) };
        Self { patience, delay: Duration::from_micros(dice.u64(..LONGEST_DELAY)) }
    }
}

/// Passes the time without giving the processor away, which would take longer than the time itself.
fn spin(delay: Duration) {
    let started = Instant::now();
    while started.elapsed() < delay {
        std::hint::spin_loop();
    }
}

/// Starts the process, kills it at its moment, and returns what it acknowledged.
fn kill_at(moment: Moment, path: &Path, durability: &str, round: u64) -> History {
    let text = round.to_string();
    let settings =
        [("CRASH_PATH", path.to_str().unwrap()), ("CRASH_DURABILITY", durability), ("CRASH_ROUND", &text)];
    let mut process = child::command("writes_until_killed", &settings).spawn().unwrap();
    let mut acknowledged = History::of_round(round);
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let mut seen = 0;
    loop {
        if seen == moment.patience {
            spin(moment.delay);
            process.kill().unwrap();
        }
        // What it said before it died counts, too.
        let Some(line) = lines.next() else { break };
        acknowledged.hear(&line.unwrap());
        seen += 1;
    }
    let mut complaint = String::new();
    process.stderr.take().unwrap().read_to_string(&mut complaint).unwrap();
    let status = process.wait().unwrap();
    assert_eq!(status.signal(), Some(SIGKILL), "round {round} ended by itself: {status}, {complaint}");
    acknowledged
}

/// Requires that everything agrees, and that what was acknowledged is there.
async fn check(db: &Lmdb, history: &mut History) {
    // At once: the engine goes on with what was left half done, and that has to be sound, too.
    let found = db.verify().unwrap();
    assert!(found.is_sound(), "{:?}", found.problems);
    if is_there(db, "events").await {
        events::check(db, &mut history.events).await;
    } else {
        assert!(history.events.values().all(|steps| *steps == 0), "the table is gone: {history:?}");
    }
    if is_there(db, "ledger").await {
        ledger::check(db, &mut history.ledger).await;
    } else {
        assert!(history.ledger.values().all(|done| *done == 0), "the table is gone: {history:?}");
    }
}

/// Reads a number from the environment.
fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}

async fn survives(durability: &str) {
    let seed = setting("CRASH_SEED").unwrap_or_else(|| fastrand::u64(..));
    println!("CRASH_SEED={seed}");
    let mut dice = fastrand::Rng::with_seed(seed);
    for _ in 0..setting("CRASH_DATABASES").unwrap_or(1) {
        survives_rounds(durability, &mut dice).await;
    }
}

/// Kills the processes that write one database.
async fn survives_rounds(durability: &str, dice: &mut fastrand::Rng) {
    let directory = tempfile::tempdir().unwrap();
    let mut history = History::default();
    for round in 0..ROUNDS {
        let moment = Moment::random(dice);
        println!("round {round}: {moment:?}");
        history.extend(kill_at(moment, directory.path(), durability, round));
        let db = open(directory.path(), durability);
        check(&db, &mut history).await;
        churn::prepare(&db).await;
    }
    let (steps, transactions) = (history.events.values().sum::<u64>(), history.ledger.values().sum::<u64>());
    assert!(steps > 100 && transactions > 10, "{history:?}");
}

#[tokio::test]
async fn synchronous_writes_survive_a_kill() {
    survives("sync").await;
}

#[tokio::test]
async fn asynchronous_writes_survive_a_kill() {
    survives("async").await;
}
