//! What is wrong with the key condition of a query. Queries say it without an envelope.

use dynamo_model::Result;
use dynamo_model::expr::{KeyCondition, SortRange};
use dynamo_model::request::{IndexDefinition, KeyKind, KeySchema, Query};

use crate::kit::{list, refused, say_exactly};
use crate::target::plain;
use crate::{Target, TestTable};

/// Tries queries of the table or an index, and requires what is said of each.
async fn say(table: &TestTable, index: Option<&str>, rows: Vec<(KeyCondition, &str)>) {
    let mut answers = Vec::new();
    for (condition, message) in rows {
        let mut query = Query::new(table, condition);
        query.index = index.map(str::to_owned);
        answers.push((refused(table.query(query).await), message));
    }
    say_exactly(&answers);
}

fn of_a() -> KeyCondition {
    KeyCondition::partition("pk", "a")
}

pub async fn a_partition_key_without_an_equality_is_not_supported(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let range = KeyCondition::partition("sk", "1").with_range("pk", SortRange::Gt("a".into()));
    say(&table, None, vec![(range, "Query key condition not supported")]).await;
    Ok(())
}

pub async fn the_type_of_a_partition_key_comes_before_how_it_is_compared_and_what_else_is(
    target: &Target,
) -> Result<()> {
    let table = target.table().await?;
    let message =
        "One or more parameter values were invalid: Condition parameter type does not match schema type";
    let of_one = || KeyCondition::partition("pk", 1);
    let compared = KeyCondition::partition("sk", "1").with_range("pk", SortRange::Gt(1.into()));
    say(&table, None, vec![(of_one().with_equal("v", 1), message), (compared, message)]).await;
    Ok(())
}

pub async fn the_key_attribute_missed_is_named(target: &Target) -> Result<()> {
    let table = target.table().await?;
    say(
        &table,
        None,
        vec![
            (KeyCondition::partition("sk", "1"), "Query condition missed key schema element: pk"),
            (of_a().with_equal("v", 1), "Query condition missed key schema element: sk"),
        ],
    )
    .await;
    Ok(())
}

pub async fn conditions_are_counted_against_key_attributes(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let three = of_a().with_equal("sk", "1").with_equal("v", 1);
    let message =
        "The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)";
    say(&table, None, vec![(three, message)]).await;
    Ok(())
}

pub async fn an_operand_no_key_can_have_is_told_with_its_operator(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let of = |range| of_a().with_range("sk", range);
    let none = || list(["a"]);
    say(
        &table,
        None,
        vec![
            (
                of(SortRange::Le(none())),
                "Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or \
                 function: <=, operand type: L",
            ),
            (
                of(SortRange::BeginsWith(1.into())),
                "Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or \
                 function: begins_with, operand type: N",
            ),
            (
                of(SortRange::Between(none(), none())),
                "Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or \
                 function: BETWEEN, operand type: L",
            ),
        ],
    )
    .await;
    Ok(())
}

pub async fn bounds_of_a_range_are_shown_if_they_make_none(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let between = |low: &str, high| of_a().with_range("sk", SortRange::Between(low.into(), high));
    say(
        &table,
        None,
        vec![
            (
                between("b", "a".into()),
                "Invalid KeyConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal \
                 to lower bound; lower bound operand: AttributeValue: {S:b}, upper bound operand: AttributeValue: {S:a}",
            ),
            (
                between("a", 1.into()),
                "Invalid KeyConditionExpression: The BETWEEN operator requires same data type for lower and upper \
                 bounds; lower bound operand: AttributeValue: {S:a}, upper bound operand: AttributeValue: {N:1}",
            ),
        ],
    )
    .await;
    Ok(())
}

/// Makes a table with the index `wide`: partitions by `tenant` and `region`, sorted by `year` and `month`.
async fn wide(target: &Target) -> Result<TestTable> {
    let wide = KeySchema::new("tenant").with_partition("region").with_sort("year").with_sort("month");
    target
        .create(|name| {
            plain(name, KeyKind::S)
                .with_attribute("tenant", KeyKind::S)
                .with_attribute("region", KeyKind::S)
                .with_attribute("year", KeyKind::N)
                .with_attribute("month", KeyKind::N)
                .with_global_index(IndexDefinition::new("wide", wide))
        })
        .await
}

pub async fn a_gap_in_the_key_of_an_index_is_named_with_what_follows(target: &Target) -> Result<()> {
    let table = wide(target).await?;
    let condition = KeyCondition::partition("tenant", "t").with_equal("region", "eu").with_equal("month", 2);
    let message = "RANGE key attributes year must have equality conditions specified in the query because a condition \
                   is present on key attribute month";
    say(&table, Some("wide"), vec![(condition, message)]).await;
    Ok(())
}

pub async fn partition_attributes_of_a_wide_key_without_an_equality_are_listed(
    target: &Target,
) -> Result<()> {
    let table = wide(target).await?;
    let of_tenant = || KeyCondition::partition("tenant", "t");
    let region = "HASH key attributes region must have equality conditions specified in the query";
    say(
        &table,
        Some("wide"),
        vec![
            (of_tenant(), region),
            (of_tenant().with_range("region", SortRange::Gt("eu".into())), region),
            (of_tenant().with_equal("year", 2026), region),
            (
                KeyCondition::partition("year", 2026),
                "HASH key attributes tenant, region must have equality conditions specified in the query",
            ),
            // One that is compared in another way is told only if none is absent.
            (KeyCondition::partition("year", 2026).with_range("tenant", SortRange::Gt("t".into())), region),
        ],
    )
    .await;
    Ok(())
}
