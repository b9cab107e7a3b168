//! What operations consume.

use dynamo_model::Result;
use dynamo_model::expr::{Condition, KeyCondition, Path, Update};
use dynamo_model::request::{
    Capacity, ConsumedCapacity, DeleteItem, GetItem, IndexDefinition, IndexProjection, KeyKind, KeySchema,
    PutItem, Query, ReturnCapacity, UpdateItem,
};
use dynamo_model::value::Item;

use crate::kit::{key, with_size};
use crate::target::plain;
use crate::{Target, TestTable};

const KB: usize = 1024;

fn units(units: u64) -> Capacity {
    Capacity::from_units(units)
}

fn halves(halves: u64) -> Capacity {
    Capacity::from_halves(halves)
}

#[track_caller]
fn total(consumed: Option<ConsumedCapacity>) -> Capacity {
    consumed.unwrap().total
}

fn of_size(bytes: usize) -> Item {
    with_size(key("a", "1"), bytes)
}

async fn put(table: &TestTable, item: Item) -> Result<Capacity> {
    let request = PutItem::new(table, item).with_capacity(ReturnCapacity::Total);
    Ok(total(table.put_item(request).await?.consumed_capacity))
}

pub async fn capacity_is_reported_only_if_asked_for(target: &Target) -> Result<()> {
    let table = target.table().await?;
    assert_eq!(table.put_item(PutItem::new(&table, key("a", "1"))).await?.consumed_capacity, None);
    assert_eq!(table.query(table.partition("a")).await?.consumed_capacity, None);
    let read = GetItem::new(&table, key("a", "1")).with_capacity(ReturnCapacity::Total);
    let consumed = table.get_item(read).await?.consumed_capacity.unwrap();
    assert_eq!(consumed.table_name, (&table).into());
    assert_eq!((consumed.table, consumed.global_indexes.len()), (None, 0));
    Ok(())
}

pub async fn outside_of_transactions_no_report_says_what_units_pay_for(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let put = PutItem::new(&table, key("a", "1")).with_capacity(ReturnCapacity::Indexes);
    assert_eq!(table.put_item(put).await?.consumed_capacity.unwrap().kind, None);
    let query = table.partition("a").with_capacity(ReturnCapacity::Indexes);
    assert_eq!(table.query(query).await?.consumed_capacity.unwrap().kind, None);
    Ok(())
}

pub async fn a_read_costs_one_unit_per_4_kb_and_half_if_eventual(target: &Target) -> Result<()> {
    let table = target.table().await?;
    for (bytes, cost) in [(100, 1), (4 * KB, 1), (4 * KB + 1, 2), (40 * KB, 10)] {
        table.put(of_size(bytes)).await?;
        let read = GetItem::new(&table, key("a", "1")).with_capacity(ReturnCapacity::Total);
        assert_eq!(total(table.get_item(read.clone()).await?.consumed_capacity), halves(cost), "{bytes}");
        assert_eq!(total(table.get_item(read.consistent()).await?.consumed_capacity), units(cost), "{bytes}");
    }
    Ok(())
}

pub async fn reading_a_missing_item_costs_as_much_as_a_small_one(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let read = GetItem::new(&table, key("a", "1")).with_capacity(ReturnCapacity::Total);
    assert_eq!(total(table.get_item(read.clone()).await?.consumed_capacity), halves(1));
    assert_eq!(total(table.get_item(read.consistent()).await?.consumed_capacity), units(1));
    Ok(())
}

pub async fn a_write_costs_one_unit_per_kb_of_the_larger_version(target: &Target) -> Result<()> {
    let table = target.table().await?;
    assert_eq!(put(&table, of_size(KB)).await?, units(1));
    assert_eq!(put(&table, of_size(KB + 1)).await?, units(2));
    assert_eq!(put(&table, of_size(5 * KB)).await?, units(5));
    assert_eq!(put(&table, of_size(100)).await?, units(5));
    assert_eq!(put(&table, of_size(100)).await?, units(1));
    Ok(())
}

pub async fn updates_and_deletes_are_charged_by_the_whole_item(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put(of_size(3 * KB)).await?;
    let update = |update: Update| {
        UpdateItem::new(&table, key("a", "1")).with_update(update).with_capacity(ReturnCapacity::Total)
    };
    let touched = table.update_item(update(Update::new().set("v", 1))).await?;
    assert_eq!(total(touched.consumed_capacity), units(4));
    let shrunk = table.update_item(update(Update::new().remove("filler"))).await?;
    assert_eq!(total(shrunk.consumed_capacity), units(4));
    table.put(of_size(2 * KB)).await?;
    let delete = DeleteItem::new(&table, key("a", "1")).with_capacity(ReturnCapacity::Total);
    assert_eq!(total(table.delete_item(delete.clone()).await?.consumed_capacity), units(2));
    assert_eq!(total(table.delete_item(delete).await?.consumed_capacity), units(1));
    Ok(())
}

