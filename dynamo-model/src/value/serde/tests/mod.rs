//! Claims about types in and out of items.

mod collections;
mod enums;
mod errors;
mod numbers;
mod overlay;
mod structs;
mod values;

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::value::Item;

/// Asserts the item a value becomes, as DynamoDB JSON, and that it reads back.
fn assert_item<T: Serialize + DeserializeOwned + PartialEq + Debug>(source: T, json: &str) {
    let item = Item::from_serialize(&source).unwrap();
    assert_eq!(item, Item::from_dynamodb_json(json).unwrap());
    // Whatever was written is what validation takes for canonical.
    assert_eq!(Item::from_bytes(item.as_bytes().to_vec()).unwrap(), item);
    assert_eq!(item.deserialize::<T>().unwrap(), source);
}

fn item(json: &str) -> Item {
    Item::from_dynamodb_json(json).unwrap()
}

/// What a type cannot be made into an item for.
fn refusal<T: Serialize + ?Sized>(source: &T) -> String {
    Item::from_serialize(source).unwrap_err().to_string()
}
