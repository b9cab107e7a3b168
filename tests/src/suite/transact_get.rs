//! What a transaction of reads returns.

use dynamo_model::expr::{Projection, Update};
use dynamo_model::request::{
    Action, Capacity, CapacityKind, ReturnCapacity, TableName, TransactGet, TransactGetItems, TransactWrite,
    TransactWriteItems,
};
use dynamo_model::value::Item;
use dynamo_model::{Error, Result};

use crate::kit::{item, key, refused, with_size};
use crate::{Target, TestTable};

const KB: usize = 1024;

fn nth(n: usize) -> Item {
    item! { "pk": "p", "sk": format!("{n:03}"), "n": n }
}

fn nth_key(n: usize) -> Item {
    key("p", format!("{n:03}"))
}

fn of(table: &TestTable, keys: impl IntoIterator<Item = Item>) -> TransactGetItems {
    TransactGetItems::new(keys.into_iter().map(|key| TransactGet::new(table, key)))
}

async fn refusal(table: &TestTable, request: TransactGetItems) -> Error {
    let error = refused(table.transact_get_items(request).await);
    assert!(error.is_validation(), "{error:?}");
    error
}

pub async fn a_transaction_returns_items_in_the_order_asked_for(target: &Target) -> Result<()> {
    let (first, second) = (target.table().await?, target.hash_table().await?);
    first.put_all((0..3).map(nth)).await?;
    second.put(item! { "pk": "a", "v": 1 }).await?;
    let mut request = of(&first, [2, 0].map(nth_key));
    request.gets.insert(1, TransactGet::new(&second, item! { "pk": "a" }));
    let output = first.transact_get_items(request).await?;
    assert_eq!(output.items, [Some(nth(2)), Some(item! { "pk": "a", "v": 1 }), Some(nth(0))]);
    assert!(output.consumed_capacity.is_empty());
    Ok(())
}

pub async fn items_a_transaction_does_not_find_are_none(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put(nth(1)).await?;
    let output = table.transact_get_items(of(&table, [0, 1, 2].map(nth_key))).await?;
    assert_eq!(output.items, [None, Some(nth(1)), None]);
    Ok(())
}

pub async fn every_read_of_a_transaction_has_its_own_projection(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put_all((0..2).map(nth)).await?;
    let [first, second] = [0, 1].map(|n| TransactGet::new(&table, nth_key(n)));
    let request = TransactGetItems::new([first.with_projection(Projection::from_iter(["n"])), second]);
    let output = table.transact_get_items(request).await?;
    assert_eq!(output.items, [Some(item! { "n": 0 }), Some(nth(1))]);
    Ok(())
}

pub async fn a_transaction_shows_no_item_its_projection_does_not_match(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put(nth(1)).await?;
    let absent = Projection::from_iter(["absent"]);
    let gets =
        [TransactGet::new(&table, nth_key(1)).with_projection(absent), TransactGet::new(&table, nth_key(1))];
    for (get, shown) in std::iter::zip(gets, [None, Some(nth(1))]) {
        let output = table.transact_get_items(TransactGetItems::new([get])).await?;
        assert_eq!(output.items, [shown]);
    }
    Ok(())
}

pub async fn a_transaction_reads_a_hundred_items_and_no_more(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put_all((0..100).map(nth)).await?;
    let output = table.transact_get_items(of(&table, (0..100).rev().map(nth_key))).await?;
    assert_eq!(output.items, (0..100).rev().map(|n| Some(nth(n))).collect::<Vec<_>>());
    refusal(&table, of(&table, (0..101).map(nth_key))).await;
    refusal(&table, of(&table, [])).await;
    Ok(())
}

pub async fn a_transaction_reads_up_to_four_megabytes(target: &Target) -> Result<()> {
    let table = target.table().await?;
    for n in 0..11 {
        table.put(with_size(nth(n), 400_000)).await?;
    }
    let output = table.transact_get_items(of(&table, (0..10).map(nth_key))).await?;
    assert!(output.items.iter().all(Option::is_some));
    refusal(&table, of(&table, (0..11).map(nth_key))).await;
    Ok(())
}

