//! What a batch of writes does.

use dynamo_model::expr::KeyCondition;
use dynamo_model::request::{
    BatchWriteItem, Capacity, IndexDefinition, KeyKind, KeySchema, Query, ReturnCapacity, TableName, Write,
};
use dynamo_model::value::Item;
use dynamo_model::{Error, Result};

use crate::kit::{item, key, number, refused, with_size};
use crate::target::plain;
use crate::{Target, TestTable};

const KB: usize = 1024;

fn nth(n: usize) -> Item {
    item! { "pk": "p", "sk": format!("{n:03}"), "n": n }
}

fn nth_key(n: usize) -> Item {
    key("p", format!("{n:03}"))
}

fn of(table: &TestTable, writes: impl IntoIterator<Item = Write>) -> BatchWriteItem {
    writes.into_iter().fold(BatchWriteItem::new(), |batch, write| batch.with_write(table, write))
}

fn puts(numbers: std::ops::Range<usize>) -> impl Iterator<Item = Write> {
    numbers.map(|n| Write::Put(nth(n)))
}

async fn write(table: &TestTable, batch: BatchWriteItem) -> Result<()> {
    let output = table.batch_write_item(batch).await?;
    assert!(output.unprocessed.is_empty());
    Ok(())
}

async fn stored(table: &TestTable) -> Result<Vec<Item>> {
    table.all(table.partition("p").consistent()).await
}

/// Requires that a batch is refused as invalid and leaves the table as empty as it was.
async fn refusal(table: &TestTable, batch: BatchWriteItem) -> Result<Error> {
    let error = refused(table.batch_write_item(batch).await);
    assert!(error.is_validation(), "{error:?}");
    assert!(stored(table).await?.is_empty(), "{error:?}");
    Ok(error)
}

pub async fn a_batch_puts_and_deletes_in_several_tables(target: &Target) -> Result<()> {
    let (first, second) = (target.table().await?, target.table().await?);
    first.put_all((0..2).map(nth)).await?;
    second.put(nth(9)).await?;
    let batch = of(&first, [Write::Delete(nth_key(0)), Write::Put(nth(2))])
        .with_write(&second, Write::Put(nth(7)))
        .with_write(&second, Write::Delete(nth_key(9)));
    write(&first, batch).await?;
    assert_eq!(stored(&first).await?, [1, 2].map(nth));
    assert_eq!(stored(&second).await?, [nth(7)]);
    Ok(())
}

pub async fn a_put_of_a_batch_replaces_the_whole_item(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put(nth(1)).await?;
    let mut other = nth_key(1);
    other.insert("v", "new");
    write(&table, of(&table, [Write::Put(other.clone())])).await?;
    assert_eq!(stored(&table).await?, [other]);
    Ok(())
}

pub async fn a_batch_may_delete_what_is_not_there(target: &Target) -> Result<()> {
    let table = target.table().await?;
    write(&table, of(&table, [Write::Delete(nth_key(1)), Write::Put(nth(2))])).await?;
    assert_eq!(stored(&table).await?, [nth(2)]);
    Ok(())
}

pub async fn a_batch_writes_25_items_and_no_more(target: &Target) -> Result<()> {
    let (table, other) = (target.table().await?, target.table().await?);
    refusal(&table, of(&table, puts(0..26))).await?;
    let both = puts(0..12).fold(of(&table, puts(0..14)), |batch, write| batch.with_write(&other, write));
    let error = refusal(&table, both).await?;
    assert_eq!(error.message(), "Too many items requested for the BatchWriteItem call");
    assert!(stored(&other).await?.is_empty());
    write(&table, of(&table, puts(0..25))).await?;
    assert_eq!(stored(&table).await?.len(), 25);
    Ok(())
}

pub async fn a_batch_of_nothing_is_refused(target: &Target) -> Result<()> {
    let table = target.table().await?;
    refusal(&table, BatchWriteItem::new()).await?;
    let mut batch = of(&table, puts(0..1));
    batch.tables.insert(TableName::from(&target.table().await?), Vec::new());
    refusal(&table, batch).await?;
    Ok(())
}

pub async fn a_batch_writes_no_item_twice(target: &Target) -> Result<()> {
    let (table, other) = (target.table().await?, target.table().await?);
    for twice in [
        [Write::Put(nth(1)), Write::Put(nth_key(1))],
        [Write::Put(nth(1)), Write::Delete(nth_key(1))],
        [Write::Delete(nth_key(1)), Write::Delete(item! { "sk": "001", "pk": "p" })],
    ] {
        let error = refusal(&table, of(&table, twice)).await?;
        assert_eq!(error.message(), "Provided list of item keys contains duplicates");
    }
    write(&table, of(&table, puts(1..2)).with_write(&other, Write::Put(nth(1)))).await?;
    assert_eq!(stored(&other).await?, [nth(1)]);
    Ok(())
}

