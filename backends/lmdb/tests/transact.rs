//! Transactions: all or nothing, every reason in its place, and once for every token.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests are not recognised as tests"
)]

use dynamo_lmdb::Lmdb;
use dynamo_model::expr::{Condition, Path, SetOperand, SetValue, Update};
use dynamo_model::request::{
    Action, Capacity, CreateTable, DeleteItem, GetItem, IndexDefinition, KeyKind, KeySchema, PutItem,
    ReturnCapacity, Scan, TableName, TransactGet, TransactGetItems, TransactWrite, TransactWriteItems,
};
use dynamo_model::value::{Item, Value, ValueRef};
use dynamo_model::{Backend, Error};

fn table() -> CreateTable {
    CreateTable::new("bank", KeySchema::new("id"))
        .with_attribute("id", KeyKind::S)
        .with_attribute("owner", KeyKind::S)
        .with_global_index(IndexDefinition::new("by-owner", KeySchema::new("owner")))
}

async fn bank() -> Lmdb {
    let db = Lmdb::temporary().unwrap();
    db.create_table(table()).await.unwrap();
    db
}

fn key(id: &str) -> Item {
    Item::from_iter([("id", id)])
}

fn account(id: &str, balance: i64) -> Item {
    Item::from_iter([("id", Value::from(id)), ("balance", balance.into()), ("owner", "o".into())])
}

fn on(action: Action) -> TransactWrite {
    TransactWrite::new("bank", action)
}

fn change(id: &str, by: i64) -> TransactWrite {
    on(Action::Update(key(id), Update::new().add("balance", by)))
}

fn at_least(amount: i64) -> Condition {
    Condition::ge(Path::attribute("balance"), amount)
}

async fn put(db: &Lmdb, item: Item) {
    db.put_item(PutItem::new("bank", item)).await.unwrap();
}

async fn get(db: &Lmdb, id: &str) -> Option<Item> {
    db.get_item(GetItem::new("bank", key(id)).consistent()).await.unwrap().item
}

fn balance(item: Option<&Item>) -> i64 {
    match item.and_then(|item| item.get("balance")) {
        Some(ValueRef::N(number)) => number.to_string().parse().unwrap(),
        other => panic!("the balance is {other:?}"),
    }
}

async fn fails(db: &Lmdb, writes: impl IntoIterator<Item = TransactWrite>) -> Error {
    db.transact_write_items(TransactWriteItems::new(writes)).await.unwrap_err()
}

/// Why each action was refused: its code and message.
fn reasons(error: &Error) -> Vec<(&str, Option<&str>)> {
    assert!(error.is_transaction_canceled(), "{error:?}");
    error.cancellation_reasons().iter().map(|reason| (reason.code(), reason.message())).collect()
}

#[tokio::test]
async fn every_kind_of_action_takes_effect_together() {
    let db = bank().await;
    for id in ["changed", "gone", "checked"] {
        put(&db, account(id, 10)).await;
    }
    let writes = [
        on(Action::Put(account("new", 1))),
        change("changed", 5).with_condition(at_least(10)),
        on(Action::Delete(key("gone"))),
        on(Action::Check(key("checked"))).with_condition(at_least(10)),
    ];
    let output = db.transact_write_items(TransactWriteItems::new(writes)).await.unwrap();
    assert!(output.consumed_capacity.is_empty());
    assert_eq!(get(&db, "new").await, Some(account("new", 1)));
    assert_eq!(get(&db, "changed").await, Some(account("changed", 15)));
    assert_eq!(get(&db, "gone").await, None);
    assert_eq!(get(&db, "checked").await, Some(account("checked", 10)));
    let description = db.describe_table(TableName::from("bank")).await.unwrap();
    assert_eq!((description.item_count, description.global_indexes[0].item_count), (3, 3));
}

