//! Places in words: what a row is to the people whose data it holds.

use dynamo_model::value::{Item, ItemRef};

use super::stored_key;
use crate::exec::stream::label;
use crate::table::{IndexDef, StreamDef, TableDef};
use crate::vector::VectorDef;

/// Names an item by the key it is stored under.
pub(super) fn item(table: &TableDef, key: &[u8]) -> String {
    format!("table `{}`, item {}", table.name, item_key(table, key))
}

/// Names an entry of an index by the item it stands for, which it holds the key of, unless it is damaged.
pub(super) fn entry(table: &TableDef, index: &IndexDef, key: &[u8], held: Option<ItemRef<'_>>) -> String {
    let item = match (held, stored_key::item_of_entry(table, index, key)) {
        (Some(held), _) => key_of(table, held),
        (None, Some(tie)) => item_key(table, &tie),
        (None, None) => unreadable(key),
    };
    format!("table `{}`, index `{}`, entry of {item}", table.name, index.name)
}

/// Names an entry of a vector index by the item it stands for, which it holds the key of, unless it is damaged.
pub(super) fn vector(table: &TableDef, index: &VectorDef, key: &[u8], held: Option<Vec<u8>>) -> String {
    let item = held.or_else(|| stored_key::item_of_vector(table, key));
    let item = item.map_or_else(|| unreadable(key), |item| item_key(table, &item));
    format!("table `{}`, index `{}`, entry of {item}", table.name, index.name())
}

/// Names a row in the order of expiry, given the key of the item it stands for.
pub(super) fn expiry(table: &TableDef, item: &[u8]) -> String {
    format!("table `{}`, expiry of {}", table.name, item_key(table, item))
}

/// Names a collection by what the keys of its items start with.
pub(super) fn collection(table: &TableDef, partition: &[u8]) -> String {
    let key = stored_key::partition(table, partition);
    let key = key.map_or_else(|| unreadable(partition), |key| written(table, &key));
    format!("table `{}`, collection {key}", table.name)
}

/// Names a stream as its label does.
pub(super) fn stream(stream: &StreamDef) -> String {
    format!("table `{}`, stream {}", stream.table, label(stream.started_at))
}

/// Writes the key of an item, given as it is stored.
fn item_key(table: &TableDef, key: &[u8]) -> String {
    stored_key::item(table, key).map_or_else(|| unreadable(key), |item| written(table, &item))
}

/// Writes the key of an item, given by its attributes.
pub(super) fn key_of(table: &TableDef, item: ItemRef<'_>) -> String {
    let mut key = Item::new();
    for name in table.key.attributes() {
        if let Some(value) = item.get(name) {
            key.push_ref(name, value);
        }
    }
    key.to_dynamodb_json()
}

fn written(table: &TableDef, key: &Item) -> String {
    let is_whole = table.key.partition().iter().all(|name| key.contains(name));
    let rest = if is_whole { "" } else { ", with a partition key of more than 400 bytes" };
    format!("{}{rest}", key.to_dynamodb_json())
}

/// What is left to say of a key that is damaged, or a hash.
fn unreadable(key: &[u8]) -> String {
    let hex: String = key.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("with a key that cannot be read (it starts with {hex})")
}
