//! What errors say, where the service documents it.

use dynamo_model::Result;
use dynamo_model::expr::{Condition, KeyCondition, Path, Projection, SortRange, Update};
use dynamo_model::request::{
    DeleteItem, GetItem, IndexDefinition, KeyKind, KeySchema, PutItem, Query, ReturnValues, UpdateItem,
};

use crate::kit::{item, key, nested, refused, says, strings, with_size};
use crate::target::plain;
use crate::{Target, TestTable};

pub async fn operations_on_items_do_not_name_a_missing_table(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.delete_table((&table).into()).await?;
    let error = refused(table.get(key("a", "1")).await);
    assert_eq!(error.message(), "Requested resource not found");
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
    Ok(())
}

pub async fn operations_on_tables_name_a_missing_table(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let name = table.delete_table((&table).into()).await?.table;
    let error = refused(table.describe_table(name.clone()).await);
    assert_eq!(error.message(), format!("Requested resource not found: Table: {name} not found"));
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
    Ok(())
}

pub async fn an_existing_table_is_named(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let again = plain((&table).into(), KeyKind::S);
    let message = format!("Table already exists: {}", again.table);
    let error = refused(table.create_table(again).await);
    assert_eq!((error.message(), error.code()), (message.as_str(), Some("ResourceInUseException")));
    Ok(())
}

pub async fn a_failed_condition_says_so(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let request = DeleteItem::new(&table, key("a", "1")).with_condition(Condition::exists("pk"));
    let error = refused(table.delete_item(request).await);
    assert_eq!(error.message(), "The conditional request failed");
    assert_eq!(error.code(), Some("ConditionalCheckFailedException"));
    Ok(())
}

pub async fn a_key_that_does_not_fit_the_schema_is_refused_alike_by_all(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let message = "The provided key element does not match the schema";
    for wrong in
        [item! { "pk": "a" }, key("a", 1), item! { "pk": "a", "sk": "1", "v": 1 }, item! { "id": "a" }]
    {
        says(&refused(table.get_item(GetItem::new(&table, wrong.clone())).await), message);
        says(&refused(table.delete_item(DeleteItem::new(&table, wrong.clone())).await), message);
        says(&refused(table.update_item(UpdateItem::new(&table, wrong)).await), message);
    }
    Ok(())
}

pub async fn a_put_names_the_key_attribute_that_is_wrong(target: &Target) -> Result<()> {
    let table = target.table().await?;
    says(
        &refused(table.put(item! { "pk": "a" }).await),
        "One or more parameter values were invalid: Missing the key sk in the item",
    );
    says(
        &refused(table.put(key("a", 1)).await),
        "One or more parameter values were invalid: Type mismatch for key sk expected: S actual: N",
    );
    Ok(())
}

pub async fn an_empty_key_is_named(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let message = "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain \
                   an empty string value. Key: sk";
    says(&refused(table.put(key("a", "")).await), message);
    says(&refused(table.get(key("a", "")).await), message);
    Ok(())
}

pub async fn a_wrong_index_key_names_the_index(target: &Target) -> Result<()> {
    let table = indexed(target).await?;
    let message = "One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N \
                   IndexName: gsi";
    says(&refused(table.put(item! { "pk": "a", "sk": "1", "g": 1 }).await), message);
    says(&refused(table.update(key("a", "1"), Update::new().set("g", 1)).await), message);
    Ok(())
}

pub async fn updating_a_key_attribute_names_it(target: &Target) -> Result<()> {
    let table = target.table().await?;
    says(
        &refused(table.update(key("a", "1"), Update::new().set("sk", "2")).await),
        "One or more parameter values were invalid: Cannot update attribute sk. This attribute is part of the key",
    );
    Ok(())
}

pub async fn updates_that_cannot_be_applied_say_why(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put(item! { "pk": "a", "sk": "1", "t": "text" }).await?;
    let cases = [
        (
            Update::new().set(Path::attribute("q").key("z"), 1),
            "The document path provided in the update expression is invalid for update",
        ),
        (Update::new().add("t", 1), "An operand in the update expression has an incorrect data type"),
        (
            Update::new().set("q", Path::attribute("nope")),
            "The provided expression refers to an attribute that does not exist in the item",
        ),
        (
            Update::new().set("t", "x".repeat(409_600)),
            "Item size to update has exceeded the maximum allowed size",
        ),
    ];
    for (update, message) in cases {
        says(&refused(table.update(key("a", "1"), update).await), message);
    }
    Ok(())
}

pub async fn clashing_paths_are_both_named(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let a = || Path::attribute("a");
    says(
        &refused(table.update(key("a", "1"), Update::new().set(a(), 1).remove(a().key("b"))).await),
        "Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these \
         paths; path one: [a], path two: [a, b]",
    );
    says(
        &refused(table.update(key("a", "1"), Update::new().set(a().key("b"), 1).set(a().index(1), 1)).await),
        "Invalid UpdateExpression: Two document paths conflict with each other; must remove or rewrite one of these \
         paths; path one: [a, b], path two: [a, [1]]",
    );
    let read = GetItem::new(&table, key("a", "1")).with_projection(Projection::from_iter([a(), a()]));
    says(
        &refused(table.get_item(read).await),
        "Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of \
         these paths; path one: [a], path two: [a]",
    );
    Ok(())
}

