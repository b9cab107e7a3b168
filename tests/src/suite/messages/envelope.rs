//! Which operations put `1 validation error detected: ` around what is wrong with a request, and around what they do not.

use dynamo_model::expr::{Condition, Path, Projection, Update};
use dynamo_model::request::{
    Action, BatchGetItem, BatchWriteItem, DeleteItem, GetItem, KeysToGet, PutItem, ReturnValues, Scan,
    TransactGet, TransactGetItems, TransactWrite, TransactWriteItems, UpdateItem, Write,
};
use dynamo_model::{Error, Result};

use crate::kit::{item, key, nested, refused, say_exactly, strings, with_size};
use crate::{Target, TestTable};

const EMPTY_SET: &str = "One or more parameter values were invalid: An string set  may not be empty";
const TOO_DEEP: &str = "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit";

fn enveloped(fault: &str) -> String {
    format!("1 validation error detected: {fault}")
}

fn v() -> Path {
    Path::attribute("v")
}

/// Compares an attribute with itself, which no expression may.
fn same() -> Condition {
    Condition::eq(v(), v())
}

fn same_in(expression: &str) -> String {
    format!(
        "Invalid {expression}: The first operand must be distinct from the remaining operands for this operator or \
         function; operator: =, first operand: [v]"
    )
}

/// Shows an attribute twice, which no projection may.
fn twice() -> Projection {
    Projection::from_iter([v(), v()])
}

fn overlap(expression: &str) -> String {
    format!(
        "Invalid {expression}: Two document paths overlap with each other; must remove or rewrite one of these paths; \
         path one: [v], path two: [v]"
    )
}

async fn put(table: &TestTable, put: PutItem) -> Error {
    refused(table.put_item(put).await)
}

async fn update(table: &TestTable, update: UpdateItem) -> Error {
    refused(table.update_item(update).await)
}

async fn delete(table: &TestTable, delete: DeleteItem) -> Error {
    refused(table.delete_item(delete).await)
}

pub async fn a_put_envelopes_what_is_wrong_with_the_request(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let with = |value| PutItem::new(&table, item! { "pk": "a", "sk": "1", "v": value });
    say_exactly(&[
        (put(&table, with(strings([]))).await, enveloped(EMPTY_SET)),
        (put(&table, with(nested(32))).await, enveloped(TOO_DEEP)),
        (
            put(&table, PutItem::new(&table, key("a", "1")).with_condition(same())).await,
            enveloped(&same_in("ConditionExpression")),
        ),
        (
            put(&table, PutItem::new(&table, key("a", "1")).returning(ReturnValues::UpdatedNew)).await,
            enveloped("ReturnValues can only be ALL_OLD or NONE"),
        ),
    ]);
    Ok(())
}

pub async fn an_update_envelopes_what_is_wrong_with_the_request(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let by = |change| UpdateItem::new(&table, key("a", "1")).with_update(change);
    say_exactly(&[
        (update(&table, by(Update::new().set("v", strings([])))).await, enveloped(EMPTY_SET)),
        (update(&table, by(Update::new().set("v", nested(32)))).await, enveloped(TOO_DEEP)),
        (
            update(&table, by(Update::new().set(v(), 1).remove(v()))).await,
            enveloped(&overlap("UpdateExpression")),
        ),
        (
            update(&table, by(Update::new().set("w", 1)).with_condition(same())).await,
            enveloped(&same_in("ConditionExpression")),
        ),
    ]);
    Ok(())
}

pub async fn a_delete_envelopes_what_is_wrong_with_the_request(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let request = || DeleteItem::new(&table, key("a", "1"));
    say_exactly(&[
        (delete(&table, request().with_condition(same())).await, enveloped(&same_in("ConditionExpression"))),
        (
            delete(&table, request().with_condition(Condition::eq(v(), strings([])))).await,
            enveloped(EMPTY_SET),
        ),
        (
            delete(&table, request().returning(ReturnValues::AllNew)).await,
            enveloped("ReturnValues can only be ALL_OLD or NONE"),
        ),
    ]);
    Ok(())
}

