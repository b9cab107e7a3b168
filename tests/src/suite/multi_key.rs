//! Indexes whose keys are several attributes.

use dynamo_model::Result;
use dynamo_model::expr::{KeyCondition, SortRange};
use dynamo_model::request::{IndexDefinition, KeyKind, KeySchema, Query};
use dynamo_model::value::Item;

use crate::kit::{item, refused};
use crate::target::plain;
use crate::{Target, TestTable};

/// Makes a table with the index `wide`: partitions by `tenant` and `region`, sorted by `year` (N), `month` (N), `id`.
async fn wide(target: &Target) -> Result<TestTable> {
    let key = KeySchema::new("tenant")
        .with_partition("region")
        .with_sort("year")
        .with_sort("month")
        .with_sort("id");
    let table = target
        .create(|name| {
            plain(name, KeyKind::S)
                .with_attribute("tenant", KeyKind::S)
                .with_attribute("region", KeyKind::S)
                .with_attribute("year", KeyKind::N)
                .with_attribute("month", KeyKind::N)
                .with_attribute("id", KeyKind::S)
                .with_global_index(IndexDefinition::new("wide", key))
        })
        .await?;
    let rows = [
        ("1", "t", "eu", 2026, 2, "b"),
        ("2", "t", "eu", 2026, 10, "a"),
        ("3", "t", "eu", 2025, 12, "z"),
        ("4", "t", "eu", 2026, 2, "a"),
        ("5", "te", "u", 2026, 2, "a"),
        ("6", "t", "us", 2026, 2, "a"),
    ];
    for (sk, tenant, region, year, month, id) in rows {
        let row =
            item! { "pk": "p", "sk": sk, "tenant": tenant, "region": region, "year": year, "month": month };
        table.put(with(row, id)).await?;
    }
    Ok(table)
}

fn with(mut row: Item, id: &str) -> Item {
    row.insert("id", id);
    row
}

fn partition() -> KeyCondition {
    KeyCondition::partition("tenant", "t").with_equal("region", "eu")
}

fn on_wide(table: &TestTable, condition: KeyCondition) -> Query {
    Query::new(table, condition).on_index("wide")
}

pub async fn sort_attributes_order_one_after_the_other_each_by_its_type(target: &Target) -> Result<()> {
    let table = wide(target).await?;
    assert_eq!(table.texts("sk", on_wide(&table, partition())).await?, ["3", "4", "1", "2"]);
    assert_eq!(table.texts("sk", on_wide(&table, partition()).descending()).await?, ["2", "1", "4", "3"]);
    Ok(())
}

pub async fn leading_sort_attributes_narrow_a_query(target: &Target) -> Result<()> {
    let table = wide(target).await?;
    let year = || partition().with_equal("year", 2026);
    assert_eq!(table.texts("sk", on_wide(&table, year())).await?, ["4", "1", "2"]);
    let late = year().with_range("month", SortRange::Gt(2.into()));
    assert_eq!(table.texts("sk", on_wide(&table, late)).await?, ["2"]);
    let month = year().with_equal("month", 2);
    let prefix = month.clone().with_range("id", SortRange::BeginsWith("b".into()));
    assert_eq!(table.texts("sk", on_wide(&table, month)).await?, ["4", "1"]);
    assert_eq!(table.texts("sk", on_wide(&table, prefix)).await?, ["1"]);
    Ok(())
}

pub async fn a_multi_attribute_index_is_paged_both_ways(target: &Target) -> Result<()> {
    let table = wide(target).await?;
    let page = || on_wide(&table, partition()).with_limit(1);
    assert_eq!(table.texts("sk", page()).await?, ["3", "4", "1", "2"]);
    assert_eq!(table.texts("sk", page().descending()).await?, ["2", "1", "4", "3"]);
    let first = table.query(page()).await?;
    let cursor = item! {
        "pk": "p", "sk": "3", "tenant": "t", "region": "eu", "year": 2025, "month": 12, "id": "z",
    };
    assert_eq!(first.last_evaluated_key, Some(cursor));
    Ok(())
}

pub async fn a_multi_attribute_key_is_named_from_the_left_without_gaps(target: &Target) -> Result<()> {
    let table = wide(target).await?;
    for condition in [
        KeyCondition::partition("tenant", "t"),
        partition().with_equal("month", 2),
        partition().with_range("month", SortRange::Gt(2.into())),
        partition().with_equal("year", 2026).with_equal("id", "a"),
    ] {
        assert!(
            refused(table.query(on_wide(&table, condition.clone())).await).is_validation(),
            "{condition}"
        );
    }
    Ok(())
}

pub async fn an_item_needs_every_attribute_of_a_multi_attribute_key(target: &Target) -> Result<()> {
    let table = wide(target).await?;
    table
        .put(item! { "pk": "p", "sk": "7", "tenant": "t", "region": "eu", "year": 2026, "month": 3 })
        .await?;
    assert_eq!(table.texts("sk", on_wide(&table, partition())).await?, ["3", "4", "1", "2"]);
    Ok(())
}