pub async fn a_transaction_reads_no_item_twice(target: &Target) -> Result<()> {
    let (table, other) = (target.table().await?, target.table().await?);
    let error = refusal(&table, of(&table, [1, 2, 1].map(nth_key))).await;
    assert_eq!(error.message(), "Transaction request cannot include multiple operations on one item");
    let mut both = of(&table, [nth_key(1)]);
    both.gets.push(TransactGet::new(&other, nth_key(1)));
    table.transact_get_items(both).await.map(drop)
}

pub async fn a_transaction_of_reads_needs_every_table(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let mut request = of(&table, [nth_key(1)]);
    request.gets.push(TransactGet::new(target.table_name(), nth_key(1)));
    assert!(refused(table.transact_get_items(request).await).is_not_found());
    Ok(())
}

pub async fn a_read_with_a_wrong_key_is_the_reason(target: &Target) -> Result<()> {
    let table = target.table().await?;
    for wrong in [item! { "pk": "p" }, key("p", 1), item! { "pk": "p", "sk": "1", "v": 1 }, key("p", "")] {
        let request = of(&table, [nth_key(1), wrong.clone()]);
        let error = refused(table.transact_get_items(request).await);
        assert!(error.is_transaction_canceled(), "{wrong:?}: {error:?}");
        let codes: Vec<&str> = error.cancellation_reasons().iter().map(|reason| reason.code()).collect();
        assert_eq!(codes, ["None", "ValidationError"], "{wrong:?}");
    }
    Ok(())
}

pub async fn a_transaction_never_sees_half_of_another(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put_all([0, 1].map(|n| item! { "pk": "p", "sk": format!("{n:03}"), "n": 0 })).await?;
    let write = async {
        for _ in 0..50 {
            let count = |n| Action::Update(nth_key(n), Update::new().add("n", 1));
            let writes = [0, 1].map(|n| TransactWrite::new(&table, count(n)));
            settle(table.transact_write_items(TransactWriteItems::new(writes)).await)?;
        }
        Ok(())
    };
    let read = async {
        for _ in 0..100 {
            if let Some(output) = settle(table.transact_get_items(of(&table, [0, 1].map(nth_key))).await)? {
                let [Some(first), Some(second)] = output.items.as_slice() else { panic!("{output:?}") };
                assert_eq!(first.get("n"), second.get("n"));
            }
        }
        Ok(())
    };
    tokio::try_join!(write, read).map(drop)
}

/// Takes a conflict for an answer: who meets another transaction may be cancelled.
fn settle<T>(result: Result<T>) -> Result<Option<T>> {
    let conflict = |error: &Error| {
        error.cancellation_reasons().iter().any(|reason| reason.code() == "TransactionConflict")
    };
    match result {
        Err(error) if conflict(&error) => Ok(None),
        other => other.map(Some),
    }
}

pub async fn reads_of_a_transaction_cost_twice_as_much(target: &Target) -> Result<()> {
    let (table, other) = (target.table().await?, target.table().await?);
    table.put_all([with_size(nth(1), 4 * KB), with_size(nth(2), 4 * KB + 1)]).await?;
    let mut request = of(&table, [1, 2].map(nth_key)).with_capacity(ReturnCapacity::Total);
    request.gets.push(TransactGet::new(&other, nth_key(1)));
    let consumed = table.transact_get_items(request).await?.consumed_capacity;
    let total = |table: &TestTable| {
        let name = TableName::from(table);
        consumed.iter().find(|consumed| consumed.table_name == name).map(|consumed| consumed.total)
    };
    assert_eq!(consumed.len(), 2);
    // Two and four; one that is not there costs two as well.
    assert_eq!(total(&table), Some(Capacity::from_units(6)));
    assert_eq!(total(&other), Some(Capacity::from_units(2)));
    Ok(())
}

pub async fn a_transaction_of_reads_consumes_read_units(target: &Target) -> Result<()> {
    let table = target.table().await?;
    for detail in [ReturnCapacity::Total, ReturnCapacity::Indexes] {
        let request = of(&table, [nth_key(1)]).with_capacity(detail);
        let consumed = table.transact_get_items(request).await?.consumed_capacity;
        assert_eq!(consumed[0].kind, Some(CapacityKind::Read));
    }
    Ok(())
}
