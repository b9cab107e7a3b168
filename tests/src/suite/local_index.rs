//! Local secondary indexes: the items of a partition in another order.

use dynamo_model::Result;
use dynamo_model::expr::{Condition, KeyCondition, Projection, SortRange, Update};
use dynamo_model::request::{
    Action, BatchWriteItem, Capacity, ConsumedCapacity, CreateTable, DeleteItem, IndexDefinition,
    IndexProjection, KeyKind, KeySchema, PutItem, Query, QueryOutput, ReturnCapacity, Scan, Select,
    TransactWrite, TransactWriteItems, UpdateItem, Write,
};
use dynamo_model::value::Item;

use crate::kit::{item, key, refused, with_size};
use crate::target::plain;
use crate::{Target, TestTable};

const LSI: &str = "by-rank";

fn design(name: dynamo_model::request::TableName, projection: IndexProjection) -> CreateTable {
    plain(name, KeyKind::S).with_attribute("rank", KeyKind::N).with_local_index(
        IndexDefinition::new(LSI, KeySchema::new("pk").with_sort("rank")).with_projection(projection),
    )
}

async fn ranked(target: &Target, projection: IndexProjection) -> Result<TestTable> {
    target.create(|name| design(name, projection)).await
}

fn at(sk: &str, rank: i64) -> Item {
    item! { "pk": "a", "sk": sk, "rank": rank, "v": sk }
}

fn by_rank(table: &TestTable) -> Query {
    table.partition("a").on_index(LSI)
}

fn units(consumed: Option<&ConsumedCapacity>) -> (f64, f64, f64) {
    let consumed = consumed.unwrap();
    let table = consumed.table.map_or(0.0, Capacity::units);
    let index = consumed.local_indexes.get(LSI).copied().unwrap_or_default().units();
    (consumed.total.units(), table, index)
}

pub async fn a_local_index_reads_a_partition_in_another_order(target: &Target) -> Result<()> {
    let table = ranked(target, IndexProjection::All).await?;
    table.put_all([at("1", 30), at("2", -10), at("3", 20), key("a", "unranked")]).await?;
    table.put(item! { "pk": "b", "sk": "1", "rank": 0 }).await?;
    assert_eq!(table.texts("sk", by_rank(&table)).await?, ["2", "3", "1"]);
    assert_eq!(table.texts("sk", by_rank(&table).descending()).await?, ["1", "3", "2"]);
    let high = KeyCondition::partition("pk", "a").with_range("rank", SortRange::Ge(20.into()));
    assert_eq!(table.texts("sk", Query::new(&table, high).on_index(LSI)).await?, ["3", "1"]);
    assert_eq!(table.scan(Scan::new(&table).on_index(LSI)).await?.count, 4);
    Ok(())
}

pub async fn a_local_index_can_be_read_consistently(target: &Target) -> Result<()> {
    let table = ranked(target, IndexProjection::All).await?;
    for rank in 0..20 {
        table.put(at("1", rank)).await?;
        assert_eq!(table.query(by_rank(&table).consistent()).await?.items, [at("1", rank)]);
    }
    Ok(())
}

pub async fn writes_move_items_within_a_local_index(target: &Target) -> Result<()> {
    let table = ranked(target, IndexProjection::All).await?;
    table.put_all([at("1", 1), at("2", 2)]).await?;
    table.update(key("a", "1"), Update::new().set("rank", 3)).await?;
    assert_eq!(table.texts("sk", by_rank(&table)).await?, ["2", "1"]);
    table.update(key("a", "2"), Update::new().remove("rank")).await?;
    assert_eq!(table.texts("sk", by_rank(&table)).await?, ["1"]);
    table.delete(key("a", "1")).await?;
    assert!(table.texts("sk", by_rank(&table)).await?.is_empty());
    Ok(())
}

pub async fn a_local_index_page_ends_with_the_keys_of_index_and_table(target: &Target) -> Result<()> {
    let table = ranked(target, IndexProjection::KeysOnly).await?;
    table.put_all([at("1", 7), at("2", 7), at("3", 7)]).await?;
    let page = table.query(by_rank(&table).with_limit(1)).await?;
    let last = page.last_evaluated_key.unwrap();
    assert_eq!(last, item! { "pk": "a", "sk": page.items[0].get("sk").unwrap().to_value(), "rank": 7 });
    for limit in 1..3 {
        let mut found = table.texts("sk", by_rank(&table).with_limit(limit)).await?;
        found.sort();
        assert_eq!(found, ["1", "2", "3"], "limit {limit}");
    }
    Ok(())
}

