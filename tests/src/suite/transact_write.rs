//! What a transaction of writes does, and why it does not.

use std::sync::Arc;

use dynamo_model::expr::{Condition, KeyCondition, Path, Update};
use dynamo_model::request::{
    Action, Capacity, CapacityKind, ConsumedCapacity, IndexDefinition, KeyKind, KeySchema, Query,
    ReturnCapacity, TableName, TransactWrite, TransactWriteItems,
};
use dynamo_model::value::Item;
use dynamo_model::{Backend, Error, Result};

use crate::kit::{item, key, nested, refused, with_size};
use crate::target::plain;
use crate::{Target, TestTable};

const KB: usize = 1024;

fn nth(n: usize) -> Item {
    item! { "pk": "p", "sk": format!("{n:03}"), "n": n }
}

fn nth_key(n: usize) -> Item {
    key("p", format!("{n:03}"))
}

fn put(table: &TestTable, item: Item) -> TransactWrite {
    TransactWrite::new(table, Action::Put(item))
}

fn update(table: &TestTable, key: Item, update: Update) -> TransactWrite {
    TransactWrite::new(table, Action::Update(key, update))
}

fn delete(table: &TestTable, key: Item) -> TransactWrite {
    TransactWrite::new(table, Action::Delete(key))
}

fn check(table: &TestTable, key: Item, condition: Condition) -> TransactWrite {
    TransactWrite::new(table, Action::Check(key)).with_condition(condition)
}

fn n_is(n: usize) -> Condition {
    Condition::eq(Path::attribute("n"), n)
}

async fn write(table: &TestTable, writes: impl IntoIterator<Item = TransactWrite>) -> Result<()> {
    table.transact_write_items(TransactWriteItems::new(writes)).await.map(drop)
}

async fn stored(table: &TestTable) -> Result<Vec<Item>> {
    table.all(table.partition("p").consistent()).await
}

/// Requires that a transaction is refused as invalid, before any of its actions is looked at.
async fn refusal(table: &TestTable, writes: impl IntoIterator<Item = TransactWrite>) -> Result<Error> {
    let before = stored(table).await?;
    let error = refused(write(table, writes).await);
    assert!(error.is_validation(), "{error:?}");
    assert_eq!(stored(table).await?, before, "{error:?}");
    Ok(error)
}

/// Requires that a transaction is cancelled and changes nothing.
async fn cancelled(table: &TestTable, writes: impl IntoIterator<Item = TransactWrite>) -> Result<Error> {
    let before = stored(table).await?;
    let error = refused(write(table, writes).await);
    assert!(error.is_transaction_canceled(), "{error:?}");
    assert_eq!(stored(table).await?, before, "{error:?}");
    Ok(error)
}

fn codes(error: &Error) -> Vec<&str> {
    error.cancellation_reasons().iter().map(|reason| reason.code()).collect()
}

pub async fn a_transaction_puts_updates_deletes_and_checks(target: &Target) -> Result<()> {
    let (first, second) = (target.table().await?, target.table().await?);
    first.put_all((0..3).map(nth)).await?;
    second.put(nth(8)).await?;
    let writes = [
        put(&first, nth(5)),
        update(&first, nth_key(1), Update::new().add("n", 10)).with_condition(n_is(1)),
        delete(&first, nth_key(2)).with_condition(Condition::exists("pk")),
        check(&first, nth_key(0), n_is(0)),
        put(&second, nth(9)).with_condition(Condition::not_exists("pk")),
        delete(&second, nth_key(8)),
    ];
    write(&first, writes).await?;
    let added = item! { "pk": "p", "sk": "001", "n": 11 };
    assert_eq!(stored(&first).await?, [nth(0), added, nth(5)]);
    assert_eq!(stored(&second).await?, [nth(9)]);
    Ok(())
}

pub async fn a_transaction_creates_deletes_and_replaces_like_single_writes(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put(nth(1)).await?;
    let writes = [
        put(&table, nth_key(1)),
        update(&table, nth_key(2), Update::new().set("v", "new")),
        delete(&table, nth_key(3)),
    ];
    write(&table, writes).await?;
    assert_eq!(stored(&table).await?, [nth_key(1), item! { "pk": "p", "sk": "002", "v": "new" }]);
    Ok(())
}