pub async fn impossible_constants_are_named_with_their_operator(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let v = || Path::attribute("v");
    let cases = [
        (
            Condition::lt(v(), true),
            "Invalid ConditionExpression: Incorrect operand type for operator or function; operator or function: <, \
             operand type: BOOL",
        ),
        (
            Condition::begins_with(v(), 1),
            "Invalid ConditionExpression: Incorrect operand type for operator or function; operator or function: \
             begins_with, operand type: N",
        ),
        (
            Condition::eq(v(), v()),
            "Invalid ConditionExpression: The first operand must be distinct from the remaining operands for this \
             operator or function; operator: =, first operand: [v]",
        ),
    ];
    for (condition, message) in cases {
        let request = DeleteItem::new(&table, key("a", "1")).with_condition(condition);
        says(&refused(table.delete_item(request).await), message);
    }
    Ok(())
}

pub async fn adding_a_string_names_clause_and_type(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let error = refused(table.update(key("a", "1"), Update::new().add("v", "text")).await);
    // Newer front ends go on with the set of types allowed.
    let start = "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand \
                 type: STRING";
    assert!(error.is_validation() && error.message().contains(start), "{error:?}");
    Ok(())
}

pub async fn reversed_between_bounds_are_shown(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let request =
        DeleteItem::new(&table, key("a", "1")).with_condition(Condition::between(Path::attribute("v"), 5, 2));
    says(
        &refused(table.delete_item(request).await),
        "Invalid ConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal to lower \
         bound; lower bound operand: AttributeValue: {N:5}, upper bound operand: AttributeValue: {N:2}",
    );
    Ok(())
}

pub async fn values_that_cannot_be_stored_say_why(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let with = |value| item! { "pk": "a", "sk": "1", "v": value };
    says(
        &refused(table.put(with(strings([]))).await),
        "One or more parameter values were invalid: An string set  may not be empty",
    );
    says(
        &refused(table.put(with(nested(32))).await),
        "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported \
         limit",
    );
    says(
        &refused(table.put(with_size(key("a", "1"), 409_601)).await),
        "Item size has exceeded the maximum allowed size",
    );
    Ok(())
}

pub async fn keys_that_are_too_long_are_told_the_limit(target: &Target) -> Result<()> {
    let table = target.table().await?;
    says(
        &refused(table.put(key("x".repeat(2049), "1")).await),
        "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes",
    );
    says(
        &refused(table.put(key("a", "x".repeat(1025))).await),
        "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of \
         1024 bytes",
    );
    Ok(())
}

async fn indexed(target: &Target) -> Result<TestTable> {
    let index = IndexDefinition::new("gsi", KeySchema::new("g"));
    target
        .create(|name| plain(name, KeyKind::S).with_attribute("g", KeyKind::S).with_global_index(index))
        .await
}

pub async fn a_query_names_the_key_attribute_it_lacks(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let query = Query::new(&table, KeyCondition::partition("sk", "1"));
    says(&refused(table.query(query).await), "Query condition missed key schema element: pk");
    Ok(())
}

pub async fn a_key_condition_of_the_wrong_type_says_so(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let query = Query::new(&table, KeyCondition::partition("pk", "a").with_equal("sk", 1));
    says(
        &refused(table.query(query).await),
        "One or more parameter values were invalid: Condition parameter type does not match schema type",
    );
    Ok(())
}

pub async fn two_conditions_on_one_key_attribute_are_refused(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let twice =
        KeyCondition::partition("pk", "a").with_equal("sk", "1").with_range("sk", SortRange::Gt("1".into()));
    says(
        &refused(table.query(Query::new(&table, twice)).await),
        "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key",
    );
    Ok(())
}

pub async fn a_filter_on_a_key_attribute_names_it(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let query = table.partition("a").with_filter(Condition::exists("sk"));
    says(
        &refused(table.query(query).await),
        "Filter Expression can only contain non-primary key attributes: Primary key attribute: sk",
    );
    Ok(())
}

pub async fn an_unknown_index_is_named(target: &Target) -> Result<()> {
    let table = indexed(target).await?;
    let query = Query::new(&table, KeyCondition::partition("g", "x")).on_index("nope");
    says(&refused(table.query(query).await), "The table does not have the specified index: nope");
    Ok(())
}

pub async fn a_consistent_read_of_an_index_says_why_not(target: &Target) -> Result<()> {
    let table = indexed(target).await?;
    let query = Query::new(&table, KeyCondition::partition("g", "x")).on_index("gsi").consistent();
    says(
        &refused(table.query(query).await),
        "Consistent reads are not supported on global secondary indexes",
    );
    Ok(())
}

pub async fn a_start_key_of_the_wrong_shape_is_invalid(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let query = table.partition("a").starting_after(item! { "pk": "a" });
    says(&refused(table.query(query).await), "The provided starting key is invalid");
    Ok(())
}

pub async fn a_start_key_of_another_partition_is_outside_the_query(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let query = table.partition("a").starting_after(key("b", "1"));
    says(
        &refused(table.query(query).await),
        "The provided starting key is outside query boundaries based on provided conditions",
    );
    Ok(())
}

pub async fn a_limit_of_zero_is_refused(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let error = refused(table.query(table.partition("a").with_limit(0)).await);
    says(
        &error,
        "Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    );
    Ok(())
}

pub async fn puts_return_only_the_old_item_and_say_so(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let put = PutItem::new(&table, key("a", "1")).returning(ReturnValues::AllNew);
    says(&refused(table.put_item(put).await), "ReturnValues can only be ALL_OLD or NONE");
    Ok(())
}

pub async fn a_path_below_a_key_attribute_names_the_key(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let request = DeleteItem::new(&table, key("a", "1"))
        .with_condition(Condition::exists(Path::attribute("sk").key("z")));
    says(
        &refused(table.delete_item(request).await),
        "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: sk",
    );
    Ok(())
}