#[tokio::test]
async fn all_failing_conditions_are_named_and_nothing_is_written() {
    let db = bank().await;
    put(&db, account("a", 1)).await;
    let error = fails(
        &db,
        [
            on(Action::Put(account("new", 1))),
            change("a", -5).with_condition(at_least(5)).returning_item_on_failure(),
            on(Action::Check(key("b"))).with_condition(Condition::exists("id")).returning_item_on_failure(),
            change("c", 1),
        ],
    )
    .await;
    let failed = ("ConditionalCheckFailed", Some("The conditional request failed"));
    assert_eq!(reasons(&error), [("None", None), failed, failed, ("None", None)]);
    assert_eq!(error.cancellation_reasons()[1].item(), Some(&account("a", 1)));
    assert_eq!(error.cancellation_reasons()[2].item(), None);
    assert_eq!(
        error.message(),
        "Transaction cancelled, please refer cancellation reasons for specific reasons \
         [None, ConditionalCheckFailed, ConditionalCheckFailed, None]"
    );
    let left = db.scan(Scan::new("bank")).await.unwrap();
    assert_eq!(left.items, [account("a", 1)]);
    let index = db.scan(Scan::new("bank").on_index("by-owner")).await.unwrap();
    assert_eq!(index.count, 1);
    let description = db.describe_table(TableName::from("bank")).await.unwrap();
    assert_eq!((description.item_count, description.global_indexes[0].item_count), (1, 1));
}

#[tokio::test]
async fn faults_only_the_table_or_the_item_shows_cancel() {
    let db = bank().await;
    put(&db, account("a", 1)).await;
    let missing = Path::attribute("missing");
    let copy = SetValue::Operand(SetOperand::Path(missing.clone()));
    let mut wrong_index_key = key("x");
    wrong_index_key.insert("owner", 1);
    let cases = [
        (
            Action::Put(Item::from_iter([("id", 1)])),
            "One or more parameter values were invalid: Type mismatch for key id expected: S actual: N",
        ),
        (Action::Delete(Item::from_iter([("id", 1)])), "The provided key element does not match the schema"),
        (
            Action::Put(wrong_index_key),
            "One or more parameter values were invalid: Type mismatch for Index Key owner Expected: S Actual: N \
             IndexName: by-owner",
        ),
        (
            Action::Update(key("a"), Update::new().set("x", copy)),
            "The provided expression refers to an attribute that does not exist in the item",
        ),
        (
            Action::Update(key("a"), Update::new().add("owner", 1)),
            "An operand in the update expression has an incorrect data type",
        ),
        (
            Action::Update(key("a"), Update::new().set(missing.key("x"), 1)),
            "The document path provided in the update expression is invalid for update",
        ),
        (
            Action::Update(key("a"), Update::new().set("x", "x".repeat(409_600))),
            "Item size to update has exceeded the maximum allowed size",
        ),
    ];
    for (action, message) in cases {
        let error = fails(&db, [on(Action::Put(account("new", 1))), on(action)]).await;
        assert_eq!(reasons(&error), [("None", None), ("ValidationError", Some(message))]);
    }
    assert_eq!(get(&db, "new").await, None);
}

#[tokio::test]
async fn the_first_action_that_does_not_fit_its_table_is_the_only_reason() {
    let db = bank().await;
    let unfit = |id: i64| on(Action::Put(Item::from_iter([("id", id)])));
    let fails_its_condition = change("a", 1).with_condition(at_least(1));
    let error = fails(&db, [fails_its_condition, unfit(1), unfit(2)]).await;
    let codes: Vec<&str> = reasons(&error).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["None", "ValidationError", "None"]);
}

#[tokio::test]
async fn faults_of_the_request_are_errors_of_their_own() {
    let db = bank().await;
    let new = || on(Action::Put(account("new", 1)));
    let mut no_owner = key("x");
    no_owner.insert("owner", "");
    for bad in [on(Action::Delete(key(""))), on(Action::Put(no_owner)), on(Action::Delete(key("new")))] {
        assert!(fails(&db, [new(), bad]).await.is_validation());
    }
    let elsewhere = TransactWrite::new("zzz", Action::Delete(key("x")));
    assert!(fails(&db, [new(), elsewhere]).await.is_not_found());
    assert_eq!(get(&db, "new").await, None);
}

