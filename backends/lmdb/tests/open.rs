//! Opening, closing and filling a database: what is refused, in which words, and what is left behind.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests are not recognised as tests")]

use std::fs;
use std::path::Path;

use dynamo_lmdb::{Durability, Lmdb, Options};
use dynamo_model::expr::Condition;
use dynamo_model::request::{
    Action, CreateTable, DeleteItem, Encryption, GetItem, IndexDefinition, KeyKind, KeySchema, PutItem,
    StreamView, TableName, TableStatus, TransactWrite, TransactWriteItems, UpdateTable,
};
use dynamo_model::value::Item;
use dynamo_model::{Backend, Error, Result};

#[path = "support/raw.rs"]
mod raw;

/// Requires that a directory is refused, by its name and with a word of advice.
fn assert_refused(path: &Path, advice: &str) {
    let error = Lmdb::open(path).unwrap_err();
    let message = error.to_string();
    assert!(error.is_storage(), "{message}");
    assert!(message.contains(&format!("cannot open database `{}`", path.display())), "{message}");
    assert!(message.contains(advice), "{message}");
}

fn table() -> CreateTable {
    CreateTable::new("notes", KeySchema::new("id"))
        .with_attribute("id", KeyKind::S)
        .with_attribute("author", KeyKind::S)
        .with_global_index(IndexDefinition::new("by-author", KeySchema::new("author")))
}

fn note(id: usize) -> Item {
    Item::from_iter([("id", format!("note {id}")), ("author", "ada".to_owned()), ("text", "x".repeat(3000))])
}

fn key(id: usize) -> Item {
    Item::from_iter([("id", format!("note {id}"))])
}

async fn get(db: &Lmdb, id: usize) -> Option<Item> {
    db.get_item(GetItem::new("notes", key(id))).await.unwrap().item
}

#[test]
fn a_missing_directory_is_made_with_its_parents() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("a/b/c");
    drop(Lmdb::open(&path).unwrap());
    assert!(path.is_dir());
}

#[test]
fn a_file_is_not_a_directory() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("file");
    fs::write(&path, "text").unwrap();
    assert_refused(&path, "it is not a directory");
    assert_refused(&path.join("below"), "cannot make the directory");
    assert_eq!(fs::read_to_string(&path).unwrap(), "text");
}

#[test]
fn a_path_no_system_can_have_is_refused() {
    assert_refused(Path::new("with\0zero"), "cannot make the directory");
    assert_refused(Path::new(""), "the path is empty");
}

#[cfg(unix)]
#[test]
fn a_directory_that_cannot_be_written_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let directory = tempfile::tempdir().unwrap();
    fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o500)).unwrap();
    // Permissions do not bind everyone.
    if fs::write(directory.path().join("probe"), "").is_err() {
        assert_refused(directory.path(), "denied");
        assert_refused(&directory.path().join("below"), "give a path that can be written");
    }
}

#[test]
fn a_directory_in_place_of_a_file_is_refused() {
    for name in ["data.mdb", "dynamo.lock"] {
        let directory = tempfile::tempdir().unwrap();
        fs::create_dir(directory.path().join(name)).unwrap();
        assert_refused(directory.path(), "directory");
    }
}

#[tokio::test]
async fn a_directory_is_open_once_at_a_time() {
    let directory = tempfile::tempdir().unwrap();
    let first = Lmdb::open(directory.path()).unwrap();
    first.create_table(table()).await.unwrap();
    assert_refused(directory.path(), "open already");
    assert_refused(&directory.path().join("."), "open already");

    let clone = first.clone();
    drop(first);
    assert_refused(directory.path(), "open already");
    clone.put_item(PutItem::new("notes", note(1))).await.unwrap();
    drop(clone);
    assert_eq!(get(&Lmdb::open(directory.path()).unwrap(), 1).await, Some(note(1)));
}

#[test]
fn a_file_of_something_else_is_refused_and_left_alone() {
    for content in [b"a diary, not a database".to_vec(), vec![0; 8192], vec![0xFF; 100_000]] {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("data.mdb");
        fs::write(&file, &content).unwrap();
        assert_refused(directory.path(), "not a database of this program");
        assert_eq!(fs::read(&file).unwrap(), content);
    }
}

