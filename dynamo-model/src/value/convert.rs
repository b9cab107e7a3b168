//! From packed views to owned values.

use std::collections::BTreeMap;

use super::packed::MAX_DEPTH;
use super::{Item, ItemRef, Value, ValueRef};

impl ValueRef<'_> {
    /// Copies the value out of the packed bytes.
    ///
    /// ```
    /// use dynamo_model::value::{Item, Value};
    ///
    /// let item = Item::from_iter([("name", "Ada")]);
    /// assert_eq!(item.get("name").map(|name| name.to_value()), Some(Value::from("Ada")));
    /// ```
    pub fn to_value(&self) -> Value {
        copy_value(*self, MAX_DEPTH)
    }
}

impl ItemRef<'_> {
    /// Copies the bytes into an owned item.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// let item = Item::from_iter([("id", 7), ("stock", 12)]);
    /// assert_eq!(item.view().to_item(), item);
    /// ```
    pub fn to_item(&self) -> Item {
        Item::from_trusted(self.as_bytes().to_vec())
    }

    /// Copies every attribute out of the packed bytes.
    ///
    /// ```
    /// use dynamo_model::value::{Item, Value};
    ///
    /// let item = Item::from_iter([("name", "Ada")]);
    /// assert_eq!(item.view().to_map().remove("name"), Some(Value::from("Ada")));
    /// ```
    pub fn to_map(&self) -> BTreeMap<String, Value> {
        copy_map(*self, MAX_DEPTH)
    }
}

/// Copies at most `levels` levels; containers further down come out empty.
fn copy_value(value: ValueRef<'_>, levels: usize) -> Value {
    let inside = levels.saturating_sub(1);
    match value {
        ValueRef::S(text) => Value::S(text.to_owned()),
        ValueRef::N(number) => Value::N(number),
        ValueRef::B(bytes) => Value::B(bytes.to_vec()),
        ValueRef::Bool(value) => Value::Bool(value),
        ValueRef::Null => Value::Null,
        ValueRef::L(_) if inside == 0 => Value::L(Vec::new()),
        ValueRef::L(list) => Value::L(list.iter().map(|element| copy_value(element, inside)).collect()),
        ValueRef::M(_) if inside == 0 => Value::M(BTreeMap::new()),
        ValueRef::M(map) => Value::M(copy_map(map, inside)),
        ValueRef::Ss(set) => Value::Ss(set.iter().map(str::to_owned).collect()),
        ValueRef::Ns(set) => Value::Ns(set.iter().collect()),
        ValueRef::Bs(set) => Value::Bs(set.iter().map(<[u8]>::to_vec).collect()),
    }
}

fn copy_map(map: ItemRef<'_>, levels: usize) -> BTreeMap<String, Value> {
    map.iter().map(|(name, value)| (name.to_owned(), copy_value(value, levels))).collect()
}
