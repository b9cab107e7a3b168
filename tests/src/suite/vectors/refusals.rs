//! What is said of searches that cannot be.

use dynamo_model::expr::{Condition, KeyCondition, Operand, Path, Projection};
use dynamo_model::request::{Distance, KeyKind, Query, Scan, SearchVectors};
use dynamo_model::value::Value;
use dynamo_model::{Error, Result};

use super::{INDEX, by_colour, equal, indexed, near};
use crate::kit::{refused, say_exactly};
use crate::target::plain;
use crate::{Target, TestTable};

const ENVELOPE: &str = "1 validation error detected: ";

async fn said(table: &TestTable, request: SearchVectors) -> Error {
    refused(table.search_vectors(request).await)
}

pub async fn a_search_of_no_table_or_index_says_which(target: &Target) -> Result<()> {
    let table = indexed(target, by_colour(Distance::Cosine)).await?;
    let missing = said(&table, SearchVectors::new("no-such-table", INDEX, [1.0])).await;
    assert!(missing.is_not_found());
    assert_eq!(missing.message(), "Requested resource not found");
    say_exactly(&[(
        said(&table, SearchVectors::new(&table, "other", [1.0])).await,
        "The table does not have the specified index: other",
    )]);
    Ok(())
}

pub async fn members_of_a_search_are_looked_at_before_the_table(target: &Target) -> Result<()> {
    let table = indexed(target, by_colour(Distance::Cosine)).await?;
    let none: SearchVectors = SearchVectors::new("no-such-table", INDEX, Vec::new());
    say_exactly(&[
        (
            said(&table, SearchVectors::new("no-such-table", "ix", [1.0])).await,
            format!(
                "{ENVELOPE}Value at 'IndexName' failed to satisfy constraint: Member must have length greater than or \
                 equal to 3"
            ),
        ),
        (
            said(&table, none).await,
            format!(
                "{ENVELOPE}Value at 'SearchVector' failed to satisfy constraint: Member must have length greater than \
                 or equal to 1"
            ),
        ),
        (
            said(&table, SearchVectors::new("no-such-table", INDEX, [1.0]).with_top_k(0)).await,
            format!(
                "{ENVELOPE}Value at 'TopK' failed to satisfy constraint: Member must have value greater than or equal \
                 to 1"
            ),
        ),
        (
            said(&table, SearchVectors::new("no-such-table", INDEX, [1.0]).with_top_k(101)).await,
            "Provided TopK value '101' is out of valid range. The value must be between 1 and 100 inclusive"
                .to_owned(),
        ),
    ]);
    Ok(())
}

pub async fn a_vector_of_another_length_than_the_index_has_is_refused(target: &Target) -> Result<()> {
    let table = indexed(target, by_colour(Distance::Cosine)).await?;
    say_exactly(&[(
        said(&table, near(&table, [1.0, 2.0, 3.0])).await,
        "Input search vector dimension 3 does not match vector index dimension 2",
    )]);
    Ok(())
}

pub async fn a_search_of_partitions_fixes_one(target: &Target) -> Result<()> {
    let index = by_colour(Distance::Cosine).with_partition("shelf").with_filter("kind");
    let table = indexed(target, index).await?;
    let message = "SearchConditionExpression must be provided when SearchSchema has a HASH key";
    say_exactly(&[
        (said(&table, near(&table, [1.0, 0.0])).await, message),
        (said(&table, near(&table, [1.0, 0.0]).with_condition(equal("kind", "oil"))).await, message),
    ]);
    Ok(())
}

