//! Sizes as DynamoDB counts them, against the 400 KB limit and for capacity.

use super::packed::MAX_DEPTH;
use super::{Item, ItemRef, Value, ValueRef};

/// What a list or map adds to the size of its contents, in bytes.
const CONTAINER: usize = 3;
/// What each element or entry adds to its own size, in bytes.
const ELEMENT: usize = 1;

impl Item {
    /// Returns the size DynamoDB bills and limits, in bytes: names and values. At most 409,600 can be stored.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// assert_eq!(Item::from_iter([("name", "Ada")]).size(), 7);
    /// ```
    pub fn size(&self) -> usize {
        self.view().size()
    }
}

impl ItemRef<'_> {
    /// Returns the size as an item, in bytes: that of names and values.
    ///
    /// As a value inside an item a map is larger, see [`ValueRef::size`].
    pub fn size(&self) -> usize {
        self.iter().map(|(name, value)| name.len() + value.size()).sum()
    }
}

impl ValueRef<'_> {
    /// Returns the size of the value without its name, in bytes.
    pub fn size(&self) -> usize {
        size_within(*self, MAX_DEPTH)
    }
}

impl Value {
    /// Returns the size of the value without its name, in bytes.
    ///
    /// ```
    /// use dynamo_model::value::Value;
    ///
    /// assert_eq!(Value::from("é").size(), 2);
    /// assert_eq!(Value::from(vec![Value::Null, Value::from(123)]).size(), 3 + (1 + 1) + (1 + 3));
    /// ```
    pub fn size(&self) -> usize {
        match self {
            Value::S(text) => text.len(),
            Value::N(number) => number.size(),
            Value::B(bytes) => bytes.len(),
            Value::Bool(_) | Value::Null => 1,
            Value::L(elements) => {
                CONTAINER + elements.iter().map(|element| ELEMENT + element.size()).sum::<usize>()
            }
            Value::M(entries) => {
                CONTAINER
                    + entries.iter().map(|(name, value)| ELEMENT + name.len() + value.size()).sum::<usize>()
            }
            Value::Ss(set) => set.iter().map(String::len).sum(),
            Value::Ns(set) => set.iter().map(|number| number.size()).sum(),
            Value::Bs(set) => set.iter().map(Vec::len).sum(),
        }
    }
}

fn size_within(value: ValueRef<'_>, levels: usize) -> usize {
    let inside = levels.saturating_sub(1);
    match value {
        ValueRef::S(text) => text.len(),
        ValueRef::N(number) => number.size(),
        ValueRef::B(bytes) => bytes.len(),
        ValueRef::Bool(_) | ValueRef::Null => 1,
        ValueRef::L(_) | ValueRef::M(_) if inside == 0 => CONTAINER,
        ValueRef::L(list) => {
            CONTAINER + list.iter().map(|element| ELEMENT + size_within(element, inside)).sum::<usize>()
        }
        ValueRef::M(map) => {
            let entries = map.iter().map(|(name, value)| ELEMENT + name.len() + size_within(value, inside));
            CONTAINER + entries.sum::<usize>()
        }
        ValueRef::Ss(set) => set.iter().map(str::len).sum(),
        ValueRef::Ns(set) => set.iter().map(|number| number.size()).sum(),
        ValueRef::Bs(set) => set.iter().map(<[u8]>::len).sum(),
    }
}
