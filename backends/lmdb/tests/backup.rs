//! Backups: a copy of one committed state, whole or not there at all.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests are not recognised as tests")]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use dynamo_lmdb::{Durability, Lmdb, Options};
use dynamo_model::Backend;
use dynamo_model::expr::{Condition, KeyCondition, Path as Attribute, Update};
use dynamo_model::request::{
    Action, CreateTable, DeleteItem, IndexDefinition, KeyKind, KeySchema, PutItem, Query, Scan, StreamView,
    TransactWrite, TransactWriteItems,
};
use dynamo_model::value::{Item, Value, ValueRef};
use tokio::task::JoinSet;

#[path = "support/child.rs"]
mod child;

const ACCOUNTS: u64 = 20;
const EACH: u64 = 100;

fn table() -> CreateTable {
    CreateTable::new("accounts", KeySchema::new("id"))
        .with_attribute("id", KeyKind::N)
        .with_attribute("branch", KeyKind::S)
        .with_global_index(IndexDefinition::new("by-branch", KeySchema::new("branch")))
        .with_stream(StreamView::NewAndOldImages)
}

fn key(id: u64) -> Item {
    Item::from_iter([("id", id)])
}

fn account(id: u64) -> Item {
    let mut account = key(id);
    account.extend([("balance", Value::from(EACH)), ("branch", "main".into())]);
    account
}

async fn accounts(path: &Path) -> Lmdb {
    let db = Options::new(path).durability(Durability::Async).open().unwrap();
    db.create_table(table()).await.unwrap();
    for id in 0..ACCOUNTS {
        db.put_item(PutItem::new("accounts", account(id))).await.unwrap();
    }
    db
}

async fn all(db: &Lmdb) -> Vec<Item> {
    let page = db.scan(Scan::new("accounts")).await.unwrap();
    assert!(page.last_evaluated_key.is_none(), "the accounts of the test fit a page");
    page.items
}

fn total(items: &[Item]) -> u64 {
    let balance = |item: &Item| match item.get("balance") {
        Some(ValueRef::N(balance)) => balance.to_u64().unwrap(),
        other => panic!("the balance is {other:?}"),
    };
    items.iter().map(balance).sum()
}

fn assert_sound(db: &Lmdb) {
    let found = db.verify().unwrap();
    assert!(found.is_sound(), "{:?}", found.problems);
}

/// Requires that a backup is refused, by the directory's name and with a word of advice.
fn assert_refused(db: &Lmdb, directory: &Path, advice: &str) {
    let error = db.backup(directory).unwrap_err();
    let message = error.to_string();
    assert!(error.is_storage(), "{message}");
    assert!(message.contains(&format!("cannot back up to `{}`", directory.display())), "{message}");
    assert!(message.contains(advice), "{message}");
}

#[tokio::test]
async fn a_backup_is_a_database_by_itself() {
    let directory = tempfile::tempdir().unwrap();
    let (source, copy) = (directory.path().join("source"), directory.path().join("new/copy"));
    let db = accounts(&source).await;
    let backup = db.backup(&copy).unwrap();
    assert_eq!(fs::metadata(copy.join("data.mdb")).unwrap().len(), backup.bytes);
    assert!(!copy.join("data.mdb.partial").exists());

    // The source goes on, and the copy does not change with it.
    let before = all(&db).await;
    db.delete_item(DeleteItem::new("accounts", key(0))).await.unwrap();
    drop(db);
    fs::remove_dir_all(&source).unwrap();
    let copy = Lmdb::open(&copy).unwrap();
    assert_eq!(all(&copy).await, before);
    assert_sound(&copy);
    copy.put_item(PutItem::new("accounts", account(ACCOUNTS))).await.unwrap();
    assert_eq!(all(&copy).await.len() as u64, ACCOUNTS + 1);
}

#[tokio::test]
async fn a_backup_leaves_out_the_room_that_deletes_left() {
    let directory = tempfile::tempdir().unwrap();
    let db = accounts(&directory.path().join("source")).await;
    for id in 100..200 {
        let mut large = account(id);
        large.insert("text", "x".repeat(50_000));
        db.put_item(PutItem::new("accounts", large)).await.unwrap();
    }
    let full = db.backup(directory.path().join("full")).unwrap().bytes;
    for id in 100..200 {
        db.delete_item(DeleteItem::new("accounts", key(id))).await.unwrap();
    }
    // The stream still has the items.
    let left = db.backup(directory.path().join("left")).unwrap().bytes;
    assert!(full > 100 * 4 * 50_000 / 2 && left < full, "{full} and {left} bytes");
    assert_sound(&Lmdb::open(directory.path().join("left")).unwrap());
}