#[tokio::test]
async fn a_transaction_costs_the_table_twice_and_its_indexes_once() {
    let db = bank().await;
    put(&db, account("a", 1)).await;
    let mut large = account("large", 1);
    large.insert("text", "x".repeat(1500));
    let writes = [
        on(Action::Put(large)),
        on(Action::Check(key("a"))).with_condition(Condition::exists("id")),
        on(Action::Delete(key("none"))),
    ];
    let request = TransactWriteItems::new(writes).with_capacity(ReturnCapacity::Indexes);
    let consumed = db.transact_write_items(request).await.unwrap().consumed_capacity;
    assert_eq!(consumed.len(), 1);
    assert_eq!(consumed[0].table, Some(Capacity::from_units(2 * (2 + 1 + 1))));
    assert_eq!(consumed[0].global_indexes["by-owner"], Capacity::from_units(2));
    assert_eq!(consumed[0].total, Capacity::from_units(10));
    let gets = ["large", "none"].map(|id| TransactGet::new("bank", key(id)));
    let request = TransactGetItems::new(gets).with_capacity(ReturnCapacity::Total);
    let output = db.transact_get_items(request).await.unwrap();
    assert_eq!(output.consumed_capacity[0].total, Capacity::from_units(4));
    assert!(output.items[0].is_some() && output.items[1].is_none());
}

#[tokio::test]
async fn a_token_makes_a_transaction_run_once() {
    let db = bank().await;
    put(&db, account("a", 0)).await;
    let request =
        || TransactWriteItems::new([change("a", 1)]).with_token("once").with_capacity(ReturnCapacity::Total);
    let first = db.transact_write_items(request()).await.unwrap();
    assert_eq!(first.consumed_capacity[0].total, Capacity::from_units(2 + 1));
    for _ in 0..3 {
        let again = db.transact_write_items(request()).await.unwrap();
        assert_eq!(again.consumed_capacity[0].total, Capacity::from_units(2), "as a read");
    }
    assert_eq!(balance(get(&db, "a").await.as_ref()), 1);
    let other = TransactWriteItems::new([change("a", 2)]).with_token("once");
    let error = db.transact_write_items(other).await.unwrap_err();
    assert!(error.is_token_mismatch());
    assert_eq!(error.code(), Some("IdempotentParameterMismatchException"));
    assert_eq!(
        error.message(),
        "The client request token was used for another request within the last ten minutes"
    );
    db.transact_write_items(request().with_token("another")).await.unwrap();
    assert_eq!(balance(get(&db, "a").await.as_ref()), 2);
}

#[tokio::test]
async fn repeating_costs_reads_of_what_was_written_then() {
    let db = bank().await;
    let mut large = account("a", 0);
    large.insert("text", "x".repeat(5000));
    let request = || {
        TransactWriteItems::new([on(Action::Put(large.clone()))])
            .with_token("t")
            .with_capacity(ReturnCapacity::Indexes)
    };
    let first = db.transact_write_items(request()).await.unwrap();
    assert_eq!(first.consumed_capacity[0].total, Capacity::from_units(2 * 5 + 5));
    db.delete_item(DeleteItem::new("bank", key("a"))).await.unwrap();
    let again = db.transact_write_items(request()).await.unwrap();
    assert_eq!(again.consumed_capacity[0].total, Capacity::from_units(2 * 2));
    assert_eq!(again.consumed_capacity[0].table, Some(Capacity::from_units(4)));
    assert_eq!(get(&db, "a").await, None);
}

