//! Handing a value over as it is packed, to the types that keep values.

use std::fmt;

use serde::de::value::{BorrowedBytesDeserializer, BytesDeserializer, U8Deserializer};
use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, IgnoredAny, IntoDeserializer, MapAccess, Visitor,
};

use super::token;
use super::{CodecError, Source, ValueDeserializer};
use crate::value::packed::encode_number;

/// A map of two entries, the tag under the token and the payload after it.
pub(super) struct PackedAccess<'de> {
    value: ValueDeserializer<'de>,
    step: Step,
}

#[derive(Clone, Copy)]
enum Step {
    Tag,
    Payload,
    Done,
}

impl<'de> PackedAccess<'de> {
    pub(super) fn new(value: ValueDeserializer<'de>) -> Self {
        PackedAccess { value, step: Step::Tag }
    }
}

impl<'de> MapAccess<'de> for PackedAccess<'de> {
    type Error = CodecError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, CodecError> {
        let key: &[u8] = match self.step {
            Step::Tag => token::PACKED.as_bytes(),
            Step::Payload => b"payload",
            Step::Done => return Ok(None),
        };
        seed.deserialize(BytesDeserializer::new(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, CodecError> {
        if let Step::Tag = self.step {
            self.step = Step::Payload;
            let tag: U8Deserializer<CodecError> = self.value.tag().into_deserializer();
            return seed.deserialize(tag);
        }
        self.step = Step::Done;
        match self.value.source {
            Source::Packed(_, payload) => seed.deserialize(BorrowedBytesDeserializer::new(payload)),
            Source::Number(number) => {
                let mut packed = Vec::new();
                encode_number(number, &mut packed);
                seed.deserialize(BytesDeserializer::new(packed.get(1..).unwrap_or_default()))
            }
        }
    }
}

/// A number for a type that keeps what comes, with nothing of its own for it.
pub(super) struct Wide<'de>(pub(super) ValueDeserializer<'de>);

impl<'de> Deserializer<'de> for Wide<'de> {
    type Error = CodecError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        visitor.visit_map(PackedAccess::new(self.0))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// The key of an entry, where a map may turn out to be a packed value.
///
/// The token counts only as bytes: text of that name is text, wherever it comes from.
pub(in crate::value) enum Key {
    Token,
    Name(String),
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_string(KeyVisitor)
    }
}

struct KeyVisitor;

impl Visitor<'_> for KeyVisitor {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an attribute name")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Key, E> {
        Ok(Key::Name(name.to_owned()))
    }

    fn visit_string<E: de::Error>(self, name: String) -> Result<Key, E> {
        Ok(Key::Name(name))
    }

    fn visit_bytes<E: de::Error>(self, name: &[u8]) -> Result<Key, E> {
        if name == token::PACKED.as_bytes() {
            return Ok(Key::Token);
        }
        Err(E::invalid_type(de::Unexpected::Bytes(name), &self))
    }
}

/// Reads the rest of such a map, whose token was its first key, with `read` given tag and payload.
pub(in crate::value) fn read_packed<'de, A: MapAccess<'de>, R>(
    map: &mut A,
    read: fn(u8, &[u8]) -> Option<R>,
) -> Result<R, A::Error> {
    let tag = map.next_value()?;
    map.next_key::<IgnoredAny>()?;
    map.next_value_seed(Payload { tag, read })
}

struct Payload<R> {
    tag: u8,
    read: fn(u8, &[u8]) -> Option<R>,
}

impl<'de, R> DeserializeSeed<'de> for Payload<R> {
    type Value = R;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<R, D::Error> {
        deserializer.deserialize_bytes(self)
    }
}

impl<R> Visitor<'_> for Payload<R> {
    type Value = R;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the payload of a packed value")
    }

    fn visit_bytes<E: de::Error>(self, payload: &[u8]) -> Result<R, E> {
        (self.read)(self.tag, payload).ok_or_else(|| E::custom(CodecError::malformed()))
    }
}
