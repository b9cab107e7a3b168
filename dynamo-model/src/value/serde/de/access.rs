//! Lists, sets and enums while they are being read.

use serde::de::{self, DeserializeSeed, Deserializer, EnumAccess, SeqAccess, Unexpected, Visitor};

use super::entries::Entries;
use super::key::KeyDeserializer;
use super::{CodecError, ValueDeserializer};
use crate::value::packed::{Cursor, Tag};

/// The elements of a list.
pub(super) struct Elements<'de> {
    cursor: Cursor<'de>,
    depth: usize,
    index: usize,
}

impl<'de> Elements<'de> {
    pub(super) fn new(payload: &'de [u8], depth: usize) -> Self {
        Elements { cursor: Cursor::new(payload), depth, index: 0 }
    }

    pub(super) fn finish(self) -> Result<(), CodecError> {
        all_read(&self.cursor, self.index)
    }
}

impl<'de> SeqAccess<'de> for &mut Elements<'de> {
    type Error = CodecError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, CodecError> {
        if self.cursor.is_empty() {
            return Ok(None);
        }
        let (tag, payload) = self.cursor.value().ok_or_else(CodecError::malformed)?;
        let element = seed.deserialize(ValueDeserializer::new(tag, payload, self.depth));
        let element = element.map_err(|error| error.at_index(self.index))?;
        self.index += 1;
        Ok(Some(element))
    }

    fn size_hint(&self) -> Option<usize> {
        let mut cursor = self.cursor;
        Some(std::iter::from_fn(|| cursor.value()).count())
    }
}

/// The members of a set.
pub(super) struct Members<'de> {
    cursor: Cursor<'de>,
    /// The tag of a member standing alone.
    tag: u8,
    depth: usize,
    index: usize,
}

impl<'de> Members<'de> {
    pub(super) fn new(set: u8, payload: &'de [u8], depth: usize) -> Self {
        let tag = match set {
            Tag::SS => Tag::S,
            Tag::NS => Tag::N,
            _ => Tag::B,
        };
        Members { cursor: Cursor::new(payload), tag, depth, index: 0 }
    }

    pub(super) fn finish(self) -> Result<(), CodecError> {
        all_read(&self.cursor, self.index)
    }
}

impl<'de> SeqAccess<'de> for &mut Members<'de> {
    type Error = CodecError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, CodecError> {
        if self.cursor.is_empty() {
            return Ok(None);
        }
        let payload = self.cursor.payload(self.tag).ok_or_else(CodecError::malformed)?;
        let member = seed.deserialize(ValueDeserializer::new(self.tag, payload, self.depth));
        let member = member.map_err(|error| error.at_index(self.index))?;
        self.index += 1;
        Ok(Some(member))
    }

    fn size_hint(&self) -> Option<usize> {
        let (mut cursor, tag) = (self.cursor, self.tag);
        let members = std::iter::from_fn(|| (!cursor.is_empty()).then(|| cursor.payload(tag))?);
        Some(members.count())
    }
}

/// A tuple must not be shorter than the list it is read from.
fn all_read(cursor: &Cursor<'_>, read: usize) -> Result<(), CodecError> {
    if cursor.is_empty() {
        return Ok(());
    }
    Err(CodecError::new(format_args!("expected no more than {read} elements")))
}

/// A variant's name, and its value if it has one.
pub(super) struct VariantAccess<'de> {
    name: &'de str,
    value: Option<ValueDeserializer<'de>>,
}

impl<'de> VariantAccess<'de> {
    pub(super) fn unit(name: &'de str) -> Self {
        VariantAccess { name, value: None }
    }

    pub(super) fn with_value(entries: Entries<'de, '_>) -> Result<Self, CodecError> {
        let (name, value) = entries.only()?;
        Ok(VariantAccess { name, value: Some(value) })
    }

    fn value(&self, expected: &dyn de::Expected) -> Result<ValueDeserializer<'de>, CodecError> {
        self.value.ok_or_else(|| de::Error::invalid_type(Unexpected::UnitVariant, expected))
    }
}

impl<'de> EnumAccess<'de> for VariantAccess<'de> {
    type Error = CodecError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), CodecError> {
        let variant = seed.deserialize(KeyDeserializer(self.name))?;
        Ok((variant, self))
    }
}

impl<'de> de::VariantAccess<'de> for VariantAccess<'de> {
    type Error = CodecError;

    fn unit_variant(self) -> Result<(), CodecError> {
        match self.value {
            None => Ok(()),
            Some(value) => {
                de::Deserialize::deserialize(value).map_err(|error: CodecError| error.in_attribute(self.name))
            }
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, CodecError> {
        let value = self.value(&"a newtype variant")?;
        seed.deserialize(value).map_err(|error| error.in_attribute(self.name))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, CodecError> {
        let value = self.value(&"a tuple variant")?;
        value.deserialize_any(visitor).map_err(|error| error.in_attribute(self.name))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        let value = self.value(&"a struct variant")?;
        value.deserialize_any(visitor).map_err(|error| error.in_attribute(self.name))
    }
}
