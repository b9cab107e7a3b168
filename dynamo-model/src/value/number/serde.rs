//! Numbers through serde: exact in our formats, text or native numbers elsewhere.

use std::fmt;

use serde::de::{self, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Number, NumberText};
use crate::value::packed::{Tag, decode_number};
use crate::value::serde::{Key, read_packed};

/// The newtype name by which our serializers recognise an exact number.
#[doc(hidden)]
pub const NUMBER_TOKEN: &str = "$dynamo::number";

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(NUMBER_TOKEN, NumberText::new(*self).as_str())
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Number, D::Error> {
        deserializer.deserialize_newtype_struct(NUMBER_TOKEN, NumberVisitor)
    }
}

struct NumberVisitor;

impl<'de> Visitor<'de> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number or its decimal text")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Number, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Number, E> {
        Number::parse(text).map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, integer: i64) -> Result<Number, E> {
        Ok(Number::from(integer))
    }

    fn visit_u64<E: de::Error>(self, integer: u64) -> Result<Number, E> {
        Ok(Number::from(integer))
    }

    fn visit_i128<E: de::Error>(self, integer: i128) -> Result<Number, E> {
        Number::try_from(integer).map_err(E::custom)
    }

    fn visit_u128<E: de::Error>(self, integer: u128) -> Result<Number, E> {
        Number::try_from(integer).map_err(E::custom)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Number, E> {
        Number::try_from(value).map_err(E::custom)
    }

    // So it comes out of a buffer of serde's that has nothing for it.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Number, A::Error> {
        match map.next_key()? {
            Some(Key::Token) => {
                read_packed(&mut map, |tag, payload| (tag == Tag::N).then(|| decode_number(payload))?)
            }
            Some(Key::Name(_)) | None => Err(de::Error::invalid_type(Unexpected::Map, &self)),
        }
    }
}
