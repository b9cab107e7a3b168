//! Items put together from single attributes and whole structs.

use serde::Serialize;

use super::CodecError;
use super::ser::{LeftOut, ValueSerializer};
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
    ///
    /// ```
    /// use dynamo_model::value::ItemBuilder;
    ///
    /// assert!(ItemBuilder::new().finish().is_empty());
    /// ```
    pub const fn new() -> Self {
        ItemBuilder { writer: Writer::new() }
    }

    /// Starts an item without attributes, with room for `capacity` bytes.
    ///
    /// ```
    /// use dynamo_model::value::ItemBuilder;
    ///
    /// assert!(ItemBuilder::with_capacity(64).finish().is_empty());
    /// ```
    pub fn with_capacity(capacity: usize) -> Self {
        ItemBuilder { writer: Writer::with_capacity(capacity) }
    }

    /// Reports whether the attribute is already written.
    ///
    /// ```
    /// use dynamo_model::value::ItemBuilder;
    ///
    /// let mut builder = ItemBuilder::new();
    /// builder.push_s("name", "Ada")?;
    /// assert!(builder.contains("name") && !builder.contains("id"));
    /// # Ok::<(), dynamo_model::value::CodecError>(())
    /// ```
    pub fn contains(&self, name: &str) -> bool {
        ItemRef::new(self.writer.as_bytes()).contains(name)
    }

    /// Adds a string.
    ///
    /// ```
    /// use dynamo_model::value::ItemBuilder;
    ///
    /// let mut builder = ItemBuilder::new();
    /// builder.push_s("name", "Ada")?;
    /// assert!(builder.push_s("name", "Grace").is_err(), "a name is written once");
    /// # Ok::<(), dynamo_model::value::CodecError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`CodecError`] if the attribute is already written.
    pub fn push_s(&mut self, name: &str, text: &str) -> Result<(), CodecError> {
        self.push(name, ValueRef::S(text))
    }

    /// Adds a value read from another item.
    ///
    /// ```
    /// use dynamo_model::value::{Item, ItemBuilder};
    ///
    /// let other = Item::from_iter([("id", 7)]);
    /// let mut builder = ItemBuilder::new();
    /// builder.push("number", other.get("id").unwrap())?;
    /// assert_eq!(builder.finish(), Item::from_iter([("number", 7)]));
    /// # Ok::<(), dynamo_model::value::CodecError>(())
    /// ```
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
    /// ```
    /// use dynamo_model::value::{Item, ItemBuilder};
    ///
    /// let mut builder = ItemBuilder::new();
    /// builder.push_value("id", &7.into())?;
    /// assert_eq!(builder.finish(), Item::from_iter([("id", 7)]));
    /// # Ok::<(), dynamo_model::value::CodecError>(())
    /// ```
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
    /// ```
    /// use dynamo_model::value::{Item, ItemBuilder};
    ///
    /// let mut builder = ItemBuilder::new();
    /// builder.push_serialize("id", &7)?;
    /// builder.push_serialize("note", &None::<String>)?;
    /// assert_eq!(builder.finish(), Item::from_iter([("id", 7)]));
    /// # Ok::<(), dynamo_model::value::CodecError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`CodecError`] if the attribute is already written or the value has no
    /// form in an item; the builder is then as it was.
    pub fn push_serialize<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), CodecError> {
        let starts = self.begin(name)?;
        let written = ValueSerializer::field(&mut self.writer).write(value);
        self.end(name, starts, written)
    }

    /// Adds a field that stands in keys alone, for [`deserialize_with`](crate::value::deserialize_with) to lay over an item.
    pub(crate) fn push_of_key<T: Serialize + ?Sized>(
        &mut self,
        name: &str,
        value: &T,
    ) -> Result<(), CodecError> {
        let starts = self.begin(name)?;
        let written = ValueSerializer::of_key(&mut self.writer).write(value);
        self.end(name, starts, written)
    }

    /// Begins an attribute; returns where it and its value start.
    fn begin(&mut self, name: &str) -> Result<[usize; 2], CodecError> {
        let start = self.writer.position();
        self.name(name)?;
        Ok([start, self.writer.position()])
    }

    /// Ends an attribute, which is none if its value is not written.
    fn end(
        &mut self,
        name: &str,
        [start, empty]: [usize; 2],
        written: Result<(), CodecError>,
    ) -> Result<(), CodecError> {
        if written.is_err() || self.writer.position() == empty {
            self.writer.truncate(start);
        }
        written.map_err(|error| error.in_attribute(name))
    }

    /// Adds the fields of a struct or the entries of a map, except those named in `skip`.
    ///
    /// ```
    /// use dynamo_model::value::{Item, ItemBuilder};
    ///
    /// let fields = std::collections::BTreeMap::from([("id", 7), ("stock", 12)]);
    /// let mut builder = ItemBuilder::new();
    /// builder.extend_serialize(&fields, &["stock"])?;
    /// assert_eq!(builder.finish(), Item::from_iter([("id", 7)]));
    /// # Ok::<(), dynamo_model::value::CodecError>(())
    /// ```
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
        self.extend_beside(source, skip, &[])
    }

    /// [`extend_serialize`](Self::extend_serialize), where nothing may have the names in `taken`.
    pub(crate) fn extend_beside<T: Serialize + ?Sized>(
        &mut self,
        source: &T,
        skip: &[&str],
        taken: &[&str],
    ) -> Result<(), CodecError> {
        let start = self.writer.position();
        let left_out = LeftOut { skip, taken };
        let written = source.serialize(ValueSerializer::item(&mut self.writer, left_out));
        if written.is_err() {
            self.writer.truncate(start);
        }
        written
    }

    /// Returns the item.
    ///
    /// ```
    /// use dynamo_model::value::{Item, ItemBuilder};
    ///
    /// let mut builder = ItemBuilder::new();
    /// builder.push_s("name", "Ada")?;
    /// assert_eq!(builder.finish(), Item::from_iter([("name", "Ada")]));
    /// # Ok::<(), dynamo_model::value::CodecError>(())
    /// ```
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