pub async fn one_failed_condition_undoes_the_whole_transaction(target: &Target) -> Result<()> {
    let (first, second) = (target.table().await?, target.table().await?);
    first.put_all((0..3).map(nth)).await?;
    second.put(nth(1)).await?;
    let others = |last: TransactWrite| {
        [
            put(&first, nth(7)),
            update(&first, nth_key(1), Update::new().add("n", 1)),
            delete(&first, nth_key(2)),
            put(&second, nth(2)),
            last,
        ]
    };
    for last in [
        put(&second, nth(1)).with_condition(Condition::not_exists("pk")),
        update(&second, nth_key(1), Update::new().set("v", 1)).with_condition(n_is(2)),
        delete(&second, nth_key(1)).with_condition(n_is(2)),
        check(&second, nth_key(9), Condition::exists("pk")),
    ] {
        let error = cancelled(&first, others(last)).await?;
        assert_eq!(codes(&error), ["None", "None", "None", "None", "ConditionalCheckFailed"]);
        assert_eq!(stored(&second).await?, [nth(1)]);
    }
    Ok(())
}

pub async fn every_failed_condition_is_a_reason_in_its_place(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put(nth(1)).await?;
    let writes = [
        check(&table, nth_key(1), n_is(2)),
        put(&table, nth(2)),
        delete(&table, nth_key(3)).with_condition(Condition::exists("pk")),
    ];
    let error = cancelled(&table, writes).await?;
    assert_eq!(codes(&error), ["ConditionalCheckFailed", "None", "ConditionalCheckFailed"]);
    Ok(())
}

pub async fn a_failed_condition_is_told_in_its_reason(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let exists = || Condition::exists("pk");
    let writes = [
        check(&table, nth_key(1), exists()),
        put(&table, nth(2)),
        delete(&table, nth_key(3)).with_condition(exists()),
    ];
    let error = cancelled(&table, writes).await?;
    let messages: Vec<_> = error.cancellation_reasons().iter().map(|reason| reason.message()).collect();
    let failed = Some("The conditional request failed");
    assert_eq!(messages, [failed, None, failed]);
    assert_eq!(
        error.message(),
        "Transaction cancelled, please refer cancellation reasons for specific reasons \
         [ConditionalCheckFailed, None, ConditionalCheckFailed]"
    );
    Ok(())
}

pub async fn a_reason_carries_the_stored_item_if_asked(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put_all((1..3).map(nth)).await?;
    let never = || Condition::exists("absent");
    let writes = [
        check(&table, nth_key(1), never()).returning_item_on_failure(),
        check(&table, nth_key(2), never()),
        check(&table, nth_key(3), never()).returning_item_on_failure(),
        put(&table, nth(4)).returning_item_on_failure(),
    ];
    let error = cancelled(&table, writes).await?;
    let items: Vec<_> = error.cancellation_reasons().iter().map(|reason| reason.item()).collect();
    assert_eq!(items, [Some(&nth(1)), None, None, None]);
    Ok(())
}

pub async fn a_condition_check_needs_a_condition(target: &Target) -> Result<()> {
    let table = target.table().await?;
    refusal(&table, [put(&table, nth(1)), TransactWrite::new(&table, Action::Check(nth_key(2)))]).await?;
    Ok(())
}

pub async fn a_condition_check_leaves_the_item_alone(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put(nth(1)).await?;
    let writes = [check(&table, nth_key(1), n_is(1)), check(&table, nth_key(2), Condition::not_exists("pk"))];
    write(&table, writes).await?;
    assert_eq!(stored(&table).await?, [nth(1)]);
    Ok(())
}

pub async fn an_update_that_cannot_be_applied_is_a_reason(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put(item! { "pk": "p", "sk": "001", "t": "text" }).await?;
    for (wrong, message) in [
        (
            Update::new().set(Path::attribute("q").key("z"), 1),
            "The document path provided in the update expression is invalid for update",
        ),
        (Update::new().add("t", 1), "An operand in the update expression has an incorrect data type"),
        (
            Update::new().set("q", Path::attribute("absent")),
            "The provided expression refers to an attribute that does not exist in the item",
        ),
        (
            Update::new().set("t", "x".repeat(400 * KB)),
            "Item size to update has exceeded the maximum allowed size",
        ),
    ] {
        let error = cancelled(&table, [put(&table, nth(2)), update(&table, nth_key(1), wrong)]).await?;
        assert_eq!(codes(&error), ["None", "ValidationError"]);
        assert_eq!(error.cancellation_reasons()[1].message(), Some(message));
    }
    Ok(())
}

