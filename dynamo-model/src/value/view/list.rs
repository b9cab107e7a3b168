//! Lists in place.

use super::ValueRef;
use crate::value::packed::Cursor;

/// A list read in place from packed bytes.
///
/// ```
/// use dynamo_model::value::{Item, Value, ValueRef};
///
/// let mut item = Item::new();
/// item.insert("tags", vec![Value::from("a"), Value::from("b")]);
/// let tags = item.get("tags").and_then(|tags| tags.as_l()).unwrap();
/// assert_eq!(tags.len(), 2);
/// assert_eq!(tags.get(1), Some(ValueRef::S("b")));
/// assert!(tags.iter().all(|tag| tag.as_s().is_some()));
/// ```
#[derive(Clone, Copy)]
pub struct ListRef<'a> {
    bytes: &'a [u8],
}

impl<'a> ListRef<'a> {
    pub(in crate::value) const fn new(bytes: &'a [u8]) -> Self {
        ListRef { bytes }
    }

    pub(in crate::value) const fn packed(&self) -> &'a [u8] {
        self.bytes
    }

    /// Returns the elements in order.
    ///
    /// ```
    /// use dynamo_model::value::{Item, Value};
    ///
    /// let item = Item::from_iter([("sizes", Value::L(vec![9.into(), 10.into()]))]);
    /// let sizes = item.get("sizes").and_then(|sizes| sizes.as_l()).unwrap();
    /// assert_eq!(sizes.iter().filter_map(|size| size.as_n()).collect::<Vec<_>>(), [9.into(), 10.into()]);
    /// ```
    pub fn iter(&self) -> ListIter<'a> {
        ListIter { cursor: Cursor::new(self.bytes) }
    }

    /// Returns the element at `index`, counted from zero. Elements before it are skipped, not decoded.
    ///
    /// ```
    /// use dynamo_model::value::{Item, Value};
    ///
    /// let item = Item::from_iter([("sizes", Value::L(vec![9.into(), 10.into()]))]);
    /// let sizes = item.get("sizes").and_then(|sizes| sizes.as_l()).unwrap();
    /// assert_eq!(sizes.get(1).and_then(|size| size.as_n()), Some(10.into()));
    /// assert!(sizes.get(2).is_none());
    /// ```
    pub fn get(&self, index: usize) -> Option<ValueRef<'a>> {
        let mut cursor = Cursor::new(self.bytes);
        for _ in 0..index {
            cursor.value()?;
        }
        ValueRef::read(&mut cursor)
    }

    /// Counts the elements, skipping over them.
    ///
    /// ```
    /// use dynamo_model::value::{Item, Value};
    ///
    /// let item = Item::from_iter([("sizes", Value::L(vec![9.into(), 10.into()]))]);
    /// let sizes = item.get("sizes").and_then(|sizes| sizes.as_l()).unwrap();
    /// assert_eq!(sizes.len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        let mut cursor = Cursor::new(self.bytes);
        std::iter::from_fn(|| cursor.value()).count()
    }

    /// Reports whether the list has no element.
    ///
    /// ```
    /// use dynamo_model::value::{Item, Value};
    ///
    /// let item = Item::from_iter([("sizes", Value::L(vec![9.into(), 10.into()]))]);
    /// let sizes = item.get("sizes").and_then(|sizes| sizes.as_l()).unwrap();
    /// assert!(!sizes.is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
}

impl<'a> IntoIterator for ListRef<'a> {
    type Item = ValueRef<'a>;
    type IntoIter = ListIter<'a>;

    fn into_iter(self) -> ListIter<'a> {
        self.iter()
    }
}

/// Iterates over the elements of a [`ListRef`].
///
/// ```
/// use dynamo_model::value::{Item, Value, ValueRef};
///
/// let item = Item::from_iter([("tags", Value::L(vec!["new".into(), "sale".into()]))]);
/// let Some(ValueRef::L(tags)) = item.get("tags") else { panic!("a list") };
/// let tags: Vec<&str> = tags.iter().filter_map(|tag| tag.as_s()).collect();
/// assert_eq!(tags, ["new", "sale"]);
/// ```
#[derive(Clone)]
pub struct ListIter<'a> {
    cursor: Cursor<'a>,
}

impl<'a> Iterator for ListIter<'a> {
    type Item = ValueRef<'a>;

    fn next(&mut self) -> Option<ValueRef<'a>> {
        ValueRef::read(&mut self.cursor)
    }
}
