//! Key attributes of indexes, whose values the table's items must suit.

use dynamo_model::expr::{SetOperand, SetValue, Update};
use dynamo_model::request::{KeyKind, TableName};

use super::key::emptiness;
use super::table::{Index, Table};
use super::{Answer, Attributes, Oracle, Refusal};

/// An item is in an index if it has all key attributes of it, each with its type, none empty, none too long. Others are
/// only there if the index was added after them.
pub(super) fn is_member(index: &Index, item: &Attributes) -> bool {
    let key = &index.key;
    key.key_of(item).is_some() && key.refuse_empty(item).is_ok() && !key.is_long(item)
}

/// Whether an item has a key attribute that keeps it out of the index.
fn is_misfit(index: &Index, item: &Attributes) -> bool {
    let has_type = |(name, kind): (&str, KeyKind)| {
        item.get(name).is_none_or(|value| value.kind().as_str() == kind.as_str())
    };
    let key = &index.key;
    !key.attributes().all(has_type) || key.refuse_empty(item).is_err() || key.is_long(item)
}

impl Oracle {
    /// Whether a table has items that are kept out of its indexes by what they have, not by what they lack.
    #[must_use]
    pub fn has_misfits(&self, table: &TableName) -> bool {
        self.tables.get(table).is_some_and(|table| {
            table.indexes().any(|index| table.items.values().any(|item| is_misfit(index, item)))
        })
    }
}

/// Refuses an item that is put and whose index keys have another type.
pub(super) fn check_types_of_put(table: &Table, item: &Attributes) -> Answer<()> {
    let names: Vec<&str> = item.keys().map(String::as_str).collect();
    refuse(mismatches(table, item, &names))
}

/// Refuses an item that is put and whose index keys are empty.
pub(super) fn check_emptiness_of_put(table: &Table, item: &Attributes) -> Answer<()> {
    let mut faults = Vec::new();
    for (name, value) in item {
        for (index, _) in table.indexes_keyed_by(name) {
            faults.extend(emptiness(value).map(|what| {
                format!(
                    "One or more parameter values are not valid. A value specified for a secondary index key is not \
                     supported. The AttributeValue for a key attribute cannot contain an empty {what} value. \
                     IndexName: {}, IndexKey: {name}",
                    index.name()
                )
            }));
        }
    }
    refuse(faults)
}

/// Refuses an item one of whose index keys is too long.
pub(super) fn check_sizes(table: &Table, item: &Attributes) -> Answer<()> {
    let long = table.indexes().any(|index| index.key.is_long(item));
    if long { Err(Refusal::invalid()) } else { Ok(()) }
}

/// Refuses an item that an update made, if the index keys it touched do not suit the indexes.
pub(super) fn check_updated(table: &Table, item: &Attributes, update: &Update, is_new: bool) -> Answer<()> {
    let touched: Vec<&str> = update.targets().map(|path| path.root()).collect();
    let mismatches = mismatches(table, item, &touched);
    if !mismatches.is_empty() {
        return Err(unsuitable_type(mismatches, update));
    }
    for name in &touched {
        let in_key = table.indexes_keyed_by(name).next().is_some();
        if let Some(what) = item.get(*name).filter(|_| in_key).and_then(emptiness) {
            return Err(updated_to_empty(what));
        }
    }
    let long = |index: &Index| {
        let is_touched = |name: &String| is_new || touched.contains(&name.as_str());
        // Of sort keys all attributes count, as soon as one of them is touched.
        let sort: Vec<&String> = index.key.sort.iter().map(|(name, _)| name).collect();
        let sort_touched = sort.iter().any(|name| is_touched(name));
        let counts = |name: &String| is_touched(name) || sort_touched && sort.contains(&name);
        let counted = item.iter().filter(|(name, _)| counts(name));
        index.key.is_long(&counted.map(|(name, value)| (name.clone(), value.clone())).collect())
    };
    if !table.indexes().any(long) {
        return Ok(());
    }
    Err(Refusal::validation(
        "The update expression attempted to update the secondary index key beyond allowed size limits.",
    ))
}

/// Refuses an update that sets an index key to nothing.
pub(super) fn refuse_empty_constants(table: &Table, update: &Update) -> Answer<()> {
    for set in update.sets().iter().filter(|set| set.path.rest().is_empty()) {
        let in_key = table.indexes_keyed_by(set.path.root()).next().is_some();
        if let SetValue::Operand(SetOperand::Value(value)) = &set.value
            && let Some(what) = emptiness(value).filter(|_| in_key)
        {
            return Err(updated_to_empty(what));
        }
    }
    Ok(())
}

fn updated_to_empty(what: &str) -> Refusal {
    Refusal::validation(format!(
        "One or more parameter values are not valid. The update expression attempted to update a secondary index key to a \
         value that is not supported. The AttributeValue for a key attribute cannot contain an empty {what} value."
    ))
}

/// A constant of the wrong type is told like one of a put, anything else in words of its own.
fn unsuitable_type(mismatches: Vec<String>, update: &Update) -> Refusal {
    let constant = |value: &SetValue| matches!(value, SetValue::Operand(SetOperand::Value(_)));
    let only_constants = update.sets().iter().all(|set| constant(&set.value)) && update.adds().is_empty();
    if only_constants {
        return Refusal::one_of(mismatches);
    }
    let other =
        "The update expression attempted to update the secondary index key to unsupported type".to_owned();
    Refusal::one_of([other].into_iter().chain(mismatches))
}

fn mismatches(table: &Table, item: &Attributes, names: &[&str]) -> Vec<String> {
    let mut faults = Vec::new();
    for name in names {
        let Some(value) = item.get(*name) else { continue };
        for (index, kind) in table.indexes_keyed_by(name) {
            if value.kind().as_str() != kind.as_str() {
                faults.push(format!(
                    "One or more parameter values were invalid: Type mismatch for Index Key {name} Expected: {} \
                     Actual: {} IndexName: {}",
                    kind.as_str(),
                    value.kind(),
                    index.name()
                ));
            }
        }
    }
    faults
}

fn refuse(faults: Vec<String>) -> Answer<()> {
    if faults.is_empty() { Ok(()) } else { Err(Refusal::one_of(faults)) }
}
