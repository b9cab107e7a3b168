//! What a batch of reads returns.

use dynamo_model::expr::Projection;
use dynamo_model::request::{
    BatchGetItem, BatchGetItemOutput, Capacity, KeysToGet, ReturnCapacity, TableName,
};
use dynamo_model::value::Item;
use dynamo_model::{Error, Result};

use crate::kit::{item, key, refused, with_size};
use crate::{Target, TestTable};

const KB: usize = 1024;

/// Makes the `n`th item of partition `p`.
fn nth(n: usize) -> Item {
    item! { "pk": "p", "sk": format!("{n:03}"), "n": n }
}

fn nth_key(n: usize) -> Item {
    key("p", format!("{n:03}"))
}

fn of(table: &TestTable, keys: impl IntoIterator<Item = Item>) -> BatchGetItem {
    BatchGetItem::new().with_keys(table, KeysToGet::new(keys).consistent())
}

/// Returns what a batch found in a table, in the order of the sort keys.
fn found(output: &BatchGetItemOutput, table: &TestTable) -> Vec<Item> {
    let mut items = output.items.get(&TableName::from(table)).cloned().unwrap_or_default();
    items.sort_by_key(|item| item.get("sk").and_then(|sk| sk.as_s().map(str::to_owned)));
    items
}

async fn refusal(table: &TestTable, request: BatchGetItem) -> Error {
    let error = refused(table.batch_get_item(request).await);
    assert!(error.is_validation(), "{error:?}");
    error
}

pub async fn a_batch_returns_the_items_it_finds(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put_all((0..5).map(nth)).await?;
    let output = table.batch_get_item(of(&table, [3, 9, 0, 4].map(nth_key))).await?;
    assert_eq!(found(&output, &table), [0, 3, 4].map(nth));
    assert!(output.unprocessed.is_empty() && output.consumed_capacity.is_empty());
    Ok(())
}

pub async fn a_batch_that_finds_nothing_is_no_error(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let output = table.batch_get_item(of(&table, [1, 2].map(nth_key))).await?;
    assert!(found(&output, &table).is_empty() && output.unprocessed.is_empty());
    Ok(())
}

pub async fn a_batch_reads_from_several_tables(target: &Target) -> Result<()> {
    let (first, second) = (target.table().await?, target.hash_table().await?);
    first.put_all((0..2).map(nth)).await?;
    second.put(item! { "pk": "p", "v": 1 }).await?;
    let request = of(&first, [0, 1].map(nth_key))
        .with_keys(&second, KeysToGet::new([item! { "pk": "p" }]).consistent());
    let output = first.batch_get_item(request).await?;
    assert_eq!(found(&output, &first), [0, 1].map(nth));
    assert_eq!(found(&output, &second), [item! { "pk": "p", "v": 1 }]);
    Ok(())
}

pub async fn every_table_of_a_batch_has_its_own_projection(target: &Target) -> Result<()> {
    let (first, second) = (target.table().await?, target.table().await?);
    first.put(nth(1)).await?;
    second.put(nth(1)).await?;
    let wanted = || KeysToGet::new([nth_key(1)]).consistent();
    let request = BatchGetItem::new()
        .with_keys(&first, wanted().with_projection(Projection::from_iter(["n"])))
        .with_keys(&second, wanted());
    let output = first.batch_get_item(request).await?;
    assert_eq!(found(&output, &first), [item! { "n": 1 }]);
    assert_eq!(found(&output, &second), [nth(1)]);
    Ok(())
}

pub async fn a_table_by_its_name_and_by_its_arn_is_answered_apart(target: &Target) -> Result<()> {
    let table = target.table().await?;
    for n in [1, 2] {
        table.put(nth(n)).await?;
    }
    let arn = TableName::from(table.describe_table((&table).into()).await?.arn.as_str());
    let only = |attribute: &str| Projection::from_iter([attribute]);
    let request = BatchGetItem::new()
        .with_keys(arn.clone(), KeysToGet::new([nth_key(1)]).with_projection(only("n")))
        .with_keys(&table, KeysToGet::new([1, 2].map(nth_key)).with_projection(only("sk")).consistent())
        .with_capacity(ReturnCapacity::Total);
    let output = table.batch_get_item(request).await?;
    assert_eq!(output.items.get(&arn), Some(&vec![item! { "n": 1 }]));
    assert_eq!(found(&output, &table), [item! { "sk": "001" }, item! { "sk": "002" }]);
    let mut consumed: Vec<_> = output
        .consumed_capacity
        .iter()
        .map(|consumed| (consumed.table_name.clone(), consumed.total))
        .collect();
    consumed.sort();
    let mut expected = [(arn, Capacity::from_halves(1)), (TableName::from(&table), Capacity::from_units(2))];
    expected.sort();
    assert_eq!(consumed, expected);
    Ok(())
}

