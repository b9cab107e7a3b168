//! A disk that is full, as far as a process can tell: the system lets its files grow no further. Writes fail with advice,
//! and nothing else goes wrong.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "helpers of tests are not recognised as tests")]

use std::path::Path;
use std::process::{Command, Stdio};

use dynamo_lmdb::{Durability, Lmdb, Options};
use dynamo_model::request::{
    Action, CreateTable, DeleteItem, GetItem, IndexDefinition, KeyKind, KeySchema, PutItem, StreamView,
    TransactWrite, TransactWriteItems,
};
use dynamo_model::value::{Item, Value};
use dynamo_model::{Backend, Error};

/// How often a write is tried that has no room.
const TRIES: u64 = 5;

fn table() -> CreateTable {
    CreateTable::new("notes", KeySchema::new("id"))
        .with_attribute("id", KeyKind::N)
        .with_attribute("author", KeyKind::S)
        .with_global_index(IndexDefinition::new("by-author", KeySchema::new("author")))
        .with_stream(StreamView::NewImage)
}

fn key(id: u64) -> Item {
    Item::from_iter([("id", id)])
}

fn note(id: u64, size: usize) -> Item {
    let mut note = key(id);
    note.extend([("author", Value::from("ada")), ("text", "x".repeat(size).into())]);
    note
}

fn open(path: &Path, durability: &str) -> Lmdb {
    let durability = if durability == "sync" { Durability::Sync } else { Durability::Async };
    Options::new(path).durability(durability).open().unwrap()
}

async fn get(db: &Lmdb, id: u64) -> Option<Item> {
    db.get_item(GetItem::new("notes", key(id))).await.unwrap().item
}

fn assert_sound(db: &Lmdb) {
    let found = db.verify().unwrap();
    assert!(found.is_sound(), "{:?}", found.problems);
}

/// Requires that an error says that there is no room, and what to do.
fn expect_full(error: &Error) {
    let message = error.to_string();
    assert!(error.is_storage(), "{message}");
    assert!(message.contains("free some space") || message.contains("ulimit -f"), "{message}");
}

/// Makes the command that runs one ignored test of this binary, whose files can have so many bytes.
fn limited(test: &str, bytes: u64, settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new("sh");
    // Blocks are of 512 bytes. A process that does not ignore the signal is ended by it.
    let limit = format!("trap '' XFSZ; ulimit -f {}; exec \"$@\"", bytes / 512);
    command.args(["-c", &limit, "sh"]).arg(std::env::current_exe().unwrap());
    command.args([test, "--exact", "--ignored", "--nocapture", "--test-threads=1"]);
    command.envs(settings.iter().copied()).stdin(Stdio::null());
    command
}

/// Runs it, requires that it ends well, and returns what it said.
fn run(mut command: Command) -> String {
    let output = command.output().unwrap();
    let (said, complaint) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{}: {said} {complaint}", output.status);
    said.into_owned()
}

#[tokio::test]
#[ignore = "runs as the process whose files cannot grow"]
async fn writes_until_there_is_no_room() {
    let (Ok(path), Ok(durability)) = (std::env::var("FULL_PATH"), std::env::var("FULL_DURABILITY")) else {
        return;
    };
    let db = open(Path::new(&path), &durability);
    let mut count = 1;
    let refused = loop {
        match db.put_item(PutItem::new("notes", note(count, 100_000))).await {
            Ok(_) => count += 1,
            Err(error) => break error,
        }
    };
    println!("{refused}");
    expect_full(&refused);
    for id in 0..count {
        assert!(get(&db, id).await.is_some(), "note {id} of {count} was acknowledged");
    }
    for number in 0..TRIES {
        let large = PutItem::new("notes", note(count + number, 300_000));
        expect_full(&db.put_item(large).await.unwrap_err());
        let put = |id| TransactWrite::new("notes", Action::Put(note(id, 300_000)));
        let both = TransactWriteItems::new([put(0), put(count + 1)]);
        expect_full(&db.transact_write_items(both).await.unwrap_err());
        assert_eq!(get(&db, 0).await, Some(note(0, 10)), "half of a transaction");
        assert_eq!(get(&db, count + number).await, None, "what failed wrote nothing");
        assert_sound(&db);
    }
    println!("acknowledged {count}");
}

fn survives(durability: &str) {
    let directory = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let db = open(directory.path(), durability);
        db.create_table(table()).await.unwrap();
        db.put_item(PutItem::new("notes", note(0, 10))).await.unwrap();
    });
    let settings = [("FULL_PATH", directory.path().to_str().unwrap()), ("FULL_DURABILITY", durability)];
    // Wherever the limit is, some write goes across it: within a page, between pages, after the last one that fits.
    for beyond in [1_000_000, 1_500_123, 1 << 21] {
        let limit = std::fs::metadata(directory.path().join("data.mdb")).unwrap().len() + beyond;
        let said = run(limited("writes_until_there_is_no_room", limit, &settings));
        let count: u64 =
            said.lines().find_map(|line| line.strip_prefix("acknowledged ")).unwrap().parse().unwrap();
        assert!(count > 5, "{said}");
        runtime.block_on(async {
            let db = open(directory.path(), durability);
            assert_sound(&db);
            for id in 1..count {
                assert_eq!(get(&db, id).await, Some(note(id, 100_000)), "note {id} of {count}");
            }
            db.put_item(PutItem::new("notes", note(count, 300_000))).await.unwrap();
            assert_eq!(get(&db, count).await, Some(note(count, 300_000)), "there is room again");
            for id in 1..=count {
                db.delete_item(DeleteItem::new("notes", key(id))).await.unwrap();
            }
            assert_sound(&db);
        });
    }
}

#[test]
fn synchronous_writes_without_room_fail_and_harm_nothing() {
    survives("sync");
}

#[test]
fn asynchronous_writes_without_room_fail_and_harm_nothing() {
    survives("async");
}

#[tokio::test]
#[ignore = "runs as the process whose files cannot grow"]
async fn reads_where_there_is_no_room_at_all() {
    let (Ok(path), Ok(copy)) = (std::env::var("FULL_PATH"), std::env::var("FULL_COPY")) else { return };
    let db = open(Path::new(&path), "sync");
    for id in 0..20 {
        assert_eq!(get(&db, id).await, Some(note(id, 100_000)));
    }
    assert_sound(&db);
    expect_full(&db.put_item(PutItem::new("notes", note(20, 300_000))).await.unwrap_err());
    expect_full(&db.backup(&copy).unwrap_err());
    println!("reads");
}

#[tokio::test]
async fn a_database_that_cannot_grow_opens_and_is_read_and_a_backup_without_room_leaves_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let [path, copy] = ["source", "copy"].map(|name| directory.path().join(name));
    let db = open(&path, "async");
    db.create_table(table()).await.unwrap();
    for id in 0..20 {
        db.put_item(PutItem::new("notes", note(id, 100_000))).await.unwrap();
    }
    drop(db);
    let settings = [("FULL_PATH", path.to_str().unwrap()), ("FULL_COPY", copy.to_str().unwrap())];
    let said = run(limited("reads_where_there_is_no_room_at_all", 100_000, &settings));
    assert!(said.contains("reads"), "{said}");
    assert!(!copy.join("data.mdb").exists() && !copy.join("data.mdb.partial").exists());
    let db = open(&path, "sync");
    db.backup(&copy).unwrap();
    assert_sound(&open(&copy, "sync"));
    db.put_item(PutItem::new("notes", note(20, 300_000))).await.unwrap();
}
