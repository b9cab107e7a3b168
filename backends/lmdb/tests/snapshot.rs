//! Snapshots: a database as it is at one moment, read beside the process that writes it.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "helpers of tests are not recognised as tests")]

use std::io::{BufRead as _, BufReader, Write as _, stdin};
use std::path::Path;
use std::process::Stdio;

use dynamo_lmdb::{Lmdb, Options};
use dynamo_model::Backend as _;
use dynamo_model::request::{CreateTable, KeyKind, KeySchema, ListTables, PutItem, Scan, TableName};
use dynamo_model::value::Item;

#[path = "support/child.rs"]
mod child;

const DIRECTORY: &str = "SNAPSHOT_DIRECTORY";
/// What the reader says once it has its snapshot, and is told once more has been written.
const READY: &str = "ready";

fn table(name: &str) -> CreateTable {
    CreateTable::new(name, KeySchema::new("id")).with_attribute("id", KeyKind::N)
}

async fn put(db: &Lmdb, table: &str, ids: std::ops::Range<u32>) {
    for id in ids {
        db.put_item(PutItem::new(table, Item::from_iter([("id", id)]))).await.unwrap();
    }
}

async fn count(db: &Lmdb, table: &str) -> usize {
    db.scan(Scan::new(table)).await.unwrap().items.len()
}

#[tokio::test]
async fn a_snapshot_is_of_one_moment_whatever_another_process_writes() {
    let directory = tempfile::tempdir().unwrap();
    let db = Lmdb::open(directory.path()).unwrap();
    for table_name in ["kept", "deleted"] {
        db.create_table(table(table_name)).await.unwrap();
        put(&db, table_name, 0..20).await;
    }
    let path = directory.path().to_str().unwrap();
    let mut command = child::command("reads_a_snapshot", &[(DIRECTORY, path)]);
    let mut reader = command.stdin(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
    let mut said = BufReader::new(reader.stdout.take().unwrap()).lines().map(Result::unwrap);
    assert!(said.any(|line| line.contains(READY)), "it has a snapshot");

    put(&db, "kept", 10..40).await;
    db.delete_table(TableName::from("deleted")).await.unwrap();
    db.settle().await.unwrap();
    writeln!(reader.stdin.take().unwrap(), "{READY}").unwrap();
    let rest: Vec<String> = said.collect();
    assert!(reader.wait().unwrap().success(), "{rest:?}");

    assert_eq!(count(&db, "kept").await, 40);
    assert!(db.verify().unwrap().is_sound());
}

#[tokio::test]
#[ignore = "runs in a process of its own"]
async fn reads_a_snapshot() {
    let Some(directory) = std::env::var_os(DIRECTORY) else { return };
    let seen = Options::new(directory).open_snapshot().unwrap();
    println!("{READY}");
    let mut line = String::new();
    stdin().read_line(&mut line).unwrap();
    assert_eq!(line.trim(), READY);

    assert_eq!([count(&seen, "kept").await, count(&seen, "deleted").await], [20, 20]);
    let verified = seen.verify().unwrap();
    assert!(verified.is_sound(), "{:?}", verified.problems);
    assert_eq!((verified.tables, verified.items), (2, 40));
    assert!(seen.sweep().await.unwrap_err().to_string().contains("open only to be read"));
}

#[tokio::test]
async fn a_snapshot_keeps_writers_out_where_there_are_none() {
    let directory = tempfile::tempdir().unwrap();
    let db = Lmdb::open(directory.path()).unwrap();
    db.create_table(table("kept")).await.unwrap();
    drop(db);
    let seen = Options::new(directory.path()).open_snapshot().unwrap();
    assert_eq!(seen.list_tables(ListTables::new()).await.unwrap().tables, [TableName::from("kept")]);
    assert!(Lmdb::open(directory.path()).unwrap_err().to_string().contains("open already"));
    drop(seen);
    assert!(Lmdb::open(directory.path()).is_ok());
}

/// Requires that a snapshot is refused.
fn assert_refused(directory: &Path, what: &str) {
    let error = Options::new(directory).open_snapshot().unwrap_err();
    assert!(error.is_storage());
    let message = error.to_string();
    assert!(
        message.contains(&format!("cannot open database `{}`: {what}", directory.display())),
        "{message}"
    );
}

#[test]
fn a_process_that_has_a_database_open_shares_the_handle() {
    let directory = tempfile::tempdir().unwrap();
    let _db = Lmdb::open(directory.path()).unwrap();
    assert_refused(directory.path(), "this process has it open already");
}

#[test]
fn a_snapshot_makes_no_database() {
    let directory = tempfile::tempdir().unwrap();
    for directory in [directory.path(), &directory.path().join("missing")] {
        assert_refused(directory, "there is none (no `data.mdb`)");
    }
    assert_eq!(directory.path().read_dir().unwrap().count(), 0);
    assert!(Options::temporary().open_snapshot().is_err());
}
