//! `BatchWriteItem`.

use dynamo_model::request::{BatchWriteItem, BatchWriteItemOutput, TableName, Write};

use super::batch_get::refuse_duplicates;
use super::capacity::{Consumed, Meter};
use super::collection::{self, Collections};
use super::key::{Key, SCHEMA_MISMATCH};
use super::table::Table;
use super::{Answer, Attributes, Oracle, Refusal, check, index_key, refusal};

const MOST_WRITES: usize = 25;

impl Oracle {
    /// Puts and deletes items of several tables.
    ///
    /// # Errors
    ///
    /// If the request breaks a rule, or one of the tables does not exist; nothing is written then.
    pub fn batch_write_item(&mut self, request: &BatchWriteItem) -> Answer<BatchWriteItemOutput> {
        check_counts(request)?;
        request.tables.values().flatten().try_for_each(check_values)?;
        let mut planned: Vec<(&TableName, Key, Option<Attributes>)> = Vec::new();
        let mut collections = Collections::default();
        for name in request.tables.keys() {
            self.table(name)?;
        }
        for (name, writes) in &request.tables {
            let table = self.table(name)?;
            let keys: Vec<Key> = writes.iter().map(|write| key_of(table, write)).collect::<Answer<_>>()?;
            let sizes =
                writes.iter().filter_map(item_of).try_for_each(|item| collection::check_size(table, &item));
            refusal::in_any_order(refuse_duplicates(&keys), sizes)?;
            for write in writes {
                let asked = request.return_collection_metrics;
                collections.add(name, collection::metrics(table, &attributes(write), asked));
            }
            planned.extend(std::iter::zip(keys, writes).map(|(key, write)| (name, key, item_of(write))));
        }
        let mut meter = Meter::default();
        for (name, key, item) in planned {
            let table = self.table_mut(name)?;
            let change = table.write(key, item);
            meter.add(name, Consumed::written(table, &change));
        }
        let mut output = BatchWriteItemOutput::default();
        output.consumed_capacity = meter.reports(request.return_capacity);
        output.collection_metrics = collections.report();
        Ok(output)
    }
}

fn check_counts(request: &BatchWriteItem) -> Answer<()> {
    if request.tables.is_empty() {
        return Err(Refusal::validation("The requestItems parameter is required for BatchWriteItem"));
    }
    if let [(name, [])] =
        &request.tables.iter().map(|(name, writes)| (name, &writes[..])).collect::<Vec<_>>()[..]
    {
        return Err(Refusal::validation(format!(
            "1 validation error detected: Value '{{{name}=[]}}' at 'requestItems' failed to satisfy constraint: Map \
             value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length \
             greater than or equal to 1]"
        )));
    }
    // Otherwise the text shows the whole request in the notation of the service's own language.
    if request.tables.values().any(|writes| !(1..=MOST_WRITES).contains(&writes.len())) {
        return Err(Refusal::invalid());
    }
    if request.tables.values().map(Vec::len).sum::<usize>() > MOST_WRITES {
        return Err(Refusal::validation("Too many items requested for the BatchWriteItem call"));
    }
    Ok(())
}

fn check_values(write: &Write) -> Answer<()> {
    match write {
        Write::Put(item) => {
            let item = item.to_map();
            check::attributes(&item)?;
            check::put_size(&item)
        }
        Write::Delete(key) => check::attributes(&key.to_map()),
    }
}

/// Returns the key of what is written. One that does not fit is told alike for puts and deletes.
fn key_of(table: &Table, write: &Write) -> Answer<Key> {
    match write {
        Write::Delete(key) => table.key.lookup(&key.to_map()),
        Write::Put(item) => {
            let item = item.to_map();
            let key = table.key.key_of(&item).ok_or_else(|| Refusal::validation(SCHEMA_MISMATCH))?;
            table.key.refuse_empty(&item)?;
            index_key::check_types_of_put(table, &item)?;
            index_key::check_emptiness_of_put(table, &item)?;
            table.key.refuse_long(&item)?;
            index_key::check_sizes(table, &item)?;
            Ok(key)
        }
    }
}

/// Returns the item or the key that is written.
fn attributes(write: &Write) -> Attributes {
    match write {
        Write::Put(item) | Write::Delete(item) => item.to_map(),
    }
}

fn item_of(write: &Write) -> Option<Attributes> {
    match write {
        Write::Put(item) => Some(item.to_map()),
        Write::Delete(_) => None,
    }
}