pub async fn what_a_local_index_does_not_hold_is_fetched(target: &Target) -> Result<()> {
    let table = ranked(target, IndexProjection::KeysOnly).await?;
    table.put_all([at("1", 2), at("2", 1)]).await?;
    let keys = |sk: &str, rank: i64| item! { "pk": "a", "sk": sk, "rank": rank };
    assert_eq!(table.all(by_rank(&table)).await?, [keys("2", 1), keys("1", 2)]);
    let whole = by_rank(&table).with_select(Select::AllAttributes);
    assert_eq!(table.all(whole).await?, [at("2", 1), at("1", 2)]);
    let some = by_rank(&table).with_projection(Projection::from_iter(["v"]));
    assert_eq!(table.all(some).await?, [item! { "v": "2" }, item! { "v": "1" }]);
    Ok(())
}

pub async fn a_filter_on_a_local_index_names_what_the_index_holds(target: &Target) -> Result<()> {
    let table = ranked(target, IndexProjection::KeysOnly).await?;
    table.put(at("1", 1)).await?;
    let error = refused(table.query(by_rank(&table).with_filter(Condition::exists("v"))).await);
    assert!(error.is_validation());
    let on_key = by_rank(&table).with_filter(Condition::eq(dynamo_model::expr::Path::attribute("sk"), "1"));
    assert_eq!(table.query(on_key).await?.count, 1);
    Ok(())
}

pub async fn fetching_costs_a_read_of_the_table_for_every_item_returned(target: &Target) -> Result<()> {
    let table = ranked(target, IndexProjection::KeysOnly).await?;
    for number in 0..4 {
        table.put(with_size(at(&number.to_string(), number), 5000)).await?;
    }
    let consumed = |output: &QueryOutput| units(output.consumed_capacity.as_ref());
    let query = by_rank(&table).with_capacity(ReturnCapacity::Indexes);
    assert_eq!(consumed(&table.query(query.clone()).await?), (0.5, 0.0, 0.5));
    let whole = query.clone().with_select(Select::AllAttributes);
    assert_eq!(consumed(&table.query(whole.clone()).await?), (4.5, 4.0, 0.5));
    assert_eq!(consumed(&table.query(whole.clone().consistent()).await?), (9.0, 8.0, 1.0));
    assert_eq!(consumed(&table.query(whole.with_limit(1)).await?), (1.5, 1.0, 0.5));
    let counted = query.with_select(Select::Count);
    assert_eq!(consumed(&table.query(counted).await?), (0.5, 0.0, 0.5));
    Ok(())
}

async fn charged(table: &TestTable, item: Item) -> Result<(f64, f64, f64)> {
    let put = PutItem::new(table, item).with_capacity(ReturnCapacity::Indexes);
    Ok(units(table.put_item(put).await?.consumed_capacity.as_ref()))
}

pub async fn writes_are_charged_to_the_local_index_they_change(target: &Target) -> Result<()> {
    let table = ranked(target, IndexProjection::KeysOnly).await?;
    assert_eq!(charged(&table, at("1", 1)).await?, (2.0, 1.0, 1.0));
    assert_eq!(charged(&table, at("1", 1)).await?, (1.0, 1.0, 0.0));
    assert_eq!(charged(&table, at("1", 2)).await?, (3.0, 1.0, 2.0));
    let mut changed = at("1", 2);
    changed.insert("v", "other");
    assert_eq!(charged(&table, changed).await?, (1.0, 1.0, 0.0));
    assert_eq!(charged(&table, key("a", "1")).await?, (2.0, 1.0, 1.0));
    Ok(())
}

pub async fn a_local_index_key_of_the_wrong_type_stops_the_write(target: &Target) -> Result<()> {
    let table = ranked(target, IndexProjection::All).await?;
    let wrong = item! { "pk": "a", "sk": "1", "rank": "first" };
    assert!(refused(table.put(wrong).await).is_validation());
    table.put(at("1", 1)).await?;
    let wrong = Update::new().set("rank", "first");
    assert!(refused(table.update(key("a", "1"), wrong).await).is_validation());
    assert_eq!(table.get(key("a", "1")).await?, Some(at("1", 1)));
    Ok(())
}

pub async fn a_table_describes_its_local_indexes(target: &Target) -> Result<()> {
    let table = ranked(target, IndexProjection::KeysOnly).await?;
    table.put(at("1", 1)).await?;
    let described = table.describe_table((&table).into()).await?;
    assert!(described.global_indexes.is_empty());
    let index = &described.local_indexes[0];
    assert_eq!((index.definition.name.as_str(), described.local_indexes.len()), (LSI, 1));
    assert_eq!(index.definition.key, KeySchema::new("pk").with_sort("rank"));
    assert_eq!(index.definition.projection, IndexProjection::KeysOnly);
    assert!(index.arn.ends_with("/index/by-rank"), "{}", index.arn);
    Ok(())
}