pub async fn a_search_condition_is_of_equalities(target: &Target) -> Result<()> {
    let table = indexed(target, by_colour(Distance::Cosine).with_filter("kind")).await?;
    let kind = || Path::attribute("kind");
    let message = "Invalid SearchConditionExpression: Invalid comparator used in SearchConditionExpression";
    for condition in [Condition::lt(kind(), "oil"), Condition::ne(kind(), "oil")] {
        say_exactly(&[(said(&table, near(&table, [1.0, 0.0]).with_condition(condition)).await, message)]);
    }
    // Their words are not known.
    let others = [
        equal("kind", "oil").or(equal("kind", "water")),
        !equal("kind", "oil"),
        Condition::is_in(kind(), ["oil"]),
        Condition::between(kind(), "a", "b"),
        Condition::begins_with(kind(), "o"),
        Condition::exists("kind"),
        Condition::eq(Operand::size("kind"), 3),
    ];
    for condition in others {
        let error = said(&table, near(&table, [1.0, 0.0]).with_condition(condition)).await;
        assert!(error.is_validation() && error.message().contains("SearchConditionExpression"), "{error}");
    }
    Ok(())
}

pub async fn a_search_condition_is_of_attributes_in_the_schema_each_once(target: &Target) -> Result<()> {
    let table = indexed(target, by_colour(Distance::Cosine).with_filter("kind")).await?;
    let nested = |name| Condition::eq(Path::attribute(name).key("of"), "oil");
    let is_nested = "Invalid SearchConditionExpression: SearchConditionExpression cannot have conditions on nested attributes";
    let searches = [
        (
            equal("name", "ochre"),
            "SearchConditionExpression must not contain any attributes that is not in SearchSchema. Invalid attribute: name",
        ),
        (nested("kind"), is_nested),
        (nested("name"), is_nested),
        (
            equal("kind", "oil").and(equal("kind", "oil")),
            "Invalid SearchConditionExpression: SearchConditionExpression must only contain one condition per attribute",
        ),
    ];
    for (condition, message) in searches {
        say_exactly(&[(said(&table, near(&table, [1.0, 0.0]).with_condition(condition)).await, message)]);
    }
    Ok(())
}

pub async fn an_operand_has_the_type_of_its_attribute_and_is_not_empty(target: &Target) -> Result<()> {
    let table = indexed(target, by_colour(Distance::Cosine).with_filter("kind")).await?;
    let searches: [(Value, &str); 2] = [
        (
            1.into(),
            "Type of 'kind' attribute in SearchConditionExpression (N) does not match type in search schema (S)",
        ),
        (
            "".into(),
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty \
             string value. Key: kind",
        ),
    ];
    for (value, message) in searches {
        say_exactly(&[(
            said(&table, near(&table, [1.0, 0.0]).with_condition(equal("kind", value))).await,
            message,
        )]);
    }
    Ok(())
}

pub async fn an_overlapping_projection_is_refused_in_searches_too(target: &Target) -> Result<()> {
    let table = indexed(target, by_colour(Distance::Cosine)).await?;
    let twice = near(&table, [1.0, 0.0]).with_projection(Projection::from_iter(["sk", "sk"]));
    let error = said(&table, twice).await;
    assert!(error.message().contains("Two document paths overlap"), "{error}");
    Ok(())
}

pub async fn a_vector_index_is_neither_queried_nor_scanned(target: &Target) -> Result<()> {
    let table =
        target.create(|name| plain(name, KeyKind::S).with_vector_index(by_colour(Distance::Cosine))).await?;
    let query = Query::new(&table, KeyCondition::partition("pk", "a")).on_index(INDEX);
    let scan = Scan::new(&table).on_index(INDEX);
    say_exactly(&[
        (refused(table.query(query.clone()).await), "Query operation not supported on this index type."),
        (
            refused(table.query(query.consistent()).await),
            "Consistent reads are not supported on global secondary indexes",
        ),
        (refused(table.scan(scan.clone()).await), "Scan operation not supported on this index type"),
        (refused(table.scan(scan.consistent()).await), "Scan operation not supported on this index type"),
    ]);
    Ok(())
}

pub async fn other_indexes_are_not_searched(target: &Target) -> Result<()> {
    let gsi =
        dynamo_model::request::IndexDefinition::new("inverse", dynamo_model::request::KeySchema::new("sk"));
    let table = target.create(|name| plain(name, KeyKind::S).with_global_index(gsi)).await?;
    say_exactly(&[(
        said(&table, SearchVectors::new(&table, "inverse", [1.0, 0.0])).await,
        "The table does not have the specified index: inverse",
    )]);
    Ok(())
}
