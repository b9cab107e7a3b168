//! Owned items.

use std::collections::BTreeMap;
use std::ops::Range;

use super::packed::{Cursor, FormatError, validate_item};
use super::{ItemIter, ItemRef, Value, ValueRef, Writer};

/// An item: named attributes, kept as one packed byte string.
///
/// Attributes are found by name without decoding the others, and the bytes are what a store writes. Items are
/// equal when they hold equal attributes, in any order. `Debug` prints DynamoDB's JSON.
///
/// ```
/// use dynamo_model::value::{Item, Value, ValueRef};
///
/// let mut item = Item::new();
/// item.insert("id", "order-1");
/// item.insert("total", 42);
/// item.insert("lines", vec![Value::from("pen")]);
/// assert_eq!(item.get("total"), Some(ValueRef::N(42.into())));
/// assert!(item.remove("lines"));
/// assert_eq!(item.len(), 2);
/// assert_eq!(item.size(), 2 + 7 + 5 + 2);
/// assert_eq!(Item::from_bytes(item.as_bytes().to_vec()).unwrap(), item);
/// ```
#[derive(Clone, Default)]
pub struct Item {
    bytes: Vec<u8>,
}

impl Item {
    /// Creates an item without attributes.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// assert!(Item::new().is_empty());
    /// ```
    pub const fn new() -> Self {
        Item { bytes: Vec::new() }
    }

