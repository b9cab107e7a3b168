//! What is wrong with how much a batch holds.

use dynamo_model::Result;
use dynamo_model::request::{BatchGetItem, BatchWriteItem, KeysToGet, TableName, Write};

use crate::Target;
use crate::kit::{key, refused, say_exactly};

fn keys(from: usize, to: usize) -> KeysToGet {
    KeysToGet::new((from..to).map(|number| key("a", number.to_string())))
}

pub async fn a_batch_of_nothing_is_told_in_an_envelope_for_reads_alone(target: &Target) -> Result<()> {
    let backend = target.backend();
    say_exactly(&[
        (
            refused(backend.batch_get_item(BatchGetItem::new()).await),
            "1 validation error detected: Value at 'RequestItems' failed to satisfy constraint: Member must have length \
             greater than or equal to 1",
        ),
        (
            refused(backend.batch_write_item(BatchWriteItem::new()).await),
            "The requestItems parameter is required for BatchWriteItem",
        ),
    ]);
    Ok(())
}

pub async fn a_table_with_too_few_or_too_many_keys_is_named(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let name = TableName::from(&table);
    let message = |bound: &str| {
        format!(
            "1 validation error detected: Value at 'RequestItems.{name}.member.Keys' failed to satisfy constraint: \
             Member must have length {bound}"
        )
    };
    let get = |wanted| table.batch_get_item(BatchGetItem::new().with_keys(&table, wanted));
    say_exactly(&[
        (refused(get(keys(0, 0)).await), message("greater than or equal to 1")),
        (refused(get(keys(0, 101)).await), message("less than or equal to 100")),
    ]);
    Ok(())
}

pub async fn too_many_items_of_several_tables_are_told_without_a_table(target: &Target) -> Result<()> {
    let (first, second) = (target.table().await?, target.table().await?);
    let reads = BatchGetItem::new().with_keys(&first, keys(0, 60)).with_keys(&second, keys(0, 60));
    let mut writes = BatchWriteItem::new();
    for number in 0..13 {
        let put = || Write::Put(key("a", number.to_string()));
        writes = writes.with_write(&first, put()).with_write(&second, put());
    }
    say_exactly(&[
        (refused(first.batch_get_item(reads).await), "Too many items requested for the BatchGetItem call"),
        (
            refused(first.batch_write_item(writes).await),
            "Too many items requested for the BatchWriteItem call",
        ),
    ]);
    Ok(())
}

pub async fn a_batch_without_writes_of_a_table_is_shown(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let name = TableName::from(&table);
    let mut batch = BatchWriteItem::new();
    batch.tables.insert(name.clone(), Vec::new());
    let message = format!(
        "1 validation error detected: Value '{{{name}=[]}}' at 'requestItems' failed to satisfy constraint: Map value \
         must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater \
         than or equal to 1]"
    );
    say_exactly(&[(refused(table.batch_write_item(batch).await), message)]);
    Ok(())
}
