//! Tokens, which make a transaction run once.

use dynamo_model::Result;
use dynamo_model::expr::{Condition, Update};
use dynamo_model::request::{
    Action, Capacity, CapacityKind, ReturnCapacity, TableName, TransactWrite, TransactWriteItems,
};
use dynamo_model::value::Item;

use crate::kit::{item, key, refused, with_size};
use crate::{Target, TestTable};

fn nth(n: usize) -> Item {
    item! { "pk": "p", "sk": format!("{n:03}"), "n": n }
}

fn nth_key(n: usize) -> Item {
    key("p", format!("{n:03}"))
}

fn put(table: &TestTable, item: Item) -> TransactWrite {
    TransactWrite::new(table, Action::Put(item))
}

async fn stored(table: &TestTable) -> Result<Vec<Item>> {
    table.all(table.partition("p").consistent()).await
}

/// Makes a token nobody else uses: tokens outlive tables.
fn token(table: &TestTable) -> String {
    let name = TableName::from(table);
    name.chars().rev().take(30).collect::<String>()
}

fn count(table: &TestTable, n: usize) -> TransactWriteItems {
    TransactWriteItems::new([TransactWrite::new(
        table,
        Action::Update(nth_key(n), Update::new().add("n", 1)),
    )])
}

pub async fn a_token_runs_a_transaction_once(target: &Target) -> Result<()> {
    let table = target.table().await?;
    for _ in 0..3 {
        table.transact_write_items(count(&table, 1).with_token(token(&table))).await?;
    }
    assert_eq!(stored(&table).await?, [nth(1)]);
    table.transact_write_items(count(&table, 1).with_token(token(&table) + "2")).await?;
    table.transact_write_items(count(&table, 1)).await?;
    table.transact_write_items(count(&table, 1)).await?;
    assert_eq!(stored(&table).await?, [item! { "pk": "p", "sk": "001", "n": 4 }]);
    Ok(())
}

pub async fn a_token_stands_for_one_transaction(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.transact_write_items(count(&table, 1).with_token(token(&table))).await?;
    let error = refused(table.transact_write_items(count(&table, 2).with_token(token(&table))).await);
    assert!(error.is_token_mismatch(), "{error:?}");
    assert_eq!(error.code(), Some("IdempotentParameterMismatchException"));
    assert_eq!(stored(&table).await?, [nth(1)]);
    Ok(())
}

pub async fn a_token_of_a_cancelled_transaction_can_be_used_again(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let writes = [
        TransactWrite::new(&table, Action::Check(nth_key(1))).with_condition(Condition::exists("pk")),
        put(&table, nth(2)),
    ];
    let request = TransactWriteItems::new(writes).with_token(token(&table));
    assert!(refused(table.transact_write_items(request.clone()).await).is_transaction_canceled());
    table.put(nth(1)).await?;
    table.transact_write_items(request).await?;
    assert_eq!(stored(&table).await?, [nth(1), nth(2)]);
    Ok(())
}

pub async fn a_repeated_transaction_succeeds_whatever_became_of_its_items(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let create = put(&table, nth(1)).with_condition(Condition::not_exists("pk"));
    let request = TransactWriteItems::new([create]).with_token(token(&table));
    table.transact_write_items(request.clone()).await?;
    table.transact_write_items(request.clone()).await?;
    table.delete(nth_key(1)).await?;
    table.transact_write_items(request).await?;
    assert!(stored(&table).await?.is_empty());
    Ok(())
}

pub async fn a_token_has_at_most_36_characters(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let error = refused(table.transact_write_items(count(&table, 1).with_token("t".repeat(37))).await);
    assert!(error.is_validation(), "{error:?}");
    let longest = format!("{:x>36}", token(&table));
    table.transact_write_items(count(&table, 1).with_token(longest)).await?;
    assert_eq!(stored(&table).await?, [nth(1)]);
    Ok(())
}

pub async fn a_token_is_not_empty(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let error = refused(table.transact_write_items(count(&table, 1).with_token("")).await);
    assert!(error.is_validation(), "{error:?}");
    assert!(stored(&table).await?.is_empty());
    Ok(())
}

async fn charged(table: &TestTable, request: TransactWriteItems) -> Result<Capacity> {
    Ok(table
        .transact_write_items(request)
        .await?
        .consumed_capacity
        .iter()
        .map(|consumed| consumed.total)
        .sum())
}

pub async fn what_a_transaction_asks_to_be_told_makes_it_no_other(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let request = TransactWriteItems::new([put(&table, nth(1))]).with_token(token(&table));
    assert_eq!(charged(&table, request.clone().with_capacity(ReturnCapacity::Total)).await?.units(), 2.0);
    table.transact_write_items(request).await.map(drop)
}

pub async fn a_repeated_transaction_is_charged_as_reads(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let request = TransactWriteItems::new([put(&table, with_size(nth(1), 5 * 1024)), put(&table, nth(2))]);
    let request = request.with_token(token(&table)).with_capacity(ReturnCapacity::Total);
    assert_eq!(charged(&table, request.clone()).await?, Capacity::from_units(12));
    // Two read units for the first item and one for the second, twice.
    assert_eq!(charged(&table, request).await?, Capacity::from_units(6));
    Ok(())
}

pub async fn a_repeated_transaction_consumes_read_units(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let request = TransactWriteItems::new([put(&table, nth(1))]).with_token(token(&table));
    let request = request.with_capacity(ReturnCapacity::Total);
    for kind in [CapacityKind::Write, CapacityKind::Read] {
        let output = table.transact_write_items(request.clone()).await?;
        assert_eq!(output.consumed_capacity[0].kind, Some(kind));
    }
    Ok(())
}
