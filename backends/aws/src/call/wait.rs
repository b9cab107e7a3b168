//! Waiting for a table to come, to change or to go: the service answers before it is done.

use std::time::Duration;

use dynamo_model::request::{
    Encryption, IndexUpdate, StreamUpdate, TableDescription, TableName, TableStatus, UpdateTable,
    VectorIndexUpdate,
};
use dynamo_model::{Error, ErrorKind, Result};
use tokio::time::{Instant, sleep};

use super::describe_table;
use crate::Aws;

/// Tables with indexes take the service seconds, seldom minutes.
const PATIENCE: Duration = Duration::from_secs(600);
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// Waits until the table and all its indexes can be used.
pub(super) async fn until_active(aws: &Aws, mut table: TableDescription) -> Result<TableDescription> {
    let mut pace = Pace::new();
    while !is_active(&table) {
        pace.pause("is still being created").await.map_err(|error| named(&table.table, error))?;
        match describe_table::call(aws, table.table.clone()).await {
            Ok(found) => table = found,
            // The service may not know a new table everywhere at once.
            Err(error) if error.is_not_found() => {}
            Err(error) => return Err(error),
        }
    }
    Ok(table)
}

/// Waits until a change of the table has taken effect. Whoever gives up waiting has changed the table all the same.
pub(super) async fn until_settled(
    aws: &Aws,
    mut table: TableDescription,
    change: &UpdateTable,
) -> Result<TableDescription> {
    let mut pace = Pace::new();
    while !(is_settled(&table) && shows(&table, change)) {
        // An index of a large table takes hours to fill, and the service says that it is at it.
        if indexes(&table).any(|(_, backfilling)| backfilling) {
            pace.put_off();
        }
        pace.pause("is still being changed").await.map_err(|error| named(&table.table, error))?;
        table = describe_table::call(aws, table.table.clone()).await?;
    }
    Ok(table)
}

/// Waits until the table is gone and its name is free.
pub(super) async fn until_gone(aws: &Aws, name: &TableName) -> Result<()> {
    let mut pace = Pace::new();
    loop {
        match describe_table::call(aws, name.clone()).await {
            Ok(found) if found.status == TableStatus::Deleting => {}
            // Somebody has made a new table of that name already.
            Ok(_) => return Ok(()),
            Err(error) if error.is_not_found() => return Ok(()),
            Err(error) => return Err(error),
        }
        pace.pause("is still being deleted").await.map_err(|error| named(name, error))?;
    }
}

fn is_active(table: &TableDescription) -> bool {
    let usable = |status| matches!(status, TableStatus::Active | TableStatus::Updating);
    usable(table.status) && indexes(table).all(|(status, _)| usable(status))
}

fn is_settled(table: &TableDescription) -> bool {
    table.status == TableStatus::Active
        && indexes(table).all(|(status, backfilling)| status == TableStatus::Active && !backfilling)
}

/// Iterates over the states of the indexes that come and go without their table, and whether each is being filled.
fn indexes(table: &TableDescription) -> impl Iterator<Item = (TableStatus, bool)> {
    let global = table.global_indexes.iter().map(|index| (index.status, index.backfilling));
    let vector = table.vector_indexes.iter().map(|index| (index.status, index.backfilling));
    global.chain(vector)
}

/// Whether a description knows of the change: the service may go on describing the table as it was before.
fn shows(table: &TableDescription, change: &UpdateTable) -> bool {
    let has = |name: &str| table.global_indexes.iter().any(|index| index.definition.name == name);
    let indexes = change.index_updates.iter().all(|update| match update {
        IndexUpdate::Create(index) => has(&index.name),
        IndexUpdate::Delete(name) => !has(name),
        _ => true,
    });
    let has = |name: &str| table.vector_indexes.iter().any(|index| index.definition.name == name);
    let vectors = change.vector_index_updates.iter().all(|update| match update {
        VectorIndexUpdate::Create(index) => has(&index.name),
        VectorIndexUpdate::Delete(name) => !has(name),
        _ => true,
    });
    let stream = match change.stream {
        Some(StreamUpdate::Enable(view)) => table.stream == Some(view),
        Some(StreamUpdate::Disable) => table.stream.is_none(),
        None => true,
    };
    // Of one key after another no description tells which is which.
    let encryption = match &change.encryption {
        Some(Encryption::Owned) => table.encryption_key.is_none(),
        Some(Encryption::Managed | Encryption::Key(_)) => table.encryption_key.is_some(),
        None => true,
    };
    indexes && vectors && stream && encryption
}

fn named(table: &TableName, error: Error) -> Error {
    error.context(format_args!("table `{table}`"))
}

/// Ever longer pauses, up to a deadline.
struct Pace {
    next: Duration,
    deadline: Instant,
}

impl Pace {
    fn new() -> Self {
        Self { next: FIRST_PAUSE, deadline: Instant::now() + PATIENCE }
    }

    /// Puts the deadline off.
    fn put_off(&mut self) {
        self.deadline = Instant::now() + PATIENCE;
    }

    async fn pause(&mut self, what: &str) -> Result<()> {
        if Instant::now() >= self.deadline {
            let minutes = PATIENCE.as_secs() / 60;
            return Err(Error::new(
                ErrorKind::Unavailable,
                format!("it {what} after {minutes} minutes; try again later"),
            ));
        }
        sleep(self.next).await;
        self.next = (self.next * 2).min(LONGEST_PAUSE);
        Ok(())
    }
}
