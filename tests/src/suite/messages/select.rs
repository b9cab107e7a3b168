//! What is wrong with what a query or scan selects, and where it goes on.

use dynamo_model::expr::{Condition, KeyCondition, Path, Projection, SortRange};
use dynamo_model::request::{
    IndexDefinition, IndexProjection, KeyKind, KeySchema, Query, Scan, Segment, Select,
};
use dynamo_model::{Error, Result};

use crate::kit::{item, key, refused, say_exactly};
use crate::target::plain;
use crate::{Target, TestTable};

/// Makes a table with the index `keys`, which holds keys only.
async fn indexed(target: &Target) -> Result<TestTable> {
    let index = IndexDefinition::new("keys", KeySchema::new("g")).with_projection(IndexProjection::KeysOnly);
    target
        .create(|name| plain(name, KeyKind::S).with_attribute("g", KeyKind::S).with_global_index(index))
        .await
}

fn of_index(table: &TestTable) -> Query {
    Query::new(table, KeyCondition::partition("g", "x")).on_index("keys")
}

/// What queries say, and scans do not.
const ENVELOPE: &str = "1 validation error detected: ";

fn only_v() -> Projection {
    Projection::from_iter([Path::attribute("v")])
}

async fn query(table: &TestTable, query: Query) -> Error {
    refused(table.query(query).await)
}

async fn scan(table: &TestTable, scan: Scan) -> Error {
    refused(table.scan(scan).await)
}

pub async fn a_projection_next_to_another_selection_names_it(target: &Target) -> Result<()> {
    let table = indexed(target).await?;
    let cannot = "Cannot specify the ProjectionExpression when choosing to get ";
    let mut answers = Vec::new();
    for (select, what) in [
        (Select::AllAttributes, "ALL_ATTRIBUTES"),
        (Select::AllProjectedAttributes, "ALL_PROJECTED_ATTRIBUTES"),
        (Select::Count, "only the Count"),
    ] {
        let both = of_index(&table).with_select(select).with_projection(only_v());
        answers.push((query(&table, both).await, format!("{ENVELOPE}{cannot}{what}")));
        let both = Scan::new(&table).on_index("keys").with_select(select).with_projection(only_v());
        answers.push((scan(&table, both).await, format!("{cannot}{what}")));
    }
    say_exactly(&answers);
    Ok(())
}

pub async fn projected_attributes_are_those_of_an_index(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let select = Select::AllProjectedAttributes;
    let message = "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName";
    say_exactly(&[
        (query(&table, table.partition("a").with_select(select)).await, format!("{ENVELOPE}{message}")),
        (scan(&table, Scan::new(&table).with_select(select)).await, message.to_owned()),
    ]);
    Ok(())
}

pub async fn specific_attributes_are_missed_within_an_envelope_by_queries_alone(
    target: &Target,
) -> Result<()> {
    let table = target.table().await?;
    let select = Select::SpecificAttributes;
    let message =
        "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES";
    say_exactly(&[
        (query(&table, table.partition("a").with_select(select)).await, format!("{ENVELOPE}{message}")),
        (scan(&table, Scan::new(&table).with_select(select)).await, message.to_owned()),
    ]);
    Ok(())
}

pub async fn an_index_names_itself_where_it_lacks_what_is_asked(target: &Target) -> Result<()> {
    let table = indexed(target).await?;
    let all = of_index(&table).with_select(Select::AllAttributes);
    let filtered = of_index(&table).with_filter(Condition::exists("v"));
    say_exactly(&[
        (
            query(&table, all).await,
            "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global \
             secondary index keys because its projection type is not ALL",
        ),
        (
            query(&table, filtered).await,
            "One or more parameter values were invalid: Secondary index keys does not project one or more filter \
             attributes: [v]",
        ),
    ]);
    Ok(())
}

fn segment(table: &TestTable, number: u32, total: u32) -> Scan {
    Scan::new(table).in_segment(Segment { number, total })
}

fn wrong_total(value: u32, bound: &str) -> String {
    format!(
        "1 validation error detected: Value '{value}' at 'totalSegments' failed to satisfy constraint: Member must have \
         value {bound}"
    )
}

pub async fn a_segment_is_shown_with_the_total_it_is_not_below(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let message = "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 3 is not \
                   less than TotalSegments: 3";
    say_exactly(&[(scan(&table, segment(&table, 3, 3)).await, message)]);
    Ok(())
}

pub async fn segments_are_one_at_the_least(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let message = wrong_total(0, "greater than or equal to 1");
    say_exactly(&[(scan(&table, segment(&table, 0, 0)).await, message)]);
    Ok(())
}

pub async fn segments_are_a_million_at_the_most(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let message = wrong_total(1_000_001, "less than or equal to 1000000");
    say_exactly(&[(scan(&table, segment(&table, 0, 1_000_001)).await, message)]);
    Ok(())
}

pub async fn a_start_key_of_another_segment_is_told_with_the_segment(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let mut answers = Vec::new();
    for number in 0..2 {
        let elsewhere = segment(&table, number, 2).starting_after(key("a", "1"));
        // One of both is where the key is.
        if let Err(error) = table.scan(elsewhere).await {
            let message = format!(
                "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with \
                 correct Segment. TotalSegments: 2 Segment: {number}"
            );
            answers.push((error, message));
        }
    }
    assert_eq!(answers.len(), 1);
    say_exactly(&answers);
    Ok(())
}

pub async fn a_limit_of_zero_is_shown_by_scans_alone(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let bound = "failed to satisfy constraint: Member must have value greater than or equal to 1";
    say_exactly(&[
        (
            query(&table, table.partition("a").with_limit(0)).await,
            format!("1 validation error detected: Value at 'Limit' {bound}"),
        ),
        (
            scan(&table, Scan::new(&table).with_limit(0)).await,
            format!("1 validation error detected: Value '0' at 'limit' {bound}"),
        ),
    ]);
    Ok(())
}

pub async fn a_start_key_outside_the_range_does_not_match_it(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let above = KeyCondition::partition("pk", "a").with_range("sk", SortRange::Gt("5".into()));
    let query_above = Query::new(&table, above).starting_after(key("a", "1"));
    say_exactly(&[(
        query(&table, query_above).await,
        "The provided starting key does not match the range key predicate",
    )]);
    Ok(())
}

pub async fn a_start_key_of_a_partition_of_one_item_is_shown(target: &Target) -> Result<()> {
    let table = target.hash_table().await?;
    let start = table.partition("a").starting_after(item! { "pk": "a" });
    say_exactly(&[(
        query(&table, start).await,
        "The provided exclusive start key is invalid: ExclusiveStartKey: {pk=AttributeValue: {S:a}}",
    )]);
    Ok(())
}

pub async fn a_scan_says_what_a_start_key_does_not_match(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let message = "The provided starting key is invalid: The provided key element does not match the schema";
    say_exactly(&[
        (scan(&table, Scan::new(&table).starting_after(item! { "pk": "a" })).await, message),
        (scan(&table, Scan::new(&table).starting_after(key("a", 1))).await, message),
    ]);
    Ok(())
}