pub async fn a_write_with_a_wrong_key_is_the_reason(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let wrong = || key("p", 1);
    for action in [
        put(&table, wrong()),
        delete(&table, wrong()),
        update(&table, wrong(), Update::new().set("v", 1)),
        check(&table, wrong(), Condition::not_exists("v")),
    ] {
        let error = cancelled(&table, [put(&table, nth(1)), action]).await?;
        assert_eq!(codes(&error), ["None", "ValidationError"]);
    }
    Ok(())
}

pub async fn a_reason_says_what_is_wrong_with_a_key(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let mismatch = "The provided key element does not match the schema";
    let short = || item! { "pk": "p" };
    for (action, message) in [
        (delete(&table, short()), mismatch),
        (delete(&table, key("p", 1)), mismatch),
        (update(&table, short(), Update::new().set("v", 1)), mismatch),
        (check(&table, short(), Condition::not_exists("v")), mismatch),
        (
            put(&table, key("p", 1)),
            "One or more parameter values were invalid: Type mismatch for key sk expected: S actual: N",
        ),
    ] {
        let error = cancelled(&table, [action]).await?;
        assert_eq!(codes(&error), ["ValidationError"]);
        assert_eq!(error.cancellation_reasons()[0].message(), Some(message));
    }
    Ok(())
}

async fn indexed(target: &Target) -> Result<TestTable> {
    let index = IndexDefinition::new("gsi", KeySchema::new("g"));
    target
        .create(|name| plain(name, KeyKind::S).with_attribute("g", KeyKind::S).with_global_index(index))
        .await
}

pub async fn a_wrong_index_key_is_the_reason(target: &Target) -> Result<()> {
    let table = indexed(target).await?;
    let wrong = item! { "pk": "p", "sk": "002", "g": 1 };
    for action in [put(&table, wrong), update(&table, nth_key(2), Update::new().set("g", 1))] {
        let error = cancelled(&table, [put(&table, nth(1)), action]).await?;
        assert_eq!(codes(&error), ["None", "ValidationError"]);
    }
    Ok(())
}

pub async fn what_no_item_can_be_is_refused_at_once(target: &Target) -> Result<()> {
    let table = indexed(target).await?;
    for wrong in [
        put(&table, key("p", "")),
        delete(&table, key("p", "")),
        put(&table, item! { "pk": "p", "sk": "2", "g": "" }),
        put(&table, with_size(nth(2), 400 * KB + 1)),
        put(&table, item! { "pk": "p", "sk": "2", "v": nested(32) }),
        update(&table, nth_key(2), Update::new().set("v", 1).remove("v")),
        update(&table, nth_key(2), Update::new()),
    ] {
        refusal(&table, [put(&table, nth(1)), wrong]).await?;
    }
    Ok(())
}

pub async fn a_transaction_of_writes_needs_every_table(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let missing = TransactWrite::new(target.table_name(), Action::Put(nth(2)));
    assert!(refused(write(&table, [put(&table, nth(1)), missing]).await).is_not_found());
    assert!(stored(&table).await?.is_empty());
    Ok(())
}

pub async fn a_transaction_writes_no_item_twice(target: &Target) -> Result<()> {
    let (table, other) = (target.table().await?, target.table().await?);
    let set = || update(&table, nth_key(1), Update::new().set("v", 1));
    for twice in [
        [put(&table, nth(1)), put(&table, nth_key(1))],
        [put(&table, nth(1)), delete(&table, nth_key(1))],
        [set(), set()],
        [check(&table, nth_key(1), Condition::not_exists("pk")), put(&table, nth(1))],
    ] {
        let error = refusal(&table, twice).await?;
        assert_eq!(error.message(), "Transaction request cannot include multiple operations on one item");
    }
    write(&table, [put(&table, nth(1)), put(&other, nth(1))]).await?;
    assert_eq!((stored(&table).await?, stored(&other).await?), (vec![nth(1)], vec![nth(1)]));
    Ok(())
}

pub async fn a_transaction_writes_a_hundred_items_and_no_more(target: &Target) -> Result<()> {
    let table = target.table().await?;
    refusal(&table, []).await?;
    refusal(&table, (0..101).map(|n| put(&table, nth(n)))).await?;
    write(&table, (0..100).map(|n| put(&table, nth(n)))).await?;
    assert_eq!(stored(&table).await?, (0..100).map(nth).collect::<Vec<_>>());
    Ok(())
}

pub async fn a_transaction_writes_up_to_four_megabytes(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let puts = |count| (0..count).map(|n| put(&table, with_size(nth(n), 400_000)));
    refusal(&table, puts(11)).await?;
    write(&table, puts(10)).await
}