#[tokio::test]
async fn a_cancelled_transaction_leaves_its_token_free() {
    let db = bank().await;
    let request =
        || TransactWriteItems::new([change("a", 1).with_condition(Condition::exists("id"))]).with_token("t");
    assert!(db.transact_write_items(request()).await.unwrap_err().is_transaction_canceled());
    put(&db, account("a", 0)).await;
    db.transact_write_items(request()).await.unwrap();
    assert_eq!(balance(get(&db, "a").await.as_ref()), 1);
}

#[tokio::test]
async fn a_token_survives_a_restart() {
    let directory = tempfile::tempdir().unwrap();
    let request = || TransactWriteItems::new([change("a", 1)]).with_token("once");
    let db = Lmdb::open(directory.path()).unwrap();
    db.create_table(table()).await.unwrap();
    db.transact_write_items(request()).await.unwrap();
    drop(db);
    let db = Lmdb::open(directory.path()).unwrap();
    db.transact_write_items(request()).await.unwrap();
    assert_eq!(balance(get(&db, "a").await.as_ref()), 1);
    let other = TransactWriteItems::new([change("b", 1)]).with_token("once");
    assert!(db.transact_write_items(other).await.unwrap_err().is_token_mismatch());
}

#[tokio::test]
async fn keys_that_do_not_fit_cancel_reads() {
    let db = bank().await;
    put(&db, account("a", 1)).await;
    let gets = [key("a"), Item::from_iter([("id", 1)]), key("")].map(|key| TransactGet::new("bank", key));
    let error = db.transact_get_items(TransactGetItems::new(gets)).await.unwrap_err();
    let codes: Vec<&str> = reasons(&error).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["None", "ValidationError", "ValidationError"]);
    let elsewhere = TransactGetItems::new([TransactGet::new("zzz", key("a"))]);
    assert!(db.transact_get_items(elsewhere).await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn reads_have_4_megabytes_together() {
    let db = bank().await;
    for number in 0..11 {
        let mut item = key(&number.to_string());
        item.insert("text", "x".repeat(400_000));
        put(&db, item).await;
    }
    let of = |count: u32| {
        TransactGetItems::new((0..count).map(|number| TransactGet::new("bank", key(&number.to_string()))))
    };
    assert_eq!(db.transact_get_items(of(10)).await.unwrap().items.len(), 10);
    assert!(db.transact_get_items(of(11)).await.unwrap_err().is_validation());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn money_moves_and_never_multiplies() {
    const ACCOUNTS: usize = 4;
    let db = bank().await;
    for number in 0..ACCOUNTS {
        put(&db, account(&number.to_string(), 20)).await;
    }
    let mut tellers = tokio::task::JoinSet::new();
    for teller in 0..ACCOUNTS {
        let db = db.clone();
        tellers.spawn(async move {
            for round in 0..100 {
                let (from, to) = (teller.to_string(), ((teller + 1 + round % 3) % ACCOUNTS).to_string());
                let amount = 1 + i64::try_from(round % 7).unwrap();
                let writes = [change(&from, -amount).with_condition(at_least(amount)), change(&to, amount)];
                match db.transact_write_items(TransactWriteItems::new(writes)).await {
                    Ok(_) => {}
                    Err(error) => assert!(error.is_transaction_canceled(), "{error}"),
                }
            }
        });
    }
    loop {
        let gets = (0..ACCOUNTS).map(|number| TransactGet::new("bank", key(&number.to_string())));
        let accounts = db.transact_get_items(TransactGetItems::new(gets)).await.unwrap().items;
        let balances: Vec<i64> = accounts.iter().map(|account| balance(account.as_ref())).collect();
        assert_eq!(balances.iter().sum::<i64>(), 80);
        assert!(balances.iter().all(|balance| *balance >= 0), "{balances:?}");
        if tellers.is_empty() {
            return;
        }
        if let Some(finished) = tellers.try_join_next() {
            finished.unwrap();
        }
    }
}