#[cfg(unix)]
#[tokio::test]
async fn a_backup_can_be_read_by_whoever_could_read_the_database() {
    use std::os::unix::fs::PermissionsExt as _;
    let directory = tempfile::tempdir().unwrap();
    let db = accounts(&directory.path().join("source")).await;
    db.backup(directory.path().join("copy")).unwrap();
    let mode = |name: &str| {
        let file = directory.path().join(name).join("data.mdb");
        fs::metadata(file).unwrap().permissions().mode()
    };
    assert_eq!(mode("copy"), mode("source"));
}

/// Moves an amount that nobody else knows of from one account to another, if there is as much.
fn transfer(from: u64, to: u64, amount: u64) -> TransactWriteItems {
    let add = |amount: i64| Update::new().add("balance", amount);
    let enough = Condition::ge(Attribute::attribute("balance"), amount);
    let amount = i64::try_from(amount).unwrap();
    TransactWriteItems::new([
        TransactWrite::new("accounts", Action::Update(key(from), add(-amount))).with_condition(enough),
        TransactWrite::new("accounts", Action::Update(key(to), add(amount))),
    ])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_backup_made_while_money_moves_holds_all_of_it() {
    let directory = tempfile::tempdir().unwrap();
    let db = accounts(&directory.path().join("source")).await;
    let finished = Arc::new(AtomicBool::new(false));
    let mut writers = JoinSet::new();
    for writer in 0..4 {
        let (db, finished) = (db.clone(), finished.clone());
        writers.spawn(async move {
            let mut done = 0;
            for step in 0_u64.. {
                if finished.load(Ordering::SeqCst) {
                    break;
                }
                let (from, to) = ((writer + step) % ACCOUNTS, (writer + step * 7 + 1) % ACCOUNTS);
                if from != to {
                    match db.transact_write_items(transfer(from, to, step % 30 + 1)).await {
                        Ok(_) => done += 1,
                        Err(error) => assert!(error.is_transaction_canceled(), "{error}"),
                    }
                }
            }
            done
        });
    }
    let mut states = Vec::new();
    for number in 0..4 {
        let (db, copy) = (db.clone(), directory.path().join(format!("copy {number}")));
        let made = copy.clone();
        tokio::task::spawn_blocking(move || db.backup(made)).await.unwrap().unwrap();
        let copy = Lmdb::open(copy).unwrap();
        let items = all(&copy).await;
        assert_eq!(total(&items), ACCOUNTS * EACH);
        assert_sound(&copy);
        states.push(items);
    }
    finished.store(true, Ordering::SeqCst);
    let done: u64 = writers.join_all().await.into_iter().sum();
    assert!(done > 0 && states.windows(2).any(|pair| pair[0] != pair[1]), "money moved in between");
    assert_sound(&db);
}

/// Deletes and writes free pages and use them again. While a copy is made they cannot; afterwards they are.
#[tokio::test]
async fn after_a_backup_the_database_grows_no_more_than_before() {
    let directory = tempfile::tempdir().unwrap();
    let source = directory.path().join("source");
    let db = Options::new(&source).durability(Durability::Async).open().unwrap();
    let table = CreateTable::new("accounts", KeySchema::new("id")).with_attribute("id", KeyKind::N);
    db.create_table(table).await.unwrap();
    let size = || fs::metadata(source.join("data.mdb")).unwrap().len();
    let mut sizes = Vec::new();
    for round in 0..12_u64 {
        for id in 0..50 {
            let mut item = key(id);
            item.extend([("round", Value::from(round)), ("text", "x".repeat(20_000).into())]);
            db.put_item(PutItem::new("accounts", item)).await.unwrap();
        }
        db.backup(directory.path().join(format!("copy {round}"))).unwrap();
        sizes.push(size());
    }
    assert_eq!(sizes[3], sizes[11], "{sizes:?}");
}

#[tokio::test]
async fn a_directory_that_is_not_empty_is_refused_and_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    let db = accounts(&directory.path().join("source")).await;
    let copy = directory.path().join("copy");
    fs::create_dir(&copy).unwrap();
    fs::write(copy.join("diary"), "dear").unwrap();
    assert_refused(&db, &copy, "it is not empty (it has `diary`); give the path of a directory that is");
    assert_eq!(fs::read_to_string(copy.join("diary")).unwrap(), "dear");
    assert!(!copy.join("data.mdb").exists());
    fs::remove_file(copy.join("diary")).unwrap();

    db.backup(&copy).unwrap();
    let first = fs::read(copy.join("data.mdb")).unwrap();
    assert_refused(&db, &copy, "it is not empty (it has `data.mdb`)");
    assert_eq!(fs::read(copy.join("data.mdb")).unwrap(), first, "the first backup is still there");
    assert_refused(&db, db.path(), "it is open already");
}