pub async fn a_query_is_charged_by_the_sum_of_what_it_reads(target: &Target) -> Result<()> {
    let table = target.table().await?;
    for sk in ["1", "2", "3", "4", "5"] {
        table.put(with_size(key("a", sk), KB)).await?;
    }
    let query = table.partition("a").with_capacity(ReturnCapacity::Total);
    // 5 KB together are two units, not five; a filter saves nothing, a limit does.
    assert_eq!(total(table.query(query.clone()).await?.consumed_capacity), halves(2));
    assert_eq!(total(table.query(query.clone().consistent()).await?.consumed_capacity), units(2));
    let filtered = query.clone().with_filter(Condition::exists(Path::attribute("nope")));
    assert_eq!(total(table.query(filtered).await?.consumed_capacity), halves(2));
    assert_eq!(total(table.query(query.with_limit(4)).await?.consumed_capacity), halves(1));
    Ok(())
}

pub async fn an_empty_query_costs_as_much_as_a_small_one(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let empty = table.partition("nobody").with_capacity(ReturnCapacity::Total);
    assert_eq!(total(table.query(empty.clone()).await?.consumed_capacity), halves(1));
    assert_eq!(total(table.query(empty.consistent()).await?.consumed_capacity), units(1));
    Ok(())
}

async fn indexed(target: &Target, projection: IndexProjection) -> Result<TestTable> {
    let index = IndexDefinition::new("gsi", KeySchema::new("g")).with_projection(projection);
    target
        .create(|name| plain(name, KeyKind::S).with_attribute("g", KeyKind::S).with_global_index(index))
        .await
}

/// Applies an update and returns what the table and the index were charged.
async fn charged(table: &TestTable, update: Update) -> Result<(Capacity, Option<Capacity>)> {
    let request =
        UpdateItem::new(table, key("a", "1")).with_update(update).with_capacity(ReturnCapacity::Indexes);
    let consumed = table.update_item(request).await?.consumed_capacity.unwrap();
    let index = consumed.global_indexes.get("gsi").copied();
    assert_eq!(consumed.total, consumed.table.unwrap() + index.unwrap_or_default());
    Ok((consumed.table.unwrap(), index))
}

pub async fn an_index_is_charged_for_what_changes_in_it(target: &Target) -> Result<()> {
    let table = indexed(target, IndexProjection::KeysOnly).await?;
    let cases = [
        (Update::new().set("v", 1), None),
        (Update::new().set("g", "x"), Some(units(1))),
        (Update::new().set("g", "x"), None),
        (Update::new().set("v", 2), None),
        (Update::new().set("g", "y"), Some(units(2))),
        (Update::new().remove("g"), Some(units(1))),
    ];
    for (update, index) in cases {
        assert_eq!(charged(&table, update.clone()).await?, (units(1), index), "{update:?}");
    }
    Ok(())
}

pub async fn an_index_is_charged_by_the_size_of_its_entries(target: &Target) -> Result<()> {
    let table = indexed(target, IndexProjection::All).await?;
    let large = |g: &str| {
        let mut item = of_size(3 * KB);
        item.insert("g", g);
        PutItem::new(&table, item).with_capacity(ReturnCapacity::Indexes)
    };
    let entered = table.put_item(large("x")).await?.consumed_capacity.unwrap();
    assert_eq!(
        (entered.table, entered.global_indexes["gsi"], entered.total),
        (Some(units(4)), units(4), units(8))
    );
    let same = table.put_item(large("x")).await?.consumed_capacity.unwrap();
    assert_eq!((same.global_indexes.get("gsi"), same.total), (None, units(4)));
    let moved = table.put_item(large("y")).await?.consumed_capacity.unwrap();
    assert_eq!((moved.global_indexes["gsi"], moved.total), (units(8), units(12)));
    assert_eq!(charged(&table, Update::new().set("v", 1)).await?, (units(4), Some(units(4))));
    let delete = DeleteItem::new(&table, key("a", "1")).with_capacity(ReturnCapacity::Total);
    assert_eq!(total(table.delete_item(delete).await?.consumed_capacity), units(8));
    Ok(())
}

pub async fn querying_an_index_is_charged_to_the_index(target: &Target) -> Result<()> {
    let table = indexed(target, IndexProjection::KeysOnly).await?;
    for sk in ["1", "2", "3"] {
        let mut item = with_size(key("a", sk), 10 * KB);
        item.insert("g", "x");
        table.put(item).await?;
    }
    let query = Query::new(&table, KeyCondition::partition("g", "x"))
        .on_index("gsi")
        .with_capacity(ReturnCapacity::Indexes);
    let consumed = table.query(query).await?.consumed_capacity.unwrap();
    // The entries are small, whatever the items weigh.
    assert_eq!(consumed.total, halves(1));
    assert_eq!(consumed.table, Some(Capacity::default()));
    assert_eq!(consumed.global_indexes["gsi"], halves(1));
    Ok(())
}
