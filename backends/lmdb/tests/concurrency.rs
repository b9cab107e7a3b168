//! Many tasks on one handle: writes follow one another, readers see only what was committed, everyone gets an answer.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests are not recognised as tests")]

use std::future::{poll_fn, ready};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::task::Poll;

use dynamo_lmdb::{Durability, Lmdb, Options};
use dynamo_model::Backend;
use dynamo_model::backend::BoxFuture;
use dynamo_model::expr::{Condition, KeyCondition, Path, SetOperand, SetValue, Update};
use dynamo_model::request::{
    BatchWriteItem, CreateTable, GetItem, IndexDefinition, KeyKind, KeySchema, PutItem, Query, ReturnValues,
    TableName, UpdateItem, Write,
};
use dynamo_model::value::{Item, Value, ValueRef};
use tokio::sync::oneshot;
use tokio::task::JoinSet;

/// A table of items `pk`, `sk`; those with an attribute `owner` are in the index.
fn table() -> CreateTable {
    CreateTable::new("work", KeySchema::new("pk").with_sort("sk"))
        .with_attribute("pk", KeyKind::S)
        .with_attribute("sk", KeyKind::N)
        .with_attribute("owner", KeyKind::S)
        .with_global_index(IndexDefinition::new("by-owner", KeySchema::new("owner").with_sort("sk")))
}

async fn temporary() -> Lmdb {
    let db = Lmdb::temporary().unwrap();
    db.create_table(table()).await.unwrap();
    db
}

fn key(pk: &str, sk: u64) -> Item {
    Item::from_iter([("pk", Value::from(pk)), ("sk", Value::from(sk))])
}

fn number(item: &Item, name: &str) -> u64 {
    match item.get(name) {
        Some(ValueRef::N(number)) => number.to_string().parse().unwrap(),
        other => panic!("`{name}` is {other:?}"),
    }
}

async fn get(db: &Lmdb, key: Item) -> Option<Item> {
    db.get_item(GetItem::new("work", key).consistent()).await.unwrap().item
}

/// Polls a write once, which queues its request; returns the way to its answer.
async fn queue<T: Send + 'static>(mut write: BoxFuture<'_, T>) -> BoxFuture<'_, T> {
    match poll_fn(|context| Poll::Ready(write.as_mut().poll(context))).await {
        Poll::Ready(answer) => Box::pin(ready(answer)),
        Poll::Pending => write,
    }
}