#[tokio::test]
async fn a_path_that_cannot_be_a_directory_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let db = accounts(&directory.path().join("source")).await;
    let file = directory.path().join("file");
    fs::write(&file, "text").unwrap();
    assert_refused(&db, &file, "exists");
    assert_refused(&db, &file.join("below"), "director");
    assert_refused(&db, Path::new(""), "the path is empty");
}

#[tokio::test]
async fn an_interrupted_backup_is_no_database_and_can_be_made_again() {
    let directory = tempfile::tempdir().unwrap();
    let db = accounts(&directory.path().join("source")).await;
    let copy = directory.path().join("copy");
    fs::create_dir(&copy).unwrap();
    // What a process leaves that dies on the way: the file under its first name, cut off anywhere.
    let whole = db.backup(directory.path().join("whole")).unwrap().bytes as usize;
    let bytes = fs::read(directory.path().join("whole/data.mdb")).unwrap();
    for length in [0, 1, 4096, whole / 2, whole] {
        fs::write(copy.join("data.mdb.partial"), bytes.get(..length).unwrap()).unwrap();
        let error = Lmdb::open(&copy).unwrap_err();
        assert!(error.to_string().contains("it holds a backup that was interrupted"), "{error}");
        assert!(!copy.join("data.mdb").exists());
    }
    db.backup(&copy).unwrap();
    assert!(!copy.join("data.mdb.partial").exists());
    assert_eq!(all(&Lmdb::open(&copy).unwrap()).await, all(&db).await);
}

#[tokio::test]
async fn a_backup_of_a_backup_is_the_same() {
    let directory = tempfile::tempdir().unwrap();
    let db = accounts(&directory.path().join("source")).await;
    let [first, second] = ["first", "second"].map(|name| directory.path().join(name));
    db.backup(&first).unwrap();
    Lmdb::open(&first).unwrap().backup(&second).unwrap();
    let second = Lmdb::open(&second).unwrap();
    assert_eq!(all(&second).await, all(&db).await);
    let main = Query::new("accounts", KeyCondition::partition("branch", "main")).on_index("by-branch");
    assert_eq!(second.query(main).await.unwrap().count as u64, ACCOUNTS);
}

#[tokio::test]
#[ignore = "runs as the process that is killed"]
async fn backs_up_until_killed() {
    let Ok(directory) = std::env::var("BACKUP_DIRECTORY") else { return };
    let directory = Path::new(&directory);
    let db = accounts(&directory.join("source")).await;
    for number in 0.. {
        println!("begins {number}");
        db.backup(directory.join(number.to_string())).unwrap();
    }
}

#[tokio::test]
async fn of_a_process_that_is_killed_every_backup_is_whole_or_refused() {
    for patience in [1, 2, 9, 10, 11] {
        let directory = tempfile::tempdir().unwrap();
        let settings = [("BACKUP_DIRECTORY", directory.path().to_str().unwrap())];
        let mut process = child::command("backs_up_until_killed", &settings).spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let begun =
            lines.map(Result::unwrap).filter(|line| line.starts_with("begins ")).take(patience).count();
        process.kill().unwrap();
        process.wait().unwrap();
        assert_eq!(begun, patience);
        // The last one may not have got as far as its directory.
        for number in 0..patience {
            let copy = directory.path().join(number.to_string());
            let last = number + 1 == patience;
            if copy.join("data.mdb").exists() {
                let copy = Lmdb::open(&copy).unwrap();
                assert_sound(&copy);
                assert_eq!(total(&all(&copy).await), ACCOUNTS * EACH);
            } else if copy.join("data.mdb.partial").exists() {
                assert!(last && Lmdb::open(&copy).unwrap_err().to_string().contains("interrupted"));
            } else {
                assert!(last, "backup {number} of {patience} is not there");
            }
        }
    }
}