pub async fn a_local_index_shares_the_partition_key_and_has_a_sort_key(target: &Target) -> Result<()> {
    for key in [KeySchema::new("rank").with_sort("sk"), KeySchema::new("pk")] {
        let table = plain(target.table_name(), KeyKind::S).with_attribute("rank", KeyKind::N);
        let table = table.with_local_index(IndexDefinition::new(LSI, key));
        assert!(refused(target.backend().create_table(table).await).is_validation());
    }
    let hash_only = CreateTable::new(target.table_name(), KeySchema::new("pk"))
        .with_attribute("pk", KeyKind::S)
        .with_attribute("rank", KeyKind::N)
        .with_local_index(IndexDefinition::new(LSI, KeySchema::new("pk").with_sort("rank")));
    assert!(refused(target.backend().create_table(hash_only).await).is_validation());
    let six = (0..6).fold(
        plain(target.table_name(), KeyKind::S).with_attribute("rank", KeyKind::N),
        |table, number| {
            let key = KeySchema::new("pk").with_sort("rank");
            table.with_local_index(IndexDefinition::new(format!("local-{number}"), key))
        },
    );
    assert!(refused(target.backend().create_table(six).await).is_validation());
    Ok(())
}

pub async fn item_collections_are_measured_where_a_table_has_local_indexes(target: &Target) -> Result<()> {
    let table = ranked(target, IndexProjection::All).await?;
    let put = PutItem::new(&table, at("1", 1)).with_collection_metrics();
    let metrics = table.put_item(put).await?.collection_metrics.unwrap();
    assert_eq!((metrics.key, metrics.size_range_gb), (item! { "pk": "a" }, [0, 1]));
    let update = UpdateItem::new(&table, key("a", "1")).with_update(Update::new().set("v", 2));
    assert!(table.update_item(update.with_collection_metrics()).await?.collection_metrics.is_some());
    let delete = DeleteItem::new(&table, key("a", "1"));
    assert!(table.delete_item(delete.clone().with_collection_metrics()).await?.collection_metrics.is_some());
    assert!(table.delete_item(delete).await?.collection_metrics.is_none());

    let plain = target.table().await?;
    let put = PutItem::new(&plain, key("a", "1")).with_collection_metrics();
    assert!(plain.put_item(put).await?.collection_metrics.is_none());
    Ok(())
}

pub async fn batches_and_transactions_measure_collections_table_by_table(target: &Target) -> Result<()> {
    let table = ranked(target, IndexProjection::All).await?;
    let name: dynamo_model::request::TableName = (&table).into();
    let batch = BatchWriteItem::new()
        .with_write(&table, Write::Put(at("1", 1)))
        .with_write(&table, Write::Put(item! { "pk": "b", "sk": "1", "rank": 1 }));
    let output = table.batch_write_item(batch.with_collection_metrics()).await?;
    let mut keys: Vec<Item> =
        output.collection_metrics[&name].iter().map(|found| found.key.clone()).collect();
    keys.sort_by_key(Item::to_dynamodb_json);
    assert_eq!(keys, [item! { "pk": "a" }, item! { "pk": "b" }]);

    let write = TransactWriteItems::new([TransactWrite::new(&table, Action::Put(at("2", 2)))]);
    let output = table.transact_write_items(write.with_collection_metrics()).await?;
    assert_eq!(output.collection_metrics[&name][0].key, item! { "pk": "a" });
    Ok(())
}

pub async fn a_page_ends_with_a_megabyte_of_what_it_fetches_too(target: &Target) -> Result<()> {
    let table = ranked(target, IndexProjection::KeysOnly).await?;
    for n in 0..6 {
        table.put(with_size(at(&n.to_string(), n), 300_000)).await?;
    }
    let page = table.query(by_rank(&table).with_select(Select::AllAttributes)).await?;
    assert_eq!(page.count, 4);
    let rest = by_rank(&table).with_select(Select::AllAttributes);
    let rest = table.query(rest.starting_after(page.last_evaluated_key.unwrap())).await?;
    assert_eq!((rest.count, rest.last_evaluated_key), (2, None));
    Ok(())
}

pub async fn a_local_index_has_pages_of_a_megabyte_of_its_own(target: &Target) -> Result<()> {
    let table = ranked(target, IndexProjection::KeysOnly).await?;
    for number in 0..5 {
        table.put(with_size(at(&number.to_string(), number), 300_000)).await?;
    }
    assert_eq!(table.pages(table.partition("a")).await?.len(), 2);
    assert_eq!(table.pages(by_rank(&table)).await?.len(), 1, "entries are small");
    Ok(())
}