pub async fn a_batch_knows_number_keys_by_their_value(target: &Target) -> Result<()> {
    let table = target.table_sorted_by(KeyKind::N).await?;
    let twice = ["1", "1.0"].map(|n| Write::Put(key("p", number(n))));
    refusal(&table, of(&table, twice)).await?;
    write(&table, of(&table, ["1", "10"].map(|n| Write::Put(key("p", number(n)))))).await?;
    assert_eq!(stored(&table).await?.len(), 2);
    Ok(())
}

pub async fn one_wrong_key_stops_the_whole_batch_of_writes(target: &Target) -> Result<()> {
    let table = target.table().await?;
    for wrong in [item! { "pk": "p" }, key("p", 1), key("p", "")] {
        for wrong in [Write::Put(wrong.clone()), Write::Delete(wrong)] {
            refusal(&table, of(&table, [Write::Put(nth(1)), wrong])).await?;
        }
    }
    refusal(&table, of(&table, [Write::Put(nth(1)), Write::Delete(nth(2))])).await?;
    Ok(())
}

pub async fn a_batch_names_no_key_attribute_that_is_wrong(target: &Target) -> Result<()> {
    let table = target.table().await?;
    for wrong in [item! { "pk": "p" }, key("p", 1)] {
        for wrong in [Write::Put(wrong.clone()), Write::Delete(wrong)] {
            let error = refusal(&table, of(&table, [wrong])).await?;
            assert_eq!(error.message(), "The provided key element does not match the schema");
        }
    }
    Ok(())
}

pub async fn one_item_too_large_stops_the_whole_batch(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let large = |bytes| of(&table, [Write::Put(nth(1)), Write::Put(with_size(nth(2), bytes))]);
    refusal(&table, large(400 * KB + 1)).await?;
    write(&table, large(400 * KB)).await?;
    assert_eq!(stored(&table).await?.len(), 2);
    Ok(())
}

pub async fn one_missing_table_stops_the_whole_batch(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let batch = of(&table, puts(0..3)).with_write(target.table_name(), Write::Put(nth(1)));
    assert!(refused(table.batch_write_item(batch).await).is_not_found());
    assert!(stored(&table).await?.is_empty());
    Ok(())
}

async fn indexed(target: &Target) -> Result<TestTable> {
    let index = IndexDefinition::new("gsi", KeySchema::new("g"));
    target
        .create(|name| plain(name, KeyKind::S).with_attribute("g", KeyKind::S).with_global_index(index))
        .await
}

fn in_index(sk: &str, g: &str) -> Item {
    item! { "pk": "p", "sk": sk, "g": g }
}

pub async fn batches_keep_indexes_up_to_date(target: &Target) -> Result<()> {
    let table = indexed(target).await?;
    table.put_all([in_index("1", "x"), in_index("2", "x")]).await?;
    let batch =
        [Write::Delete(key("p", "1")), Write::Put(in_index("2", "y")), Write::Put(in_index("3", "x"))];
    write(&table, of(&table, batch)).await?;
    for (g, sk) in [("x", "3"), ("y", "2")] {
        let query = Query::new(&table, KeyCondition::partition("g", g)).on_index("gsi");
        assert_eq!(table.texts("sk", query).await?, [sk]);
    }
    Ok(())
}

pub async fn a_wrong_index_key_stops_the_whole_batch(target: &Target) -> Result<()> {
    let table = indexed(target).await?;
    let wrong = Write::Put(item! { "pk": "p", "sk": "2", "g": 1 });
    refusal(&table, of(&table, [Write::Put(in_index("1", "x")), wrong])).await?;
    Ok(())
}

pub async fn a_batch_of_writes_is_charged_write_by_write(target: &Target) -> Result<()> {
    let (table, other) = (indexed(target).await?, target.table().await?);
    table.put(with_size(nth(1), 3 * KB)).await?;
    let batch = of(&table, [Write::Put(in_index("x", "x")), Write::Put(nth(1))])
        .with_write(&other, Write::Put(with_size(nth(1), 2 * KB)))
        .with_capacity(ReturnCapacity::Indexes);
    let consumed = table.batch_write_item(batch).await?.consumed_capacity;
    assert_eq!(consumed.len(), 2);
    let of = |table: &TestTable| consumed.iter().find(|c| c.table_name == TableName::from(table)).unwrap();
    // One for the new item, three for the one that shrinks.
    assert_eq!(of(&table).table, Some(Capacity::from_units(4)));
    assert_eq!(of(&table).global_indexes["gsi"], Capacity::from_units(1));
    assert_eq!(of(&table).total, Capacity::from_units(5));
    assert_eq!(of(&other).total, Capacity::from_units(2));
    Ok(())
}

pub async fn a_batch_is_charged_for_deleting_what_is_not_there(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let batch = of(&table, [1, 2].map(|n| Write::Delete(nth_key(n)))).with_capacity(ReturnCapacity::Total);
    let consumed = table.batch_write_item(batch).await?.consumed_capacity;
    assert_eq!(consumed[0].total, Capacity::from_units(2));
    Ok(())
}
