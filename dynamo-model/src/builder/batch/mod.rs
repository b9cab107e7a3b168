//! Batches: many reads or writes, in as few requests as there can be.

mod get;
mod retry;
mod write;

pub use get::BatchGet;
pub use write::BatchWrite;

use crate::entity::Table;
use crate::value::{Item, ItemRef, Writer};

/// Room for the key attributes of most items, in bytes.
const USUAL_KEY: usize = 96;

/// Takes the primary key out of an item, always in the same order: equal keys are equal bytes.
fn key_of<T: Table>(item: ItemRef<'_>) -> Item {
    let pair = &T::SCHEMA.key;
    let mut key = Writer::with_capacity(USUAL_KEY);
    for attribute in std::iter::once(pair.pk).chain(pair.sk) {
        if let Some(value) = item.get(attribute.name) {
            key.name(attribute.name);
            key.value(value);
        }
    }
    key.into_item()
}
