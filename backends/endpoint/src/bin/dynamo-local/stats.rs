use dynamo_lmdb::Lmdb;
use dynamo_model::Backend as _;
use dynamo_model::request::{ListTables, TableDescription, TableName};
use indicatif::{HumanBytes, HumanCount};

use crate::arguments::Existing;
use crate::failure::Outcome;
use crate::{database, say};

pub(crate) async fn run(arguments: &Existing) -> Outcome {
    let database = database::open(&arguments.data)?;
    let usage = database.usage()?;
    say(format_args!(
        "{}: {} in use, {} allocated",
        database.path().display(),
        HumanBytes(usage.used),
        HumanBytes(usage.allocated)
    ))?;
    for table in tables(&database).await? {
        show(&database.describe_table(table).await?)?;
    }
    Ok(())
}

fn show(table: &TableDescription) -> Outcome {
    say(format_args!(
        "table {}: {} items, {}",
        &*table.table,
        HumanCount(table.item_count),
        HumanBytes(table.size_bytes)
    ))?;
    for index in table.global_indexes.iter().chain(&table.local_indexes) {
        show_index(&index.definition.name, index.item_count, index.size_bytes)?;
    }
    for index in &table.vector_indexes {
        show_index(&index.definition.name, index.item_count, index.size_bytes)?;
    }
    Ok(())
}

fn show_index(name: &str, entries: u64, bytes: u64) -> Outcome {
    say(format_args!("  index {name}: {} entries, {}", HumanCount(entries), HumanBytes(bytes)))
}

/// Lists all tables.
pub(crate) async fn tables(database: &Lmdb) -> Outcome<Vec<TableName>> {
    let mut tables = Vec::new();
    let mut request = ListTables::new();
    loop {
        let page = database.list_tables(request.clone()).await?;
        tables.extend(page.tables);
        request.start_after = page.last_evaluated;
        if request.start_after.is_none() {
            return Ok(tables);
        }
    }
}