pub async fn a_put_tells_bare_which_key_attribute_does_not_fit(target: &Target) -> Result<()> {
    let table = target.table().await?;
    say_exactly(&[(
        put(&table, PutItem::new(&table, key("a", 1))).await,
        "One or more parameter values were invalid: Type mismatch for key sk expected: S actual: N",
    )]);
    Ok(())
}

pub async fn a_put_tells_bare_what_is_empty_or_too_large(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let of = |item| PutItem::new(&table, item);
    say_exactly(&[
        (
            put(&table, of(key("a", ""))).await,
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty \
             string value. Key: sk",
        ),
        (
            put(&table, of(with_size(key("a", "1"), 409_601))).await,
            "Item size has exceeded the maximum allowed size",
        ),
    ]);
    Ok(())
}

pub async fn an_update_tells_bare_what_is_wrong_with_keys_and_items(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let by = |change| UpdateItem::new(&table, key("a", "1")).with_update(change);
    say_exactly(&[
        (
            update(&table, by(Update::new().set("sk", "2"))).await,
            "One or more parameter values were invalid: Cannot update attribute sk. This attribute is part of the key",
        ),
        (
            update(&table, by(Update::new().set(v().key("w"), 1))).await,
            "The document path provided in the update expression is invalid for update",
        ),
        (
            update(&table, by(Update::new().set("v", Path::attribute("absent")))).await,
            "The provided expression refers to an attribute that does not exist in the item",
        ),
        (
            update(&table, by(Update::new().set("v", "x".repeat(409_600)))).await,
            "Item size to update has exceeded the maximum allowed size",
        ),
    ]);
    Ok(())
}

pub async fn a_delete_tells_bare_what_is_wrong_with_its_key(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let message = "The provided key element does not match the schema";
    say_exactly(&[(delete(&table, DeleteItem::new(&table, key("a", 1))).await, message)]);
    Ok(())
}

pub async fn reads_tell_bare_what_is_wrong_with_their_expressions(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let get = GetItem::new(&table, key("a", "1")).with_projection(twice());
    let wanted = KeysToGet::new([key("a", "1")]).with_projection(twice());
    let batch = BatchGetItem::new().with_keys(&table, wanted);
    let transaction =
        TransactGetItems::new([TransactGet::new(&table, key("a", "1")).with_projection(twice())]);
    let scan = Scan::new(&table).with_filter(same());
    say_exactly(&[
        (refused(table.get_item(get).await), overlap("ProjectionExpression")),
        (refused(table.batch_get_item(batch).await), overlap("ProjectionExpression")),
        (refused(table.transact_get_items(transaction).await), overlap("ProjectionExpression")),
        (refused(table.query(table.partition("a").with_filter(same())).await), same_in("FilterExpression")),
        (refused(table.scan(scan).await), same_in("FilterExpression")),
    ]);
    Ok(())
}

pub async fn batches_and_transactions_of_writes_tell_everything_bare(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let unfit = || item! { "pk": "a", "sk": "1", "v": strings([]) };
    let batch = BatchWriteItem::new().with_write(&table, Write::Put(unfit()));
    let transaction = |write| table.transact_write_items(TransactWriteItems::new([write]));
    let of_unfit = TransactWrite::new(&table, Action::Put(unfit()));
    let of_condition = TransactWrite::new(&table, Action::Check(key("a", "1"))).with_condition(same());
    say_exactly(&[
        (refused(table.batch_write_item(batch).await), EMPTY_SET.to_owned()),
        (refused(transaction(of_unfit).await), EMPTY_SET.to_owned()),
        (refused(transaction(of_condition).await), same_in("ConditionExpression")),
    ]);
    Ok(())
}