pub async fn transactions_keep_indexes_up_to_date(target: &Target) -> Result<()> {
    let table = indexed(target).await?;
    let at = |n: usize, g: &str| {
        let mut item = nth(n);
        item.insert("g", g);
        item
    };
    table.put_all([at(1, "x"), at(2, "x")]).await?;
    let writes = [
        delete(&table, nth_key(1)),
        update(&table, nth_key(2), Update::new().set("g", "y")),
        put(&table, at(3, "x")),
    ];
    write(&table, writes).await?;
    let cancel = check(&table, nth_key(9), Condition::exists("pk"));
    cancelled(&table, [put(&table, at(4, "x")), delete(&table, nth_key(2)), cancel]).await?;
    for (g, sk) in [("x", "003"), ("y", "002")] {
        let query = Query::new(&table, KeyCondition::partition("g", g)).on_index("gsi");
        assert_eq!(table.texts("sk", query).await?, [sk]);
    }
    Ok(())
}

pub async fn transactions_at_once_lose_nothing(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let moves = [(1, -1), (2, 1)].map(|(n, by)| update(&table, nth_key(n), Update::new().add("n", by)));
    let request = TransactWriteItems::new(moves);
    let transfers: Vec<_> =
        (0..12).map(|_| tokio::spawn(persist(Arc::clone(target.backend()), request.clone()))).collect();
    for transfer in transfers {
        transfer.await.unwrap()?;
    }
    let counted = |n: usize, count: i32| item! { "pk": "p", "sk": format!("{n:03}"), "n": count };
    assert_eq!(stored(&table).await?, [counted(1, -12), counted(2, 12)]);
    Ok(())
}

/// Sends a transaction until no other one gets in its way.
async fn persist(backend: Arc<dyn Backend>, request: TransactWriteItems) -> Result<()> {
    loop {
        match backend.transact_write_items(request.clone()).await {
            Err(error) if codes(&error).contains(&"TransactionConflict") => tokio::task::yield_now().await,
            other => return other.map(drop),
        }
    }
}

/// Runs a transaction and returns what it was charged for a table.
async fn charged(table: &TestTable, request: TransactWriteItems) -> Result<ConsumedCapacity> {
    let output = table.transact_write_items(request.with_capacity(ReturnCapacity::Indexes)).await?;
    let mut consumed = output.consumed_capacity.into_iter();
    let of_table = consumed.find(|consumed| consumed.table_name == TableName::from(table)).unwrap();
    Ok(of_table)
}

pub async fn writes_of_a_transaction_cost_the_table_twice_as_much(target: &Target) -> Result<()> {
    let (table, other) = (target.table().await?, target.table().await?);
    table.put(with_size(nth(1), 3 * KB)).await?;
    let writes = || [put(&table, nth(1)), put(&other, with_size(nth(1), KB + 1))];
    assert_eq!(charged(&table, TransactWriteItems::new(writes())).await?.total, Capacity::from_units(6));
    assert_eq!(charged(&other, TransactWriteItems::new(writes())).await?.total, Capacity::from_units(4));
    let unasked = table.transact_write_items(TransactWriteItems::new(writes())).await?;
    assert!(unasked.consumed_capacity.is_empty());
    Ok(())
}

pub async fn every_action_of_a_transaction_is_charged(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put_all([with_size(nth(1), 3 * KB), with_size(nth(2), 2 * KB)]).await?;
    let writes =
        [put(&table, nth(1)), check(&table, nth_key(2), Condition::exists("pk")), delete(&table, nth_key(3))];
    // Three for the larger version, two for the item looked at, one for the one that is not there; all twice.
    let consumed = charged(&table, TransactWriteItems::new(writes)).await?;
    assert_eq!(consumed.total, Capacity::from_units(12));
    Ok(())
}

pub async fn writes_of_a_transaction_cost_an_index_once(target: &Target) -> Result<()> {
    let table = indexed(target).await?;
    let enter = update(&table, nth_key(1), Update::new().set("g", "x"));
    let consumed = charged(&table, TransactWriteItems::new([enter])).await?;
    assert_eq!(consumed.table, Some(Capacity::from_units(2)));
    assert_eq!(consumed.global_indexes["gsi"], Capacity::from_units(1));
    assert_eq!(consumed.total, Capacity::from_units(3));
    Ok(())
}

pub async fn a_transaction_of_writes_consumes_write_units(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let writes = [put(&table, nth(1)), check(&table, nth_key(2), Condition::not_exists("pk"))];
    let consumed = charged(&table, TransactWriteItems::new(writes)).await?;
    assert_eq!(consumed.kind, Some(CapacityKind::Write));
    Ok(())
}
