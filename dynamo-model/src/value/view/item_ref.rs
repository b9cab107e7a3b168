//! Items and maps in place.

use super::ValueRef;
use crate::value::packed::Cursor;

/// An item, or a map inside one, read in place from packed bytes.
///
/// Copying it copies no data. Two are equal when they hold equal attributes, in any order.
///
/// ```
/// use dynamo_model::value::{Item, ItemRef, ValueRef};
///
/// let item = Item::from_iter([("id", 7), ("stock", 12)]);
/// let view = ItemRef::new(item.as_bytes());
/// assert_eq!(view.get("stock"), Some(ValueRef::N(12.into())));
/// assert_eq!(view.get("price"), None);
/// assert_eq!(view.len(), 2);
/// assert_eq!(view.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["id", "stock"]);
/// ```
#[derive(Clone, Copy, Default)]
pub struct ItemRef<'a> {
    bytes: &'a [u8],
}

impl<'a> ItemRef<'a> {
    /// Views bytes that are known to be a packed item, such as a stored one.
    ///
    /// Nothing is checked here. On other bytes the readers do not panic: they stop at the first entry they
    /// cannot read. [`Item::from_bytes`](crate::value::Item::from_bytes) checks bytes of unknown origin.
    ///
    /// ```
    /// use dynamo_model::value::{Item, ItemRef};
    ///
    /// let item = Item::from_iter([("id", 7), ("stock", 12)]);
    /// let view = ItemRef::new(item.as_bytes());
    /// assert_eq!(view.get("id").and_then(|id| id.as_n()), Some(7.into()));
    /// ```
    pub const fn new(bytes: &'a [u8]) -> Self {
        ItemRef { bytes }
    }

    /// Returns the packed bytes.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// let item = Item::from_iter([("id", 7), ("stock", 12)]);
    /// assert_eq!(item.view().as_bytes(), item.as_bytes());
    /// ```
    pub const fn as_bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Returns the value of an attribute. Those stored before it are skipped, not decoded.
    ///
    /// ```
    /// use dynamo_model::value::{Item, ValueRef};
    ///
    /// let item = Item::from_iter([("id", 7), ("stock", 12)]);
    /// assert_eq!(item.view().get("stock"), Some(ValueRef::N(12.into())));
    /// ```
    #[inline]
    pub fn get(&self, name: &str) -> Option<ValueRef<'a>> {
        let mut cursor = Cursor::new(self.bytes);
        cursor.seek(name.as_bytes())?;
        ValueRef::read(&mut cursor)
    }

    /// Reports whether there is an attribute called `name`.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// let item = Item::from_iter([("id", 7), ("stock", 12)]);
    /// assert!(item.view().contains("id") && !item.view().contains("price"));
    /// ```
    pub fn contains(&self, name: &str) -> bool {
        let mut cursor = Cursor::new(self.bytes);
        cursor.seek(name.as_bytes()).is_some()
    }

    /// Returns names and values in stored order.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// let item = Item::from_iter([("id", 7), ("stock", 12)]);
    /// assert_eq!(item.view().iter().map(|(name, _)| name).collect::<Vec<_>>(), ["id", "stock"]);
    /// ```
    pub fn iter(&self) -> ItemIter<'a> {
        ItemIter { cursor: Cursor::new(self.bytes) }
    }

    /// Counts the attributes, skipping over them.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// let item = Item::from_iter([("id", 7), ("stock", 12)]);
    /// assert_eq!(item.view().len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        let mut cursor = Cursor::new(self.bytes);
        std::iter::from_fn(|| cursor.prefixed().and_then(|_| cursor.value())).count()
    }

    /// Reports whether there is no attribute.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// assert!(Item::new().view().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
}

impl<'a> IntoIterator for ItemRef<'a> {
    type Item = (&'a str, ValueRef<'a>);
    type IntoIter = ItemIter<'a>;

    fn into_iter(self) -> ItemIter<'a> {
        self.iter()
    }
}

/// Iterates over the attributes of an [`ItemRef`], in stored order.
///
/// ```
/// use dynamo_model::value::Item;
///
/// let item = Item::from_iter([("total", 5), ("count", 2)]);
/// let names: Vec<&str> = item.iter().map(|(name, _)| name).collect();
/// assert_eq!(names, ["total", "count"]);
/// ```
#[derive(Clone)]
pub struct ItemIter<'a> {
    cursor: Cursor<'a>,
}

impl<'a> Iterator for ItemIter<'a> {
    type Item = (&'a str, ValueRef<'a>);

    fn next(&mut self) -> Option<(&'a str, ValueRef<'a>)> {
        let name = std::str::from_utf8(self.cursor.prefixed()?).ok()?;
        Some((name, ValueRef::read(&mut self.cursor)?))
    }
}
