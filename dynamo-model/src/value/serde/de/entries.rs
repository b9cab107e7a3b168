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
    /// How many of them are still to come: an item has each name once.
    hidden: usize,
    /// The fields of the struct that reads, from the one after the last read on.
    fields: &'static [&'static str],
    name: &'de str,
    depth: usize,
    /// Whether the entries laid over hold fields that stand in keys alone.
    of_keys: bool,
}

impl<'de, 'h> Entries<'de, 'h> {
    #[inline]
    pub(super) fn new(item: ItemRef<'de>, depth: usize) -> Self {
        let cursor = Cursor::new(item.as_bytes());
        Entries {
            cursor,
            base: None,
            over: ItemRef::default(),
            hide: &[],
            hidden: 0,
            fields: &[],
            name: "",
            depth,
            of_keys: false,
        }
    }

    pub(super) fn laid_over(item: ItemRef<'de>, extra: ItemRef<'de>, hide: &'h [&'h str]) -> Self {
        let base = Some(Cursor::new(item.as_bytes()));
        Entries { base, over: extra, hide, hidden: hide.len(), of_keys: true, ..Entries::new(extra, 1) }
    }

    /// Says which fields the struct that reads has, most likely in the order of the entries. The first of two may be the tag of
    /// an enum, which then stands first: what comes before it goes through serde's buffer, which has no integers of 128 bits.
    pub(super) fn for_fields(self, fields: &'static [&'static str]) -> Result<Self, CodecError> {
        let item = self.cursor.rest();
        let first = match fields {
            [tag, _] if self.base.is_none() => {
                entry(item, tag.as_bytes())?.filter(|entry| entry.as_ptr() != item.as_ptr())
            }
            _ => None,
        };
        Ok(match first {
            Some(first) => {
                let over = ItemRef::new(first);
                Entries { cursor: Cursor::new(first), base: Some(self.cursor), over, fields, ..self }
            }
            None => Entries { fields, ..self },
        })
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
            let name = self.cursor.prefixed().ok_or_else(CodecError::malformed)?;
            if !self.is_covered(name) && !self.is_hidden(name) {
                self.name = self.text(name)?;
                return Ok(Some(self.name));
            }
            self.cursor.value().ok_or_else(CodecError::malformed)?;
        }
    }

    #[inline]
    fn is_covered(&self, name: &[u8]) -> bool {
        self.base.is_none() && !self.over.is_empty() && Cursor::new(self.over.as_bytes()).seek(name).is_some()
    }

    #[inline]
    fn is_hidden(&mut self, name: &[u8]) -> bool {
        let found = self.hidden > 0 && self.hide.iter().any(|hidden| hidden.as_bytes() == name);
        self.hidden -= usize::from(found);
        found
    }

    /// Makes text of a name. One that is a field's is text already.
    #[inline]
    fn text(&mut self, name: &'de [u8]) -> Result<&'de str, CodecError> {
        let mut later = self.fields.iter();
        if let Some(field) = later.find(|field| field.as_bytes() == name) {
            self.fields = later.as_slice();
            return Ok(field);
        }
        std::str::from_utf8(name).map_err(|_| CodecError::malformed())
    }

    #[inline]
    pub(super) fn value(&mut self) -> Result<ValueDeserializer<'de>, CodecError> {
        let (tag, payload) = self.cursor.value().ok_or_else(CodecError::malformed)?;
        let value = ValueDeserializer::new(tag, payload, self.depth);
        Ok(if self.of_keys && self.base.is_some() { value.of_key() } else { value })
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

/// Finds the bytes of an entry.
fn entry<'de>(item: &'de [u8], name: &[u8]) -> Result<Option<&'de [u8]>, CodecError> {
    let mut cursor = Cursor::new(item);
    while !cursor.is_empty() {
        let entry = cursor.rest();
        let found = cursor.prefixed().ok_or_else(CodecError::malformed)?;
        cursor.value().ok_or_else(CodecError::malformed)?;
        if found == name {
            return Ok(entry.get(..entry.len() - cursor.rest().len()));
        }
    }
    Ok(None)
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
