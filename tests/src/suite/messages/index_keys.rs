//! What is wrong with an index key that an update makes, alone or in a transaction.

use dynamo_model::expr::{Path, Update};
use dynamo_model::request::{Action, IndexDefinition, KeyKind, KeySchema, TransactWrite, TransactWriteItems};
use dynamo_model::{CancellationReason, Result};

use crate::kit::{item, key, refused, say_exactly};
use crate::target::plain;
use crate::{Target, TestTable};

/// Makes a table with an index by the string `g`, and an item whose `n` is a number and whose `long` is a long string.
async fn indexed(target: &Target) -> Result<TestTable> {
    let index = IndexDefinition::new("by-g", KeySchema::new("g"));
    let table = target
        .create(|name| plain(name, KeyKind::S).with_attribute("g", KeyKind::S).with_global_index(index))
        .await?;
    table.put(item! { "pk": "a", "sk": "1", "n": 1, "long": "x".repeat(2049) }).await?;
    Ok(table)
}

/// Requires what is said of an update, and that a transaction has it as the reason.
async fn say(table: &TestTable, update: Update, message: &str) {
    say_exactly(&[(refused(table.update(key("a", "1"), update.clone()).await), message)]);
    let write = TransactWrite::new(table, Action::Update(key("a", "1"), update));
    let error = refused(table.transact_write_items(TransactWriteItems::new([write])).await);
    let reason = CancellationReason::new("ValidationError", message, None);
    assert_eq!(error.cancellation_reasons(), [reason], "{error:?}");
}

pub async fn an_index_key_computed_of_another_type_is_unsupported(target: &Target) -> Result<()> {
    let table = indexed(target).await?;
    let message = "The update expression attempted to update the secondary index key to unsupported type";
    say(&table, Update::new().set("g", Path::attribute("n")), message).await;
    Ok(())
}

pub async fn an_index_key_updated_to_be_too_long_is_beyond_limits(target: &Target) -> Result<()> {
    let table = indexed(target).await?;
    let message =
        "The update expression attempted to update the secondary index key beyond allowed size limits.";
    say(&table, Update::new().set("g", Path::attribute("long")), message).await;
    say(&table, Update::new().set("g", "x".repeat(2049)), message).await;
    Ok(())
}

pub async fn an_empty_index_key_is_told_otherwise_by_updates_than_by_puts(target: &Target) -> Result<()> {
    let table = indexed(target).await?;
    let empty = "The AttributeValue for a key attribute cannot contain an empty string value.";
    say_exactly(&[
        (
            refused(table.put(item! { "pk": "a", "sk": "2", "g": "" }).await),
            format!(
                "One or more parameter values are not valid. A value specified for a secondary index key is not \
                 supported. {empty} IndexName: by-g, IndexKey: g"
            ),
        ),
        (
            refused(table.update(key("a", "1"), Update::new().set("g", "")).await),
            format!(
                "One or more parameter values are not valid. The update expression attempted to update a secondary \
                 index key to a value that is not supported. {empty}"
            ),
        ),
    ]);
    Ok(())
}
