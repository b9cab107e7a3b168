//! Borrowed views: values, items, lists and sets read in place from packed bytes.

mod item_ref;
mod list;
mod set;

pub use item_ref::{ItemIter, ItemRef};
pub use list::{ListIter, ListRef};
pub use set::{BinarySetIter, BinarySetRef, NumberSetIter, NumberSetRef, StringSetIter, StringSetRef};

use super::packed::{Cursor, Tag, decode_number};
use super::{Number, ValueKind};

/// A value read in place from packed bytes.
///
/// Copying it copies no data. Two are equal when the values are, whatever the order of map entries.
///
/// ```
/// use dynamo_model::value::{Item, ValueKind, ValueRef};
///
/// let item = Item::from_iter([("name", "Ada"), ("city", "London")]);
/// let name = item.get("name").unwrap();
/// assert_eq!(name.kind(), ValueKind::S);
/// assert_eq!(name, ValueRef::S("Ada"));
/// assert_eq!(name.as_s(), Some("Ada"));
/// assert_eq!(name.size(), 3);
/// ```
#[derive(Clone, Copy)]
pub enum ValueRef<'a> {
    /// A string.
    S(&'a str),
    /// A number.
    N(Number),
    /// Bytes.
    B(&'a [u8]),
    /// A boolean.
    Bool(bool),
    /// The null value.
    Null,
    /// A list.
    L(ListRef<'a>),
    /// A map.
    M(ItemRef<'a>),
    /// A set of strings.
    Ss(StringSetRef<'a>),
    /// A set of numbers.
    Ns(NumberSetRef<'a>),
    /// A set of byte strings.
    Bs(BinarySetRef<'a>),
}

impl<'a> ValueRef<'a> {
    /// Reads the value at the cursor.
    #[inline]
    pub(super) fn read(cursor: &mut Cursor<'a>) -> Option<ValueRef<'a>> {
        let (tag, payload) = cursor.value()?;
        ValueRef::of(tag, payload)
    }

    /// Reads a value already split into its tag and payload.
    #[inline]
    pub(super) fn of(tag: u8, payload: &'a [u8]) -> Option<ValueRef<'a>> {
        Some(match tag {
            Tag::S => ValueRef::S(std::str::from_utf8(payload).ok()?),
            Tag::N => ValueRef::N(decode_number(payload)?),
            Tag::B => ValueRef::B(payload),
            Tag::FALSE => ValueRef::Bool(false),
            Tag::TRUE => ValueRef::Bool(true),
            Tag::NULL => ValueRef::Null,
            Tag::L => ValueRef::L(ListRef::new(payload)),
            Tag::M => ValueRef::M(ItemRef::new(payload)),
            Tag::SS => ValueRef::Ss(StringSetRef::new(payload)),
            Tag::NS => ValueRef::Ns(NumberSetRef::new(payload)),
            Tag::BS => ValueRef::Bs(BinarySetRef::new(payload)),
            _ => return None,
        })
    }

    /// Returns the type of the value.
    ///
    /// ```
    /// use dynamo_model::value::{Item, ValueKind};
    ///
    /// let item = Item::from_iter([("id", 7)]);
    /// assert_eq!(item.get("id").map(|id| id.kind()), Some(ValueKind::N));
    /// ```
    pub const fn kind(&self) -> ValueKind {
        match self {
            ValueRef::S(_) => ValueKind::S,
            ValueRef::N(_) => ValueKind::N,
            ValueRef::B(_) => ValueKind::B,
            ValueRef::Bool(_) => ValueKind::Bool,
            ValueRef::Null => ValueKind::Null,
            ValueRef::L(_) => ValueKind::L,
            ValueRef::M(_) => ValueKind::M,
            ValueRef::Ss(_) => ValueKind::Ss,
            ValueRef::Ns(_) => ValueKind::Ns,
            ValueRef::Bs(_) => ValueKind::Bs,
        }
    }

    /// Returns the string, if the value is one.
    ///
    /// ```
    /// use dynamo_model::value::{Item, Value};
    ///
    /// let item = Item::from_iter([("it", Value::from("Ada")), ("other", Value::Null)]);
    /// assert_eq!(item.get("it").and_then(|it| it.as_s()), Some("Ada"));
    /// assert_eq!(item.get("other").and_then(|other| other.as_s()), None);
    /// ```
    pub const fn as_s(&self) -> Option<&'a str> {
        match self {
            ValueRef::S(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the number, if the value is one.
    ///
    /// ```
    /// use dynamo_model::value::{Item, Value};
    ///
    /// let item = Item::from_iter([("it", Value::from(7)), ("other", Value::Null)]);
    /// assert_eq!(item.get("it").and_then(|it| it.as_n()), Some(7.into()));
    /// assert_eq!(item.get("other").and_then(|other| other.as_n()), None);
    /// ```
    pub const fn as_n(&self) -> Option<Number> {
        match self {
            ValueRef::N(number) => Some(*number),
            _ => None,
        }
    }

    /// Returns the bytes, if the value is of type `B`.
    ///
    /// ```
    /// use dynamo_model::value::{Item, Value};
    ///
    /// let item = Item::from_iter([("it", Value::B(vec![1, 2])), ("other", Value::Null)]);
    /// assert_eq!(item.get("it").and_then(|it| it.as_b()), Some([1, 2].as_slice()));
    /// assert_eq!(item.get("other").and_then(|other| other.as_b()), None);
    /// ```
    pub const fn as_b(&self) -> Option<&'a [u8]> {
        match self {
            ValueRef::B(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Returns the boolean, if the value is one.
    ///
    /// ```
    /// use dynamo_model::value::{Item, Value};
    ///
    /// let item = Item::from_iter([("it", Value::Bool(true)), ("other", Value::Null)]);
    /// assert_eq!(item.get("it").and_then(|it| it.as_bool()), Some(true));
    /// assert_eq!(item.get("other").and_then(|other| other.as_bool()), None);
    /// ```
    pub const fn as_bool(&self) -> Option<bool> {
        match self {
            ValueRef::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// Returns the list, if the value is one.
    ///
    /// ```
    /// use dynamo_model::value::{Item, Value};
    ///
    /// let item = Item::from_iter([("it", Value::L(vec![7.into()])), ("other", Value::Null)]);
    /// assert_eq!(item.get("it").and_then(|it| it.as_l()).map(|list| list.len()), Some(1));
    /// assert!(item.get("other").and_then(|other| other.as_l()).is_none());
    /// ```
    pub const fn as_l(&self) -> Option<ListRef<'a>> {
        match self {
            ValueRef::L(list) => Some(*list),
            _ => None,
        }
    }

    /// Returns the map, if the value is one.
    ///
    /// ```
    /// use dynamo_model::value::{Item, Value};
    ///
    /// let item = Item::from_iter([("it", Value::M([("a".to_owned(), 7.into())].into())), ("other", Value::Null)]);
    /// assert!(item.get("it").and_then(|it| it.as_m()).is_some_and(|map| map.contains("a")));
    /// assert!(item.get("other").and_then(|other| other.as_m()).is_none());
    /// ```
    pub const fn as_m(&self) -> Option<ItemRef<'a>> {
        match self {
            ValueRef::M(map) => Some(*map),
            _ => None,
        }
    }

    /// Returns the set of strings, if the value is one.
    ///
    /// ```
    /// use dynamo_model::value::{Item, Value};
    ///
    /// let item = Item::from_iter([("it", Value::Ss(["big".to_owned()].into())), ("other", Value::Null)]);
    /// assert!(item.get("it").and_then(|it| it.as_ss()).is_some_and(|set| set.contains("big")));
    /// assert!(item.get("other").and_then(|other| other.as_ss()).is_none());
    /// ```
    pub const fn as_ss(&self) -> Option<StringSetRef<'a>> {
        match self {
            ValueRef::Ss(set) => Some(*set),
            _ => None,
        }
    }

    /// Returns the set of numbers, if the value is one.
    ///
    /// ```
    /// use dynamo_model::value::{Item, Value};
    ///
    /// let item = Item::from_iter([("it", Value::Ns([7.into()].into())), ("other", Value::Null)]);
    /// assert!(item.get("it").and_then(|it| it.as_ns()).is_some_and(|set| set.contains(7.into())));
    /// assert!(item.get("other").and_then(|other| other.as_ns()).is_none());
    /// ```
    pub const fn as_ns(&self) -> Option<NumberSetRef<'a>> {
        match self {
            ValueRef::Ns(set) => Some(*set),
            _ => None,
        }
    }

    /// Returns the set of byte strings, if the value is one.
    ///
    /// ```
    /// use dynamo_model::value::{Item, Value};
    ///
    /// let item = Item::from_iter([("it", Value::Bs([vec![1, 2]].into())), ("other", Value::Null)]);
    /// assert!(item.get("it").and_then(|it| it.as_bs()).is_some_and(|set| set.contains(&[1, 2])));
    /// assert!(item.get("other").and_then(|other| other.as_bs()).is_none());
    /// ```
    pub const fn as_bs(&self) -> Option<BinarySetRef<'a>> {
        match self {
            ValueRef::Bs(set) => Some(*set),
            _ => None,
        }
    }

    /// Reports whether the value is `NULL`.
    ///
    /// ```
    /// use dynamo_model::value::{Item, Value};
    ///
    /// let item = Item::from_iter([("it", Value::from(7)), ("other", Value::Null)]);
    /// assert!(item.get("other").is_some_and(|other| other.is_null()));
    /// assert!(!item.get("it").is_some_and(|it| it.is_null()));
    /// ```
    pub const fn is_null(&self) -> bool {
        matches!(self, ValueRef::Null)
    }
}