    /// Takes bytes of unknown origin as an item, after checking all of them.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// let item = Item::from_iter([("id", 7), ("stock", 12)]);
    /// assert_eq!(Item::from_bytes(item.as_bytes().to_vec()).as_ref(), Ok(&item));
    /// assert!(Item::from_bytes(vec![0xff]).is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// [`FormatError`] when the bytes are not a packed item: cut short, not UTF-8, not in canonical form, a
    /// name twice, or nested deeper than 128 levels.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, FormatError> {
        validate_item(&bytes)?;
        Ok(Item { bytes })
    }

    /// Takes bytes written by [`Writer`] or copied from an item.
    pub(super) const fn from_trusted(bytes: Vec<u8>) -> Self {
        Item { bytes }
    }

    /// Returns the packed bytes.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// assert!(Item::new().as_bytes().is_empty());
    /// ```
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns the packed bytes, giving up the item.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// let item = Item::from_iter([("id", 7), ("stock", 12)]);
    /// let bytes = item.as_bytes().to_vec();
    /// assert_eq!(item.into_bytes(), bytes);
    /// ```
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Borrows the item.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// let item = Item::from_iter([("id", 7), ("stock", 12)]);
    /// assert_eq!(item.view().len(), 2);
    /// ```
    pub fn view(&self) -> ItemRef<'_> {
        ItemRef::new(&self.bytes)
    }

    /// Returns the value of an attribute. Those stored before it are skipped, not decoded.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// let item = Item::from_iter([("id", 7), ("stock", 12)]);
    /// assert_eq!(item.get("stock").and_then(|stock| stock.as_n()), Some(12.into()));
    /// assert_eq!(item.get("price"), None);
    /// ```
    #[inline]
    pub fn get(&self, name: &str) -> Option<ValueRef<'_>> {
        self.view().get(name)
    }

    /// Reports whether there is an attribute called `name`.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// let item = Item::from_iter([("id", 7), ("stock", 12)]);
    /// assert!(item.contains("id") && !item.contains("price"));
    /// ```
    pub fn contains(&self, name: &str) -> bool {
        self.view().contains(name)
    }

    /// Returns names and values in stored order.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// let item = Item::from_iter([("id", 7), ("stock", 12)]);
    /// assert_eq!(item.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["id", "stock"]);
    /// ```
    pub fn iter(&self) -> ItemIter<'_> {
        self.view().iter()
    }

    /// Counts the attributes.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// assert_eq!(Item::from_iter([("id", 7), ("stock", 12)]).len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        self.view().len()
    }

    /// Reports whether there is no attribute.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// assert!(!Item::from_iter([("id", 7)]).is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Sets an attribute, replacing its former value.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// let mut item = Item::from_iter([("id", 7)]);
    /// item.insert("id", 8);
    /// assert_eq!(item, Item::from_iter([("id", 8)]));
    /// ```
    pub fn insert(&mut self, name: &str, value: impl Into<Value>) {
        let value = value.into();
        self.replace(name, |writer| writer.owned(&value));
    }

    /// Sets an attribute to a value read from another item, replacing its former value.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// let source = Item::from_iter([("city", "London")]);
    /// let mut item = Item::new();
    /// item.insert_ref("home", source.get("city").unwrap());
    /// assert_eq!(item, Item::from_iter([("home", "London")]));
    /// ```
    pub fn insert_ref(&mut self, name: &str, value: ValueRef<'_>) {
        self.replace(name, |writer| writer.value(value));
    }

    /// Appends an attribute whose name the caller knows to be new.
    ///
    /// [`insert_ref`](Item::insert_ref) looks for the name first. Appending a name twice leaves an item whose
    /// readers see the first value and which [`Item::from_bytes`] rejects.
    #[doc(hidden)]
    pub fn push_ref(&mut self, name: &str, value: ValueRef<'_>) {
        self.append(name, |writer| writer.value(value));
    }

    /// Removes an attribute and reports whether it was there.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// let mut item = Item::from_iter([("id", 7)]);
    /// assert!(item.remove("id") && !item.remove("id"));
    /// ```
    pub fn remove(&mut self, name: &str) -> bool {
        let found = self.find(name);
        if let Some(entry) = &found {
            self.bytes.drain(entry.clone());
        }
        found.is_some()
    }

    /// Removes an attribute and returns its value.
    ///
    /// ```
    /// use dynamo_model::value::{Item, Value};
    ///
    /// let mut item = Item::from_iter([("total", 5)]);
    /// assert_eq!(item.take("total"), Some(Value::from(5)));
    /// assert_eq!(item.take("total"), None);
    /// ```
    pub fn take(&mut self, name: &str) -> Option<Value> {
        let value = self.get(name)?.to_value();
        self.remove(name);
        Some(value)
    }

    /// Gives an attribute another name, replacing what has it, and reports whether it was there.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// let mut item = Item::from_iter([("nmae", "Ada")]);
    /// assert!(item.rename("nmae", "name"));
    /// assert_eq!(item, Item::from_iter([("name", "Ada")]));
    /// ```
    pub fn rename(&mut self, from: &str, to: &str) -> bool {
        let value = self.take(from);
        let found = value.is_some();
        if let Some(value) = value {
            self.insert(to, value);
        }
        found
    }

    /// Copies every attribute out of the packed bytes.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// assert_eq!(Item::from_iter([("id", 7)]).to_map().get("id"), Some(&7.into()));
    /// ```
    pub fn to_map(&self) -> BTreeMap<String, Value> {
        self.view().to_map()
    }

    fn replace(&mut self, name: &str, write: impl FnOnce(&mut Writer)) {
        self.remove(name);
        self.append(name, write);
    }

    fn append(&mut self, name: &str, write: impl FnOnce(&mut Writer)) {
        let mut writer = Writer::append_to(std::mem::take(self));
        writer.name(name);
        write(&mut writer);
        *self = writer.into_item();
    }

    /// Returns where the entry of `name` stands.
    fn find(&self, name: &str) -> Option<Range<usize>> {
        let mut cursor = Cursor::new(&self.bytes);
        loop {
            let start = self.bytes.len() - cursor.rest().len();
            let found = cursor.prefixed()? == name.as_bytes();
            cursor.value()?;
            if found {
                return Some(start..self.bytes.len() - cursor.rest().len());
            }
        }
    }
}

impl From<&BTreeMap<String, Value>> for Item {
    fn from(attributes: &BTreeMap<String, Value>) -> Item {
        let mut writer = Writer::new();
        writer.attributes(attributes);
        writer.into_item()
    }
}

impl From<BTreeMap<String, Value>> for Item {
    fn from(attributes: BTreeMap<String, Value>) -> Item {
        Item::from(&attributes)
    }
}

impl<K: AsRef<str>, V: Into<Value>> FromIterator<(K, V)> for Item {
    /// Collects attributes; of two with one name the last counts.
    fn from_iter<I: IntoIterator<Item = (K, V)>>(attributes: I) -> Item {
        let mut item = Item::new();
        item.extend(attributes);
        item
    }
}

impl<K: AsRef<str>, V: Into<Value>> Extend<(K, V)> for Item {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, attributes: I) {
        for (name, value) in attributes {
            self.insert(name.as_ref(), value);
        }
    }
}

impl<'a> IntoIterator for &'a Item {
    type Item = (&'a str, ValueRef<'a>);
    type IntoIter = ItemIter<'a>;

    fn into_iter(self) -> ItemIter<'a> {
        self.iter()
    }
}
