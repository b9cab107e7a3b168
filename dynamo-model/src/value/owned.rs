//! Owned values.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{Item, Number, ValueKind, ValueRef};

/// An owned attribute value of one of DynamoDB's ten types.
///
/// Convenient to build and match on; items themselves are kept packed, see [`Item`]. Values are equal when
/// the service calls them equal: typed, deep, numbers by value, maps and sets in any order. An empty set can
/// be held here although the service refuses it; [`Item::check`] says so.
///
/// ```
/// use dynamo_model::value::{Value, ValueKind};
///
/// let value = Value::from(vec![Value::from("a"), Value::from(2), Value::Null]);
/// assert_eq!(value.kind(), ValueKind::L);
/// assert_eq!(value.depth(), 2);
/// assert_ne!(Value::from("2"), Value::from(2));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A string, possibly empty.
    S(String),
    /// A number.
    N(Number),
    /// Bytes, possibly none.
    B(Vec<u8>),
    /// A boolean.
    Bool(bool),
    /// The null value.
    Null,
    /// A list of values of any types.
    L(Vec<Value>),
    /// A map of names to values of any types.
    M(BTreeMap<String, Value>),
    /// A set of strings.
    Ss(BTreeSet<String>),
    /// A set of numbers.
    Ns(BTreeSet<Number>),
    /// A set of byte strings.
    Bs(BTreeSet<Vec<u8>>),
}

impl Value {
    /// Returns the type of the value.
    ///
    /// ```
    /// use dynamo_model::value::{Value, ValueKind};
    ///
    /// assert_eq!(Value::from("Ada").kind(), ValueKind::S);
    /// ```
    pub const fn kind(&self) -> ValueKind {
        match self {
            Value::S(_) => ValueKind::S,
            Value::N(_) => ValueKind::N,
            Value::B(_) => ValueKind::B,
            Value::Bool(_) => ValueKind::Bool,
            Value::Null => ValueKind::Null,
            Value::L(_) => ValueKind::L,
            Value::M(_) => ValueKind::M,
            Value::Ss(_) => ValueKind::Ss,
            Value::Ns(_) => ValueKind::Ns,
            Value::Bs(_) => ValueKind::Bs,
        }
    }

    /// Counts the levels of nesting: 1 for anything but a list or map, which add one to their deepest element.
    ///
    /// ```
    /// use dynamo_model::value::Value;
    ///
    /// assert_eq!(Value::from(7).depth(), 1);
    /// assert_eq!(Value::L(vec![Value::L(vec![7.into()])]).depth(), 3);
    /// ```
    pub fn depth(&self) -> usize {
        let below = match self {
            Value::L(elements) => elements.iter().map(Value::depth).max(),
            Value::M(entries) => entries.values().map(Value::depth).max(),
            _ => None,
        };
        1 + below.unwrap_or(0)
    }

    /// Displays the value as the service's messages do.
    ///
    /// ```
    /// use dynamo_model::value::Value;
    ///
    /// assert_eq!(Value::from(5).described().to_string(), "AttributeValue: {N:5}");
    /// ```
    #[must_use]
    pub fn described(&self) -> impl fmt::Display + '_ {
        fmt::from_fn(move |f| match self {
            Value::S(text) => write!(f, "AttributeValue: {{S:{text}}}"),
            // Neither digits nor base64 hold quotes.
            other => write!(f, "AttributeValue: {}", other.to_dynamodb_json().replace('"', "")),
        })
    }

    /// Returns the string, if the value is one.
    ///
    /// ```
    /// use dynamo_model::value::Value;
    ///
    /// assert_eq!(Value::from("Ada").as_s(), Some("Ada"));
    /// assert_eq!(Value::Null.as_s(), None);
    /// ```
    pub fn as_s(&self) -> Option<&str> {
        match self {
            Value::S(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the number, if the value is one.
    ///
    /// ```
    /// use dynamo_model::value::Value;
    ///
    /// assert_eq!(Value::from(7).as_n(), Some(7.into()));
    /// assert_eq!(Value::Null.as_n(), None);
    /// ```
    pub const fn as_n(&self) -> Option<Number> {
        match self {
            Value::N(number) => Some(*number),
            _ => None,
        }
    }

    /// Returns the bytes, if the value is of type `B`.
    ///
    /// ```
    /// use dynamo_model::value::Value;
    ///
    /// assert_eq!(Value::B(vec![1, 2]).as_b(), Some([1, 2].as_slice()));
    /// assert_eq!(Value::Null.as_b(), None);
    /// ```
    pub fn as_b(&self) -> Option<&[u8]> {
        match self {
            Value::B(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Returns the boolean, if the value is one.
    ///
    /// ```
    /// use dynamo_model::value::Value;
    ///
    /// assert_eq!(Value::Bool(true).as_bool(), Some(true));
    /// assert_eq!(Value::Null.as_bool(), None);
    /// ```
    pub const fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// Returns the elements, if the value is a list.
    ///
    /// ```
    /// use dynamo_model::value::Value;
    ///
    /// assert_eq!(Value::L(vec![7.into()]).as_l(), Some([Value::from(7)].as_slice()));
    /// assert_eq!(Value::Null.as_l(), None);
    /// ```
    pub fn as_l(&self) -> Option<&[Value]> {
        match self {
            Value::L(elements) => Some(elements),
            _ => None,
        }
    }

    /// Returns the entries, if the value is a map.
    ///
    /// ```
    /// use dynamo_model::value::Value;
    ///
    /// let map = Value::M([("a".to_owned(), 7.into())].into());
    /// assert_eq!(map.as_m().and_then(|map| map.get("a")), Some(&7.into()));
    /// assert_eq!(Value::Null.as_m(), None);
    /// ```
    pub const fn as_m(&self) -> Option<&BTreeMap<String, Value>> {
        match self {
            Value::M(entries) => Some(entries),
            _ => None,
        }
    }

    /// Reports whether the value is `NULL`.
    ///
    /// ```
    /// use dynamo_model::value::Value;
    ///
    /// assert!(Value::Null.is_null() && !Value::Bool(false).is_null());
    /// ```
    pub const fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }
}

/// Conversions that only wrap, one variant each.
macro_rules! wrap {
    ($($From:ty => $Variant:ident,)*) => {
        $(impl From<$From> for Value {
            fn from(value: $From) -> Value {
                Value::$Variant(value.into())
            }
        })*
    };
}

wrap! {
    &str => S, String => S, &String => S, char => S,
    Number => N,
    i8 => N, i16 => N, i32 => N, i64 => N, isize => N,
    u8 => N, u16 => N, u32 => N, u64 => N, usize => N,
    &[u8] => B, Vec<u8> => B,
    bool => Bool,
    Vec<Value> => L,
    BTreeMap<String, Value> => M,
    BTreeSet<String> => Ss,
    BTreeSet<Number> => Ns,
    BTreeSet<Vec<u8>> => Bs,
}

impl From<&Value> for Value {
    fn from(value: &Value) -> Value {
        value.clone()
    }
}

impl From<Item> for Value {
    fn from(item: Item) -> Value {
        Value::M(item.to_map())
    }
}

impl From<ValueRef<'_>> for Value {
    fn from(value: ValueRef<'_>) -> Value {
        value.to_value()
    }
}
