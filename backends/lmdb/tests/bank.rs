//! A bank: many tellers move money, customers read. Whoever looks, and however, sees all of the money.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests are not recognised as tests"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use dynamo_lmdb::{Durability, Lmdb, Options};
use dynamo_model::Backend;
use dynamo_model::expr::{Condition, KeyCondition, Path, Update};
use dynamo_model::request::{
    Action, BatchGetItem, CreateTable, IndexDefinition, IndexProjection, KeyKind, KeySchema, KeysToGet,
    PutItem, Query, Scan, StreamView, TransactGet, TransactGetItems, TransactWrite, TransactWriteItems,
    UpdateItem,
};
use dynamo_model::value::{Item, Value, ValueRef};
use tokio::task::JoinSet;

const ACCOUNTS: u64 = 16;
const EACH: u64 = 100;
const TELLERS: u64 = 6;
const TRANSFERS: u64 = 60;

/// Accounts by number; all of them are in one partition of each index.
fn table() -> CreateTable {
    let balance = || IndexProjection::Include(vec!["balance".to_owned()]);
    CreateTable::new("bank", KeySchema::new("branch").with_sort("number"))
        .with_attribute("branch", KeyKind::S)
        .with_attribute("number", KeyKind::N)
        .with_attribute("currency", KeyKind::S)
        .with_attribute("teller", KeyKind::S)
        .with_global_index(
            IndexDefinition::new("by-currency", KeySchema::new("currency")).with_projection(balance()),
        )
        .with_local_index(
            IndexDefinition::new("by-teller", KeySchema::new("branch").with_sort("teller"))
                .with_projection(balance()),
        )
        .with_stream(StreamView::NewAndOldImages)
}

fn key(number: u64) -> Item {
    Item::from_iter([("branch", Value::from("main")), ("number", number.into())])
}

fn number(item: &Item, name: &str) -> u64 {
    match item.get(name) {
        Some(ValueRef::N(number)) => number.to_u64().unwrap(),
        None => 0,
        other => panic!("`{name}` is {other:?}"),
    }
}

fn total(accounts: &[Item]) -> u64 {
    assert_eq!(accounts.len() as u64, ACCOUNTS);
    accounts.iter().map(|account| number(account, "balance")).sum()
}

async fn bank(db: &Lmdb) {
    db.create_table(table()).await.unwrap();
    for number in 0..ACCOUNTS {
        let mut account = key(number);
        account.extend([
            ("balance", Value::from(EACH)),
            ("currency", "EUR".into()),
            ("teller", "none".into()),
        ]);
        db.put_item(PutItem::new("bank", account)).await.unwrap();
    }
}

/// Moves money, if there is as much and nobody else has touched the other account since it was looked at.
fn transfer(teller: u64, from: u64, to: u64, amount: u64, seen: u64) -> TransactWriteItems {
    let change = |amount: i64| {
        Update::new().add("balance", amount).add("transfers", 1).set("teller", format!("teller {teller}"))
    };
    let amount_of = |sign: i64| sign * i64::try_from(amount).unwrap();
    let enough = Condition::ge(Path::attribute("balance"), amount);
    let untouched = Condition::eq(Path::attribute("balance"), seen);
    TransactWriteItems::new([
        TransactWrite::new("bank", Action::Update(key(from), change(amount_of(-1)))).with_condition(enough),
        TransactWrite::new("bank", Action::Update(key(to), change(amount_of(1)))).with_condition(untouched),
    ])
}

/// Moves money again and again, and notes visits in writes of its own; returns how many transfers went through.
async fn work(db: Lmdb, teller: u64) -> u64 {
    let mut done = 0;
    for step in 0..TRANSFERS {
        let (from, to) = ((teller * 5 + step) % ACCOUNTS, (teller * 3 + step * 7 + 1) % ACCOUNTS);
        let seen = transact_get(&db, &[to]).await.remove(0);
        if from != to {
            let moved = transfer(teller, from, to, step % 40 + 1, number(&seen, "balance"));
            match db.transact_write_items(moved).await {
                Ok(_) => done += 1,
                Err(error) => assert!(error.is_transaction_canceled(), "{error}"),
            }
        }
        let visit = UpdateItem::new("bank", key(from)).with_update(Update::new().add("visits", 1));
        db.update_item(visit).await.unwrap();
    }
    done
}