pub async fn a_batch_reads_a_hundred_keys_and_no_more(target: &Target) -> Result<()> {
    let (table, other) = (target.table().await?, target.table().await?);
    table.put_all((0..100).map(nth)).await?;
    let output = table.batch_get_item(of(&table, (0..100).map(nth_key))).await?;
    assert_eq!(found(&output, &table), (0..100).map(nth).collect::<Vec<_>>());
    refusal(&table, of(&table, (0..101).map(nth_key))).await;
    let both = of(&table, (0..60).map(nth_key)).with_keys(&other, KeysToGet::new((0..41).map(nth_key)));
    let error = refusal(&table, both).await;
    assert_eq!(error.message(), "Too many items requested for the BatchGetItem call");
    Ok(())
}

pub async fn a_batch_has_a_key_for_every_table_it_names(target: &Target) -> Result<()> {
    let (table, other) = (target.table().await?, target.table().await?);
    refusal(&table, BatchGetItem::new()).await;
    refusal(&table, of(&table, [])).await;
    refusal(&table, of(&table, [nth_key(1)]).with_keys(&other, KeysToGet::new([]))).await;
    Ok(())
}

pub async fn a_batch_reads_no_key_twice(target: &Target) -> Result<()> {
    let (table, other) = (target.table().await?, target.table().await?);
    let turned = item! { "sk": "001", "pk": "p" };
    for keys in [[nth_key(1), nth_key(1)], [nth_key(1), turned]] {
        let error = refusal(&table, of(&table, keys)).await;
        assert_eq!(error.message(), "Provided list of item keys contains duplicates");
    }
    let both = of(&table, [nth_key(1)]).with_keys(&other, KeysToGet::new([nth_key(1)]));
    table.batch_get_item(both).await.map(drop)
}

pub async fn one_wrong_key_fails_the_whole_batch_of_reads(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put(nth(1)).await?;
    for wrong in [item! { "pk": "a" }, key("a", 1), item! { "pk": "a", "sk": "1", "v": 1 }, key("a", "")] {
        refusal(&table, of(&table, [nth_key(1), wrong])).await;
    }
    Ok(())
}

pub async fn one_missing_table_fails_the_whole_batch_of_reads(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put(nth(1)).await?;
    let request = of(&table, [nth_key(1)]).with_keys(target.table_name(), KeysToGet::new([nth_key(1)]));
    assert!(refused(table.batch_get_item(request).await).is_not_found());
    Ok(())
}

pub async fn what_does_not_fit_into_an_answer_is_left_to_ask_for(target: &Target) -> Result<()> {
    let table = target.table().await?;
    for n in 0..45 {
        table.put(with_size(nth(n), 400_000)).await?;
    }
    let mut request = of(&table, (0..45).map(nth_key));
    let (mut numbers, mut answers) = (Vec::new(), 0);
    while !request.tables.is_empty() {
        let output = table.batch_get_item(request).await?;
        let items = found(&output, &table);
        assert!(items.iter().map(Item::size).sum::<usize>() <= 16 * KB * KB);
        numbers.extend(items.into_iter().map(|item| item.get("sk").unwrap().as_s().unwrap().to_owned()));
        request = BatchGetItem::new();
        for (name, left) in output.unprocessed {
            assert!(left.consistent_read);
            request = request.with_keys(name, left);
        }
        answers += 1;
    }
    numbers.sort();
    assert_eq!(numbers, (0..45).map(|n| format!("{n:03}")).collect::<Vec<_>>());
    assert!(answers > 1);
    Ok(())
}

pub async fn a_batch_of_reads_is_charged_item_by_item(target: &Target) -> Result<()> {
    let (table, other) = (target.table().await?, target.table().await?);
    for n in 0..3 {
        table.put(with_size(nth(n), KB)).await?;
        other.put(with_size(nth(n), 4 * KB + 1)).await?;
    }
    let keys = || (0..3).map(nth_key);
    let request = BatchGetItem::new()
        .with_keys(&table, KeysToGet::new(keys()))
        .with_keys(&other, KeysToGet::new(keys()).consistent())
        .with_capacity(ReturnCapacity::Total);
    let consumed = table.batch_get_item(request).await?.consumed_capacity;
    let total = |table: &TestTable| {
        let name = TableName::from(table);
        consumed.iter().find(|consumed| consumed.table_name == name).map(|consumed| consumed.total)
    };
    assert_eq!(consumed.len(), 2);
    assert_eq!(total(&table), Some(Capacity::from_halves(3)));
    assert_eq!(total(&other), Some(Capacity::from_units(6)));
    Ok(())
}

pub async fn a_batch_is_charged_for_keys_it_does_not_find(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let keys = || (0..3).map(nth_key);
    for (wanted, cost) in [(KeysToGet::new(keys()), 3), (KeysToGet::new(keys()).consistent(), 6)] {
        let request = BatchGetItem::new().with_keys(&table, wanted).with_capacity(ReturnCapacity::Total);
        let consumed = table.batch_get_item(request).await?.consumed_capacity;
        assert_eq!(consumed.len(), 1);
        assert_eq!(consumed[0].total, Capacity::from_halves(cost));
    }
    Ok(())
}
