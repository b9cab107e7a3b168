//! Values and items as serde sees them.
//!
//! Our own formats keep every type and digit. Elsewhere they look natural: text,
//! lists and maps; sets come back as lists, and numbers as text.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use super::de::{Key, read_packed};
use super::token;
use crate::value::packed::Tag;
use crate::value::{Item, ItemRef, Number, Value, ValueRef};

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::S(text) => serializer.serialize_str(text),
            Value::N(number) => number.serialize(serializer),
            Value::B(bytes) => serializer.serialize_bytes(bytes),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Null => serializer.serialize_unit(),
            Value::L(elements) => elements.serialize(serializer),
            Value::M(entries) => entries.serialize(serializer),
            Value::Ss(set) => serializer.serialize_newtype_struct(token::STRING_SET, set),
            Value::Ns(set) => serializer.serialize_newtype_struct(token::NUMBER_SET, set),
            Value::Bs(set) => {
                let members = Sequence(set.iter().map(|member| Bytes(member)));
                serializer.serialize_newtype_struct(token::BINARY_SET, &members)
            }
        }
    }
}

impl Serialize for ValueRef<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            ValueRef::S(text) => serializer.serialize_str(text),
            ValueRef::N(number) => number.serialize(serializer),
            ValueRef::B(bytes) => serializer.serialize_bytes(bytes),
            ValueRef::Bool(value) => serializer.serialize_bool(value),
            ValueRef::Null => serializer.serialize_unit(),
            ValueRef::L(list) => serializer.collect_seq(list),
            ValueRef::M(map) => map.serialize(serializer),
            ValueRef::Ss(set) => {
                serializer.serialize_newtype_struct(token::STRING_SET, &Sequence(set.iter()))
            }
            ValueRef::Ns(set) => {
                serializer.serialize_newtype_struct(token::NUMBER_SET, &Sequence(set.iter()))
            }
            ValueRef::Bs(set) => {
                let members = Sequence(set.iter().map(Bytes));
                serializer.serialize_newtype_struct(token::BINARY_SET, &members)
            }
        }
    }
}

impl Serialize for ItemRef<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap as _;
        let mut map = serializer.serialize_map(Some(self.len()))?;
        for (name, value) in self.iter() {
            map.serialize_entry(name, &value)?;
        }
        map.end()
    }
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.view().serialize(serializer)
    }
}

struct Sequence<I>(I);

impl<I: Iterator<Item: Serialize> + Clone> Serialize for Sequence<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.clone())
    }
}

struct Bytes<'b>(&'b [u8]);

impl Serialize for Bytes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_newtype_struct(token::PACKED, ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an attribute value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Value, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Value, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, integer: i64) -> Result<Value, E> {
        Ok(Value::N(integer.into()))
    }

    fn visit_u64<E: de::Error>(self, integer: u64) -> Result<Value, E> {
        Ok(Value::N(integer.into()))
    }

    fn visit_i128<E: de::Error>(self, integer: i128) -> Result<Value, E> {
        Number::try_from(integer).map(Value::N).map_err(E::custom)
    }

    fn visit_u128<E: de::Error>(self, integer: u128) -> Result<Value, E> {
        Number::try_from(integer).map(Value::N).map_err(E::custom)
    }

    fn visit_f64<E: de::Error>(self, float: f64) -> Result<Value, E> {
        Number::try_from(float).map(Value::N).map_err(E::custom)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::S(text.to_owned()))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Value, E> {
        Ok(Value::S(text))
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Value, E> {
        Ok(Value::B(bytes.to_vec()))
    }

    fn visit_byte_buf<E: de::Error>(self, bytes: Vec<u8>) -> Result<Value, E> {
        Ok(Value::B(bytes))
    }

    fn visit_none<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = seq.next_element()? {
            elements.push(element);
        }
        Ok(Value::L(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = BTreeMap::new();
        while let Some(key) = map.next_key()? {
            match key {
                Key::Name(name) => entries.insert(name, map.next_value()?),
                Key::Token => {
                    return read_packed(&mut map, |tag, payload| {
                        ValueRef::of(tag, payload).map(|value| value.to_value())
                    });
                }
            };
        }
        Ok(Value::M(entries))
    }
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Item, D::Error> {
        deserializer.deserialize_newtype_struct(token::PACKED, ItemVisitor)
    }
}

struct ItemVisitor;

impl<'de> Visitor<'de> for ItemVisitor {
    type Value = Item;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an item")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Item, D::Error> {
        inner.deserialize_map(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Item, A::Error> {
        let mut item = Item::new();
        while let Some(key) = map.next_key()? {
            match key {
                Key::Name(name) => item.insert(&name, map.next_value::<Value>()?),
                // Checked, because the bytes may come from any format that has bytes.
                Key::Token => {
                    return read_packed(&mut map, |tag, payload| {
                        (tag == Tag::M).then(|| Item::from_bytes(payload.to_vec()).ok())?
                    });
                }
            }
        }
        Ok(item)
    }
}