#[test]
fn an_lmdb_database_of_another_program_is_refused_and_left_alone() {
    for name in [None, Some("meta"), Some("mine")] {
        let directory = tempfile::tempdir().unwrap();
        raw::put(directory.path(), name, b"their key", b"their value");
        assert_refused(directory.path(), "belongs to another program");
        assert_eq!(raw::rows(directory.path(), name)[&b"their key"[..]], b"their value");
        let names = raw::rows(directory.path(), None);
        assert!(!names.contains_key(&b"entries"[..]), "nothing of ours was added");
    }
}

#[test]
fn another_format_is_refused_with_its_number() {
    for (format, advice) in [
        (&4_u32.to_le_bytes()[..], "it has format 4, and this version reads formats 1 to 3"),
        (&0_u32.to_le_bytes()[..], "it has format 0, and this version reads formats 1 to 3"),
        (&u32::MAX.to_le_bytes()[..], "open it with the version that wrote it"),
        (&b"?"[..], "its format number is damaged"),
    ] {
        let directory = tempfile::tempdir().unwrap();
        drop(Lmdb::open(directory.path()).unwrap());
        raw::put(directory.path(), Some("meta"), b"format", format);
        assert_refused(directory.path(), advice);
    }
}

#[tokio::test]
async fn a_damaged_definition_is_refused_with_its_name() {
    let directory = tempfile::tempdir().unwrap();
    Lmdb::open(directory.path()).unwrap().create_table(table()).await.unwrap();
    let mut record = raw::rows(directory.path(), Some("tables"))[&b"notes"[..]].clone();
    record[20] ^= 1;
    raw::put(directory.path(), Some("tables"), b"notes", &record);
    assert_refused(directory.path(), "table `notes`: the definition is damaged; restore the database");
}

/// Neither note has a checksum that covers all of it. Rows must not go, or be mixed, for a flipped bit.
#[tokio::test]
async fn numbers_that_would_cost_rows_are_refused() {
    let directory = tempfile::tempdir().unwrap();
    let db = Lmdb::open(directory.path()).unwrap();
    db.create_table(table()).await.unwrap();
    db.put_item(PutItem::new("notes", note(1))).await.unwrap();
    drop(db);
    for id in [1_u32, 2] {
        let note = [b"d:", &id.to_be_bytes()[..]].concat();
        raw::put(directory.path(), Some("meta"), &note, b"");
        assert_refused(directory.path(), &format!("what is noted of the number {id} is damaged"));
        raw::delete(directory.path(), Some("meta"), &note);
    }
    let next = raw::rows(directory.path(), Some("meta"))[&b"next id"[..]].clone();
    raw::delete(directory.path(), Some("meta"), b"next id");
    assert_refused(directory.path(), "what is noted of the number 1 is damaged");
    raw::put(directory.path(), Some("meta"), b"next id", &next);
    assert_eq!(get(&Lmdb::open(directory.path()).unwrap(), 1).await, Some(note(1)));
}

#[tokio::test]
async fn tables_and_items_are_there_after_reopening() {
    let directory = tempfile::tempdir().unwrap();
    let mut created = None;
    for round in 0..4 {
        let durability = if round % 2 == 0 { Durability::Sync } else { Durability::Async };
        let db = Options::new(directory.path()).durability(durability).open().unwrap();
        if round == 0 {
            created = Some(db.create_table(table()).await.unwrap());
        }
        db.put_item(PutItem::new("notes", note(round))).await.unwrap();
        for id in 0..=round {
            assert_eq!(get(&db, id).await, Some(note(id)), "round {round}");
        }
        let described = db.describe_table(TableName::from("notes")).await.unwrap();
        let created = created.as_ref().unwrap();
        assert_eq!(described.item_count, round as u64 + 1);
        assert_eq!((&described.id, described.created_at), (&created.id, created.created_at));
    }
}

#[tokio::test]
async fn the_key_of_a_table_is_there_after_reopening_and_is_of_the_region() {
    let directory = tempfile::tempdir().unwrap();
    let db = Lmdb::open(directory.path()).unwrap();
    db.create_table(table().with_encryption(Encryption::Managed)).await.unwrap();
    let key = |db: Lmdb| async move {
        let described = db.describe_table(TableName::from("notes")).await.unwrap();
        described
            .encryption_key
            .unwrap()
            .rsplit_once(':')
            .map(|(of, key)| (of.to_owned(), key.to_owned()))
            .unwrap()
    };
    let (of, id) = key(db).await;
    assert_eq!(of, "arn:aws:kms:us-east-1:000000000000");
    let elsewhere = Options::new(directory.path()).region("eu-west-2").open().unwrap();
    assert_eq!(key(elsewhere).await, ("arn:aws:kms:eu-west-2:000000000000".to_owned(), id));
}

