//! `BatchGetItem`.

use dynamo_model::request::{BatchGetItem, BatchGetItemOutput, KeysToGet, TableName};
use dynamo_model::value::Item;

use super::capacity::{Consumed, Meter};
use super::key::Key;
use super::table::Table;
use super::{Answer, Oracle, Refusal, check, get_item};

const MOST_KEYS: usize = 100;

impl Oracle {
    /// Reads items of several tables, all of them: that an answer may be too small for them is not considered here.
    ///
    /// # Errors
    ///
    /// If the request breaks a rule, or one of the tables does not exist.
    pub fn batch_get_item(&self, request: &BatchGetItem) -> Answer<BatchGetItemOutput> {
        check_counts(request)?;
        for wanted in request.tables.values() {
            wanted.keys.iter().try_for_each(|key| check::attributes(&key.to_map()))?;
            get_item::check_projection(wanted.projection.as_ref())?;
        }
        for name in request.tables.keys() {
            self.table(name)?;
        }
        let mut meter = Meter::default();
        let mut output = BatchGetItemOutput::default();
        for (name, wanted) in &request.tables {
            let found = read_all(self.table(name)?, name, wanted, &mut meter)?;
            output.items.insert(name.clone(), found);
        }
        output.consumed_capacity = meter.reports(request.return_capacity);
        Ok(output)
    }
}

fn check_counts(request: &BatchGetItem) -> Answer<()> {
    if request.tables.is_empty() {
        return Err(Refusal::one_of([
            "1 validation error detected: Value at 'RequestItems' failed to satisfy constraint: Member must have length \
             greater than or equal to 1"
                .to_owned(),
            "The requestItems parameter is required for BatchGetItem".to_owned(),
        ]));
    }
    for (name, wanted) in &request.tables {
        let bound = match wanted.keys.len() {
            0 => "greater than or equal to 1",
            1..=MOST_KEYS => continue,
            _ => "less than or equal to 100",
        };
        return Err(Refusal::validation(format!(
            "1 validation error detected: Value at 'RequestItems.{name}.member.Keys' failed to satisfy constraint: \
             Member must have length {bound}"
        )));
    }
    if request.tables.values().map(|wanted| wanted.keys.len()).sum::<usize>() > MOST_KEYS {
        return Err(Refusal::validation("Too many items requested for the BatchGetItem call"));
    }
    Ok(())
}

fn read_all(table: &Table, name: &TableName, wanted: &KeysToGet, meter: &mut Meter) -> Answer<Vec<Item>> {
    let keys: Vec<Key> =
        wanted.keys.iter().map(|key| table.key.lookup(&key.to_map())).collect::<Answer<_>>()?;
    if !wanted.told_apart {
        refuse_duplicates(&keys)?;
    }
    get_item::check_projection_on(table, wanted.projection.as_ref())?;
    let mut found = Vec::new();
    for key in &keys {
        let bytes = get_item::stored_size(table, key);
        meter.add(name, Consumed::table_read(bytes, wanted.consistent_read));
        found.extend(get_item::read(table, key, wanted.projection.as_ref()).map(Item::from));
    }
    Ok(found)
}

/// Refuses a batch that names an item twice.
pub(super) fn refuse_duplicates(keys: &[Key]) -> Answer<()> {
    if are_distinct(keys) {
        return Ok(());
    }
    Err(Refusal::validation("Provided list of item keys contains duplicates"))
}

pub(super) fn are_distinct<K: PartialEq>(keys: &[K]) -> bool {
    keys.iter().enumerate().all(|(place, key)| !keys[..place].contains(key))
}