async fn transact_get(db: &Lmdb, numbers: &[u64]) -> Vec<Item> {
    let gets = numbers.iter().map(|number| TransactGet::new("bank", key(*number)));
    let found = db.transact_get_items(TransactGetItems::new(gets)).await.unwrap().items;
    found.into_iter().map(Option::unwrap).collect()
}

/// Reads all accounts in every way there is.
async fn look(db: &Lmdb, numbers: &[u64]) -> [Vec<Item>; 6] {
    let main = || KeyCondition::partition("branch", "main");
    let euros = KeyCondition::partition("currency", "EUR");
    let all = KeysToGet::new(numbers.iter().map(|number| key(*number)));
    let mut batch = db.batch_get_item(BatchGetItem::new().with_keys("bank", all)).await.unwrap();
    [
        transact_get(db, numbers).await,
        batch.items.remove("bank").unwrap(),
        db.scan(Scan::new("bank")).await.unwrap().items,
        db.query(Query::new("bank", main())).await.unwrap().items,
        db.query(Query::new("bank", main()).on_index("by-teller").descending()).await.unwrap().items,
        db.query(Query::new("bank", euros).on_index("by-currency")).await.unwrap().items,
    ]
}

async fn stays_whole(db: Lmdb) {
    bank(&db).await;
    let numbers: Vec<u64> = (0..ACCOUNTS).collect();
    let closed = Arc::new(AtomicBool::new(false));
    let mut customers = JoinSet::new();
    for _ in 0..3 {
        let (db, numbers, closed) = (db.clone(), numbers.clone(), closed.clone());
        customers.spawn(async move {
            let mut last = Vec::new();
            loop {
                let is_last = closed.load(Ordering::SeqCst);
                for accounts in look(&db, &numbers).await {
                    assert_eq!(
                        total(&accounts),
                        ACCOUNTS * EACH,
                        "money is on its way for nobody: {accounts:?}"
                    );
                }
                // Nor does anyone see an account as it was before what they saw already.
                let visits: Vec<u64> = transact_get(&db, &numbers)
                    .await
                    .iter()
                    .map(|account| number(account, "visits"))
                    .collect();
                assert!(last.iter().zip(&visits).all(|(before, after)| before <= after));
                last = visits;
                if is_last {
                    return;
                }
                tokio::task::yield_now().await;
            }
        });
    }
    let mut tellers = JoinSet::new();
    (0..TELLERS).for_each(|teller| drop(tellers.spawn(work(db.clone(), teller))));
    let done: u64 = tellers.join_all().await.into_iter().sum();
    closed.store(true, Ordering::SeqCst);
    customers.join_all().await;

    let accounts = transact_get(&db, &numbers).await;
    assert_eq!(accounts.iter().map(|account| number(account, "transfers")).sum::<u64>(), 2 * done);
    assert_eq!(accounts.iter().map(|account| number(account, "visits")).sum::<u64>(), TELLERS * TRANSFERS);
    assert!(done > 0);
    let found = db.verify().unwrap();
    assert!(found.is_sound(), "{:?}", found.problems);
    // Opening an account, two changes a transfer, a change a visit: each has its record.
    assert_eq!(found.records, ACCOUNTS + 2 * done + TELLERS * TRANSFERS);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn all_of_the_money_is_seen_by_everyone_at_all_times() {
    stays_whole(Lmdb::temporary().unwrap()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn all_of_the_money_is_there_when_the_bank_opens_again() {
    let directory = tempfile::tempdir().unwrap();
    let open = || Options::new(directory.path()).durability(Durability::Sync).open().unwrap();
    stays_whole(open()).await;
    let db = open();
    let numbers: Vec<u64> = (0..ACCOUNTS).collect();
    for accounts in look(&db, &numbers).await {
        assert_eq!(total(&accounts), ACCOUNTS * EACH);
    }
    assert!(db.verify().unwrap().is_sound());
}