#[tokio::test]
async fn a_temporary_database_leaves_nothing_behind() {
    let db = Lmdb::temporary().unwrap();
    let path = db.path().to_owned();
    db.create_table(table()).await.unwrap();
    db.put_item(PutItem::new("notes", note(1))).await.unwrap();
    let clone = db.clone();
    drop(db);
    assert!(path.exists(), "a clone still uses it");
    drop(clone);
    assert!(!path.exists());
}

#[tokio::test]
async fn two_temporary_databases_share_nothing() {
    let (one, other) = (Lmdb::temporary().unwrap(), Lmdb::temporary().unwrap());
    one.create_table(table()).await.unwrap();
    assert!(other.describe_table(TableName::from("notes")).await.unwrap_err().is_not_found());
}

/// Puts items until there is no more room; returns how many there are.
async fn fill(db: &Lmdb) -> usize {
    for id in 0.. {
        if let Err(error) = db.put_item(PutItem::new("notes", note(id))).await {
            assert!(error.is_storage(), "{error}");
            assert!(error.to_string().contains("Options::max_size"), "{error}");
            return id;
        }
    }
    unreachable!("the database is limited")
}

#[tokio::test]
async fn a_full_database_still_reads_and_deletes() {
    let directory = tempfile::tempdir().unwrap();
    let small = Options::new(directory.path()).durability(Durability::Async).max_size(1 << 20);
    let db = small.open().unwrap();
    db.create_table(table()).await.unwrap();
    let count = fill(&db).await;
    assert!(count > 20, "only {count} items fit");
    for id in 0..count {
        assert_eq!(get(&db, id).await, Some(note(id)));
    }
    assert_eq!(get(&db, count).await, None, "the write that failed wrote nothing");
    assert_eq!(db.describe_table(TableName::from("notes")).await.unwrap().item_count, count as u64);

    for id in 0..count / 2 {
        db.delete_item(DeleteItem::new("notes", key(id))).await.unwrap();
    }
    db.put_item(PutItem::new("notes", note(0))).await.unwrap();
    drop(db);

    let db = Options::new(directory.path()).max_size(4 << 20).open().unwrap();
    assert_eq!(get(&db, count - 1).await, Some(note(count - 1)));
    db.put_item(PutItem::new("notes", note(count))).await.unwrap();
    assert!(fill(&db).await > 2 * count, "there is room again");
}

#[tokio::test]
async fn every_item_can_be_deleted_from_a_full_database() {
    for size in [50, 700, 1500, 9000] {
        let directory = tempfile::tempdir().unwrap();
        let options = Options::new(directory.path()).durability(Durability::Async).max_size(1 << 20);
        let db = options.open().unwrap();
        db.create_table(table()).await.unwrap();
        let put = |id: usize, size: usize| {
            let mut item = note(id);
            // Scattered in the index, so that deletes change pages all over.
            item.extend([("author", format!("author {}", id * 7919 % 1000)), ("text", "x".repeat(size))]);
            db.put_item(PutItem::new("notes", item))
        };
        let mut count = 0;
        while put(count, size).await.is_ok() {
            count += 1;
        }
        // Smaller ones still fit; they take the last of the room.
        while put(count, 1).await.is_ok() {
            count += 1;
        }
        for id in 0..count {
            db.delete_item(DeleteItem::new("notes", key(id))).await.unwrap();
        }
        assert_eq!(db.describe_table(TableName::from("notes")).await.unwrap().size_bytes, 0);
    }
}

#[tokio::test]
async fn a_table_can_be_dropped_from_a_full_database() {
    let directory = tempfile::tempdir().unwrap();
    let db = Options::new(directory.path()).durability(Durability::Async).max_size(1 << 20).open().unwrap();
    db.create_table(table()).await.unwrap();
    let count = fill(&db).await;
    db.delete_table(TableName::from("notes")).await.unwrap();
    db.create_table(table()).await.unwrap();
    assert!(fill(&db).await >= count / 2, "the room is free again");
}

