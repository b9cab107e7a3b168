//! Attributes of an item and entries of a map, one by one.

use serde::de::{DeserializeSeed, MapAccess};

use super::key::KeyDeserializer;
use super::{CodecError, ValueDeserializer};
use crate::value::ItemRef;
use crate::value::packed::Cursor;

/// The entries of a map, or of an item and another laid over it.
pub(super) struct Entries<'de, 'h> {
    cursor: Cursor<'de>,
    /// The entries of the item beneath, while those laid over it are read.
    base: Option<Cursor<'de>>,
    /// The entries laid over, which win.
    over: ItemRef<'de>,
    hide: &'h [&'h str],
    name: &'de str,
    depth: usize,
}

impl<'de, 'h> Entries<'de, 'h> {
    #[inline]
    pub(super) fn new(item: ItemRef<'de>, depth: usize) -> Self {
        let cursor = Cursor::new(item.as_bytes());
        Entries { cursor, base: None, over: ItemRef::default(), hide: &[], name: "", depth }
    }

    pub(super) fn laid_over(item: ItemRef<'de>, extra: ItemRef<'de>, hide: &'h [&'h str]) -> Self {
        let base = Some(Cursor::new(item.as_bytes()));
        Entries { base, over: extra, hide, ..Entries::new(extra, 1) }
    }

    /// Moves to the value of the next entry to show.
    #[inline]
    fn advance(&mut self) -> Result<Option<&'de str>, CodecError> {
        loop {
            if self.cursor.is_empty() {
                let Some(base) = self.base.take() else {
                    return Ok(None);
                };
                self.cursor = base;
                continue;
            }
            let name = self.cursor.prefixed().and_then(|name| std::str::from_utf8(name).ok());
            let name = name.ok_or_else(CodecError::malformed)?;
            let covered = self.base.is_none() && !self.over.is_empty() && self.over.contains(name);
            if !covered && (self.hide.is_empty() || !self.hide.contains(&name)) {
                self.name = name;
                return Ok(Some(name));
            }
            self.cursor.value().ok_or_else(CodecError::malformed)?;
        }
    }

    #[inline]
    pub(super) fn value(&mut self) -> Result<ValueDeserializer<'de>, CodecError> {
        let (tag, payload) = self.cursor.value().ok_or_else(CodecError::malformed)?;
        Ok(ValueDeserializer::new(tag, payload, self.depth))
    }

    /// Returns the name and value of an enum, which has exactly one entry.
    pub(super) fn only(mut self) -> Result<(&'de str, ValueDeserializer<'de>), CodecError> {
        let message = "an enum must be a string or a map of one entry";
        let name = self.advance()?.ok_or_else(|| CodecError::new(message))?;
        let value = self.value()?;
        match self.advance()? {
            None => Ok((name, value)),
            Some(_) => Err(CodecError::new(message)),
        }
    }
}

impl<'de> MapAccess<'de> for Entries<'de, '_> {
    type Error = CodecError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, CodecError> {
        let Some(name) = self.advance()? else {
            return Ok(None);
        };
        let key = seed.deserialize(KeyDeserializer(name));
        key.map(Some).map_err(|error| error.in_attribute(name))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, CodecError> {
        let value = self.value()?;
        seed.deserialize(value).map_err(|error| error.in_attribute(self.name))
    }
}