async fn partition(db: &Lmdb, pk: &str) -> Vec<Item> {
    let page = db.query(Query::new("work", KeyCondition::partition("pk", pk))).await.unwrap();
    assert!(page.last_evaluated_key.is_none(), "a partition of the test fits a page");
    page.items
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_conditional_update_is_lost() {
    const TASKS: u64 = 16;
    const EACH: u64 = 25;
    let db = temporary().await;
    let mut counter = key("counter", 0);
    counter.insert("n", 0);
    db.put_item(PutItem::new("work", counter)).await.unwrap();

    let mut tasks = JoinSet::new();
    for _ in 0..TASKS {
        let db = db.clone();
        tasks.spawn(async move {
            let mut done = 0;
            while done < EACH {
                let seen = number(&get(&db, key("counter", 0)).await.unwrap(), "n");
                let update = UpdateItem::new("work", key("counter", 0))
                    .with_update(Update::new().set("n", Value::from(seen + 1)))
                    .with_condition(Condition::eq(Path::attribute("n"), seen));
                match db.update_item(update).await {
                    Ok(_) => done += 1,
                    Err(error) => assert!(error.is_condition_failed(), "{error}"),
                }
            }
        });
    }
    tasks.join_all().await;
    assert_eq!(number(&get(&db, key("counter", 0)).await.unwrap(), "n"), TASKS * EACH);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_unconditional_increment_counts_once() {
    let db = temporary().await;
    let mut tasks = JoinSet::new();
    for _ in 0..400 {
        let db = db.clone();
        tasks.spawn(async move {
            let update = UpdateItem::new("work", key("counter", 0)).with_update(Update::new().add("n", 1));
            let answer = db.update_item(update.returning(ReturnValues::UpdatedNew)).await.unwrap();
            number(&answer.attributes.unwrap(), "n")
        });
    }
    let mut answers = tasks.join_all().await;
    answers.sort_unstable();
    assert_eq!(answers, (1..=400).collect::<Vec<_>>(), "each saw a count of its own");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn readers_see_only_committed_states() {
    let db = temporary().await;
    let state = |n: u64| {
        let mut item = key("pair", 1);
        item.extend([("left", Value::from(n)), ("right", Value::from(n)), ("owner", Value::from("ada"))]);
        item
    };
    db.put_item(PutItem::new("work", state(0))).await.unwrap();
    let finished = Arc::new(AtomicBool::new(false));

    let mut readers = JoinSet::new();
    for _ in 0..3 {
        let (db, finished) = (db.clone(), finished.clone());
        readers.spawn(async move {
            let by_owner = Query::new("work", KeyCondition::partition("owner", "ada")).on_index("by-owner");
            let mut last = 0;
            loop {
                let stop = finished.load(Ordering::SeqCst);
                let mut found = vec![get(&db, key("pair", 1)).await.unwrap()];
                found.append(&mut partition(&db, "pair").await);
                found.append(&mut db.query(by_owner.clone()).await.unwrap().items);
                assert_eq!(found.len(), 3, "the item is always in the table and in the index");
                for item in &found {
                    let seen = number(item, "left");
                    assert_eq!(seen, number(item, "right"));
                    assert!(seen >= last, "no read goes back behind an earlier one");
                    last = seen;
                }
                if stop {
                    return last;
                }
                tokio::task::yield_now().await;
            }
        });
    }
    for n in 1..=300 {
        if n % 2 == 0 {
            db.put_item(PutItem::new("work", state(n))).await.unwrap();
        } else {
            let update = Update::new().set("left", Value::from(n)).set("right", Value::from(n));
            db.update_item(UpdateItem::new("work", key("pair", 1)).with_update(update)).await.unwrap();
        }
    }
    finished.store(true, Ordering::SeqCst);
    assert_eq!(readers.join_all().await, [300; 3], "an acknowledged write is seen by every read after it");
}

/// What verifies the database is a reader like any other, and says when it is at work: inside of it, everything is written.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writes_are_acknowledged_while_a_reader_goes_through_the_database_as_it_was() {
    let db = temporary().await;
    // More than a thousand rows: the reader says so in the midst of them.
    for start in (0..1500).step_by(25) {
        let puts = (start..start + 25).map(|sk| Write::Put(key("before", sk)));
        let batch = puts.fold(BatchWriteItem::new(), |batch, put| batch.with_write("work", put));
        db.batch_write_item(batch).await.unwrap();
    }
    let (begun, writes) = oneshot::channel();
    let (written, done) = mpsc::channel();
    let reader = {
        let (db, mut begun) = (db.clone(), Some(begun));
        tokio::task::spawn_blocking(move || {
            db.verify_with(|_| {
                if let Some(begun) = begun.take() {
                    begun.send(()).unwrap();
                    done.recv().unwrap();
                }
            })
        })
    };
    writes.await.unwrap();
    for sk in 0..300 {
        db.put_item(PutItem::new("work", key("meanwhile", sk))).await.unwrap();
    }
    assert_eq!(partition(&db, "meanwhile").await.len(), 300, "other readers see them");
    written.send(()).unwrap();
    let found = reader.await.unwrap().unwrap();
    assert!(found.is_sound(), "{:?}", found.problems);
    assert_eq!(found.items, 1500, "it saw the state it began with");
}

/// Requests of one thread are all queued before the first commit returns, so that most share a commit.
#[tokio::test]
async fn one_commit_answers_everyone_and_failures_write_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let db = Options::new(directory.path()).durability(Durability::Sync).open().unwrap();
    db.create_table(table()).await.unwrap();
    let owned = |pk: &str, sk: u64| {
        let mut item = key(pk, sk);
        item.insert("owner", "ada");
        item
    };

    let mut requests = JoinSet::new();
    for sk in 0..300 {
        let db = db.clone();
        requests.spawn(async move {
            match sk % 5 {
                0 => db.put_item(PutItem::new("work", owned("plain", sk))).await.map(drop),
                // Of these, all but the first fail.
                1 => {
                    let mut item = owned("once", 0);
                    item.insert("winner", sk);
                    let condition = Condition::not_exists("pk");
                    db.put_item(PutItem::new("work", item).with_condition(condition)).await.map(drop)
                }
                2 => {
                    let condition = Condition::exists("pk");
                    db.put_item(PutItem::new("work", owned("never", sk)).with_condition(condition))
                        .await
                        .map(drop)
                }
                // Fails once the item is read: there is nothing to add to.
                3 => {
                    let sum = SetValue::Add(SetOperand::Path(Path::attribute("n")), Value::from(1).into());
                    let update = Update::new().set("owner", Value::from("ada")).set("n", sum);
                    db.update_item(UpdateItem::new("work", key("never", sk)).with_update(update))
                        .await
                        .map(drop)
                }
                _ => {
                    let update = Update::new().add("n", 1).set("owner", Value::from("bob"));
                    db.update_item(UpdateItem::new("work", key("shared", 0)).with_update(update))
                        .await
                        .map(drop)
                }
            }
            .map_or_else(|error| (sk, Some(error)), |()| (sk, None))
        });
    }
    let answers = requests.join_all().await;
    assert_eq!(answers.len(), 300);
    for (sk, error) in &answers {
        match (sk % 5, error) {
            (0 | 4, None) | (1, None) => {}
            (1 | 2, Some(error)) => assert!(error.is_condition_failed(), "{error}"),
            (3, Some(error)) => assert!(error.is_validation(), "{error}"),
            (_, answer) => panic!("request {sk}: {answer:?}"),
        }
    }
    let winners: Vec<u64> =
        answers.iter().filter(|(sk, error)| sk % 5 == 1 && error.is_none()).map(|(sk, _)| *sk).collect();
    assert_eq!(winners.len(), 1);
    drop(db);

    // What counts is what a later process finds.
    let db = Lmdb::open(directory.path()).unwrap();
    let (plain, once, shared) =
        (partition(&db, "plain").await, partition(&db, "once").await, key("shared", 0));
    assert_eq!(plain, (0..300).step_by(5).map(|sk| owned("plain", sk)).collect::<Vec<_>>());
    assert_eq!(once.iter().map(|item| number(item, "winner")).collect::<Vec<_>>(), winners);
    assert!(partition(&db, "never").await.is_empty());
    assert_eq!(number(&get(&db, shared).await.unwrap(), "n"), 60);
    let of = |owner: &str| Query::new("work", KeyCondition::partition("owner", owner)).on_index("by-owner");
    assert_eq!(db.query(of("ada")).await.unwrap().count, 61);
    assert_eq!(db.query(of("bob")).await.unwrap().count, 1);
    let description = db.describe_table(TableName::from("work")).await.unwrap();
    assert_eq!((description.item_count, description.global_indexes[0].item_count), (62, 62));
}

#[tokio::test]
async fn a_caller_that_stops_waiting_takes_no_one_with_it() {
    let db = temporary().await;
    let mut waiting = Vec::new();
    for sk in 0..50 {
        let put = queue(db.put_item(PutItem::new("work", key("dropped", sk)))).await;
        if sk % 2 == 0 {
            drop(put);
        } else {
            waiting.push(put);
        }
    }
    for put in waiting {
        put.await.unwrap();
    }
    db.put_item(PutItem::new("work", key("dropped", 50))).await.unwrap();
    assert_eq!(partition(&db, "dropped").await.len(), 51, "a request that was queued is carried out");
}

#[tokio::test]
async fn what_is_queued_when_the_last_handle_goes_is_still_written() {
    let directory = tempfile::tempdir().unwrap();
    let db = Options::new(directory.path()).durability(Durability::Async).open().unwrap();
    db.create_table(table()).await.unwrap();
    for sk in 0..100 {
        drop(queue(db.put_item(PutItem::new("work", key("queued", sk)))).await);
    }
    drop(db);
    let db = Lmdb::open(directory.path()).unwrap();
    assert_eq!(partition(&db, "queued").await.len(), 100);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_table_that_comes_and_goes_never_shows_the_items_of_its_predecessor() {
    let db = temporary().await;
    for generation in 0..20_u64 {
        let mut writes = JoinSet::new();
        for sk in 0..20 {
            let db = db.clone();
            writes.spawn(async move {
                let mut item = key("all", sk);
                item.extend([("generation", Value::from(generation)), ("owner", Value::from("ada"))]);
                db.put_item(PutItem::new("work", item)).await.unwrap();
            });
        }
        writes.join_all().await;
        let by_owner = Query::new("work", KeyCondition::partition("owner", "ada")).on_index("by-owner");
        for items in [partition(&db, "all").await, db.query(by_owner).await.unwrap().items] {
            assert_eq!(items.len(), 20);
            assert!(items.iter().all(|item| number(item, "generation") == generation));
        }
        db.delete_table(TableName::from("work")).await.unwrap();
        assert!(db.get_item(GetItem::new("work", key("all", 0))).await.unwrap_err().is_not_found());
        let created = db.create_table(table()).await.unwrap();
        assert_eq!((created.item_count, created.size_bytes), (0, 0));
    }
}

#[tokio::test]
async fn a_condition_sees_the_request_before_it_in_the_same_commit() {
    let db = temporary().await;
    let mut puts = Vec::new();
    for n in 0..100_u64 {
        let mut item = key("chain", 0);
        item.insert("n", n);
        let put = match n {
            0 => PutItem::new("work", item),
            n => PutItem::new("work", item).with_condition(Condition::eq(Path::attribute("n"), n - 1)),
        };
        puts.push(queue(db.put_item(put)).await);
    }
    for put in puts {
        put.await.unwrap();
    }
    assert_eq!(number(&get(&db, key("chain", 0)).await.unwrap(), "n"), 99);
}
