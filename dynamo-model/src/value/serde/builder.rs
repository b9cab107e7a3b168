//! Items put together from single attributes and whole structs.

use serde::Serialize;

use super::CodecError;
use super::ser::ValueSerializer;
use crate::value::{Item, ItemRef, Value, ValueRef, Writer};

/// Builds an item out of attributes and the fields of structs.
///
/// A name is written once: a second value for it is an error, never a silent
/// replacement.
///
/// ```
/// use dynamo_model::value::{Item, ItemBuilder};
/// use serde::Serialize;
///
/// #[derive(Serialize)]
/// struct User { id: u32, name: &'static str }
///
/// let mut builder = ItemBuilder::new();
/// builder.push_s("pk", "USER#7")?;
/// builder.extend_serialize(&User { id: 7, name: "Ada" }, &["id"])?;
/// assert!(builder.push_s("name", "Grace").is_err());
/// assert_eq!(builder.finish(), Item::from_iter([("pk", "USER#7"), ("name", "Ada")]));
/// # Ok::<(), dynamo_model::value::CodecError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct ItemBuilder {
    writer: Writer,
}

impl ItemBuilder {
    /// Starts an item without attributes.
    pub const fn new() -> Self {
        ItemBuilder { writer: Writer::new() }
    }

    /// Starts an item without attributes, with room for `capacity` bytes.
    pub fn with_capacity(capacity: usize) -> Self {
        ItemBuilder { writer: Writer::with_capacity(capacity) }
    }

    /// Reports whether the attribute is already written.
    pub fn contains(&self, name: &str) -> bool {
        ItemRef::new(self.writer.as_bytes()).contains(name)
    }

    /// Adds a string.
    ///
    /// # Errors
    ///
    /// [`CodecError`] if the attribute is already written.
    pub fn push_s(&mut self, name: &str, text: &str) -> Result<(), CodecError> {
        self.push(name, ValueRef::S(text))
    }

    /// Adds a value read from another item.
    ///
    /// # Errors
    ///
    /// [`CodecError`] if the attribute is already written.
    pub fn push(&mut self, name: &str, value: ValueRef<'_>) -> Result<(), CodecError> {
        self.name(name)?;
        self.writer.value(value);
        Ok(())
    }

    /// Adds an owned value.
    ///
    /// # Errors
    ///
    /// [`CodecError`] if the attribute is already written.
    pub fn push_value(&mut self, name: &str, value: &Value) -> Result<(), CodecError> {
        self.name(name)?;
        self.writer.owned(value);
        Ok(())
    }

    /// Adds one attribute; a `None` or an empty set adds nothing, as in a struct's field.
    ///
    /// # Errors
    ///
    /// [`CodecError`] if the attribute is already written or the value has no
    /// form in an item; the builder is then as it was.
    pub fn push_serialize<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), CodecError> {
        let start = self.writer.position();
        self.name(name)?;
        let empty = self.writer.position();
        let written = value.serialize(ValueSerializer::field(&mut self.writer));
        if written.is_err() || self.writer.position() == empty {
            self.writer.truncate(start);
        }
        written.map_err(|error| error.in_attribute(name))
    }

    /// Adds the fields of a struct or the entries of a map, except those named in `skip`.
    ///
    /// # Errors
    ///
    /// [`CodecError`] if an attribute is already written or a value has no form
    /// in an item; the builder is then as it was.
    pub fn extend_serialize<T: Serialize + ?Sized>(
        &mut self,
        source: &T,
        skip: &[&str],
    ) -> Result<(), CodecError> {
        let start = self.writer.position();
        let written = source.serialize(ValueSerializer::item(&mut self.writer, skip));
        if written.is_err() {
            self.writer.truncate(start);
        }
        written
    }

    /// Returns the item.
    pub fn finish(self) -> Item {
        self.writer.into_item()
    }

    fn name(&mut self, name: &str) -> Result<(), CodecError> {
        if self.contains(name) {
            return Err(CodecError::new("the attribute is already set").in_attribute(name));
        }
        self.writer.name(name);
        Ok(())
    }
}