#[tokio::test]
async fn an_index_without_room_is_filled_once_another_table_has_made_some() {
    let directory = tempfile::tempdir().unwrap();
    let db = Options::new(directory.path()).durability(Durability::Async).max_size(1 << 20).open().unwrap();
    db.create_table(table()).await.unwrap();
    let mut other = table();
    other.table = "others".into();
    db.create_table(other).await.unwrap();
    // Half of the room each: with the items in one index, a third of it is used twice.
    for id in 0.. {
        let table = if id % 2 == 0 { "notes" } else { "others" };
        if db.put_item(PutItem::new(table, note(id))).await.is_err() {
            break;
        }
    }
    let by_text = IndexDefinition::new("by-author-again", KeySchema::new("author"));
    let added = UpdateTable::new("notes").with_attribute("author", KeyKind::S).creating_index(by_text);
    let error = db.update_table(added).await.unwrap_err();
    assert!(error.to_string().contains("Options::max_size"), "{error}");
    db.delete_table(TableName::from("others")).await.unwrap();
    // Until the rows are gone, the index is tried again and fails again.
    while db.settle().await.is_err() {}
    let described = db.describe_table(TableName::from("notes")).await.unwrap();
    assert!(described.global_indexes.iter().all(|index| index.status == TableStatus::Active));
    assert!(db.verify().unwrap().is_sound());
}

/// Replacing an item by one of its size takes no room, but the record of it does.
#[tokio::test]
async fn stream_records_count_and_deletes_go_through_all_the_same() {
    let directory = tempfile::tempdir().unwrap();
    let db = Options::new(directory.path()).durability(Durability::Async).max_size(1 << 20).open().unwrap();
    db.create_table(table().with_stream(StreamView::NewAndOldImages)).await.unwrap();
    let put = |turn: usize| {
        let mut item = note(turn % 10);
        item.insert("text", format!("{turn:01000}"));
        db.put_item(PutItem::new("notes", item))
    };
    let error = loop_until_refused(put).await;
    assert!(error.to_string().contains("Options::max_size"), "{error}");
    for id in 0..10 {
        db.delete_item(DeleteItem::new("notes", key(id))).await.unwrap();
    }
    assert_eq!(db.describe_table(TableName::from("notes")).await.unwrap().item_count, 0);
}

/// Tokens are kept though nothing else is.
#[tokio::test]
async fn tokens_count() {
    let directory = tempfile::tempdir().unwrap();
    let db = Options::new(directory.path()).durability(Durability::Async).max_size(1 << 20).open().unwrap();
    db.create_table(table()).await.unwrap();
    let check = |turn: usize| {
        let check =
            TransactWrite::new("notes", Action::Check(key(0))).with_condition(!Condition::exists("id"));
        db.transact_write_items(TransactWriteItems::new([check]).with_token(format!("{turn:036}")))
    };
    let error = loop_until_refused(check).await;
    assert!(error.to_string().contains("Options::max_size"), "{error}");
}

async fn loop_until_refused<R, F: Future<Output = Result<R>>>(request: impl Fn(usize) -> F) -> Error {
    for turn in 0..100_000 {
        if let Err(error) = request(turn).await {
            return error;
        }
    }
    unreachable!("the database is limited")
}

/// Opens a database where the process has less address space than that reserves.
#[test]
#[cfg(target_os = "linux")]
fn too_little_address_space_is_told_with_what_to_do() {
    let directory = tempfile::tempdir().unwrap();
    let mut command = std::process::Command::new("sh");
    // Blocks are of 1,024 bytes.
    command.args(["-c", "ulimit -v 4000000; exec \"$@\"", "sh"]).arg(std::env::current_exe().unwrap());
    command.args([
        "opens_in_little_address_space",
        "--exact",
        "--ignored",
        "--nocapture",
        "--test-threads=1",
    ]);
    let output = command.env("OPEN_PATH", directory.path()).output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {complaint}", output.status);
    assert!(directory.path().join("data.mdb").exists(), "it did not run");
}

#[test]
#[cfg(target_os = "linux")]
#[ignore = "runs as the process that has little address space"]
fn opens_in_little_address_space() {
    let Some(path) = std::env::var_os("OPEN_PATH") else { return };
    let path = Path::new(&path);
    assert_refused(path, "lower that with `Options::max_size`, or raise the limit (`ulimit -v`)");
    Options::new(path).max_size(1 << 30).open().unwrap();
}

#[tokio::test]
async fn any_size_limit_opens_or_is_refused() {
    for size in [0, 1, 4097, (1 << 20) + 1, 1 << 45, usize::MAX - 1, usize::MAX] {
        let directory = tempfile::tempdir().unwrap();
        match Options::new(directory.path()).max_size(size).open() {
            Ok(db) => drop(db.create_table(table()).await.unwrap()),
            Err(error) => assert!(error.is_storage(), "{error}"),
        }
    }
}
