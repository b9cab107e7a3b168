//! Whole items and keys.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_model::Result;
use dynamo_model::value::{Item, Writer};

use super::value;

/// Converts an item to send.
pub(crate) fn attributes(item: &Item) -> HashMap<String, AttributeValue> {
    value::named(item)
}

/// Converts an item of an answer.
///
/// # Errors
///
/// `Internal`, saying where, if a value breaks the protocol.
pub(crate) fn item(attributes: &HashMap<String, AttributeValue>) -> Result<Item> {
    let mut writer = Writer::new();
    value::write_entries(&mut writer, attributes, 0)?;
    Ok(writer.into_item())
}

/// Converts the items of an answer.
///
/// # Errors
///
/// As [`item`] does, for the first that cannot be read.
pub(crate) fn items(all: &[HashMap<String, AttributeValue>]) -> Result<Vec<Item>> {
    all.iter().map(item).collect()
}
