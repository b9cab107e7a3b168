//! Sizes as DynamoDB counts them, against the 400 KB limit and for capacity.

use super::packed::{Cursor, MAX_DEPTH, Tag, decode_number};
use super::{Item, ItemRef, Number, Value, ValueRef};

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
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// let item = Item::from_iter([("name", "Ada")]);
    /// assert_eq!(item.view().size(), 7);
    /// ```
    pub fn size(&self) -> usize {
        entries_size(self.as_bytes(), 0, MAX_DEPTH)
    }
}

impl ValueRef<'_> {
    /// Returns the size of the value without its name, in bytes.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// let item = Item::from_iter([("name", "Ada")]);
    /// assert_eq!(item.get("name").map(|name| name.size()), Some(3));
    /// ```
    pub fn size(&self) -> usize {
        match self {
            ValueRef::S(text) => text.len(),
            ValueRef::N(number) => number.size(),
            ValueRef::B(bytes) => bytes.len(),
            ValueRef::Bool(_) | ValueRef::Null => 1,
            ValueRef::L(list) => packed_size(Tag::L, list.packed(), MAX_DEPTH),
            ValueRef::M(map) => packed_size(Tag::M, map.as_bytes(), MAX_DEPTH),
            ValueRef::Ss(set) => packed_size(Tag::SS, set.packed(), MAX_DEPTH),
            ValueRef::Ns(set) => packed_size(Tag::NS, set.packed(), MAX_DEPTH),
            ValueRef::Bs(set) => packed_size(Tag::BS, set.packed(), MAX_DEPTH),
        }
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

/// Sizes a value by its tag and payload: every read and write is metered, so text is not decoded for it.
fn packed_size(tag: u8, payload: &[u8], levels: usize) -> usize {
    let inside = levels.saturating_sub(1);
    match tag {
        Tag::S | Tag::B => payload.len(),
        Tag::N => decode_number(payload).map_or(0, Number::size),
        Tag::L | Tag::M if inside == 0 => CONTAINER,
        Tag::L => CONTAINER + elements_size(payload, inside),
        Tag::M => CONTAINER + entries_size(payload, ELEMENT, inside),
        Tag::SS | Tag::BS => members_size(payload, |cursor| cursor.prefixed().map(<[u8]>::len)),
        Tag::NS => members_size(payload, |cursor| decode_number(cursor.number()?).map(Number::size)),
        _ => 1,
    }
}

/// Sums names and values, each entry adding `overhead`.
fn entries_size(bytes: &[u8], overhead: usize, levels: usize) -> usize {
    members_size(bytes, |cursor| {
        let name = cursor.prefixed()?;
        let (tag, payload) = cursor.value()?;
        Some(overhead + name.len() + packed_size(tag, payload, levels))
    })
}

fn elements_size(bytes: &[u8], levels: usize) -> usize {
    members_size(bytes, |cursor| {
        let (tag, payload) = cursor.value()?;
        Some(ELEMENT + packed_size(tag, payload, levels))
    })
}

/// Sums what `next` reads, up to the end or to bytes it cannot read.
fn members_size<'a>(bytes: &'a [u8], next: impl Fn(&mut Cursor<'a>) -> Option<usize>) -> usize {
    let (mut cursor, mut sum) = (Cursor::new(bytes), 0);
    while let Some(size) = next(&mut cursor) {
        sum += size;
    }
    sum
}
