//! The methods of items and values that go through serde.

use serde::{Deserialize, Serialize};

use super::CodecError;
use super::de::ValueDeserializer;
use super::ser::ValueSerializer;
use crate::value::packed::Cursor;
use crate::value::{Item, ItemBuilder, ItemRef, Value, ValueRef, Writer};

/// Room for most items, in bytes, so that they do not grow step by step.
const USUAL_LENGTH: usize = 256;

impl Item {
    /// Makes an item of a struct or a map.
    ///
    /// ```
    /// use dynamo_model::value::{Item, ValueRef};
    /// use serde::Serialize;
    ///
    /// #[derive(Serialize)]
    /// struct User { name: &'static str, age: u8, email: Option<String> }
    ///
    /// let item = Item::from_serialize(&User { name: "Ada", age: 36, email: None })?;
    /// assert_eq!(item.get("age"), Some(ValueRef::N(36.into())));
    /// assert!(!item.contains("email"));
    /// # Ok::<(), dynamo_model::value::CodecError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`CodecError`] if the type is neither a struct nor a map, or a part of
    /// it has no form in an item, such as a NaN or an integer of 39 digits.
    pub fn from_serialize<T: Serialize + ?Sized>(source: &T) -> Result<Item, CodecError> {
        let mut builder = ItemBuilder::with_capacity(USUAL_LENGTH);
        builder.extend_serialize(source, &[])?;
        Ok(builder.finish())
    }

    /// Reads the item as a struct or map, which may borrow from it.
    ///
    /// What serde itself buffers (`flatten`, `untagged`, internally tagged enums) loses what serde's data
    /// model lacks: there a set reads as a list, and an `i128` or `u128` is an error, where a
    /// [`Number`](crate::value::Number) is exact. Collect the rest of an item with
    /// [`deserialize_with`](crate::value::deserialize_with) into an `Item` of its own where that matters.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    /// use serde::Deserialize;
    ///
    /// #[derive(Deserialize)]
    /// struct User<'i> { name: &'i str, age: u8, email: Option<String> }
    ///
    /// let mut item = Item::new();
    /// item.insert("name", "Ada");
    /// item.insert("age", 36);
    /// let user: User = item.deserialize()?;
    /// assert_eq!((user.name, user.age, user.email), ("Ada", 36, None));
    /// # Ok::<(), dynamo_model::value::CodecError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`CodecError`] naming the first attribute that is not what the type expects.
    pub fn deserialize<'de, T: Deserialize<'de>>(&'de self) -> Result<T, CodecError> {
        self.view().deserialize()
    }
}

impl<'de> ItemRef<'de> {
    /// Reads the item or map as a struct or map, which may borrow from the bytes.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// let item = Item::from_iter([("id", 7)]);
    /// let map: std::collections::BTreeMap<String, u32> = item.view().deserialize()?;
    /// assert_eq!(map["id"], 7);
    /// # Ok::<(), dynamo_model::value::CodecError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Item::deserialize`].
    pub fn deserialize<T: Deserialize<'de>>(self) -> Result<T, CodecError> {
        T::deserialize(ValueDeserializer::of_item(self))
    }
}

impl<'de> ValueRef<'de> {
    /// Reads the value as any type, which may borrow from the bytes.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use dynamo_model::value::Item;
    ///
    /// let item = Item::from_serialize(&BTreeMap::from([("pair", (1, 2))]))?;
    /// let pair: (u8, u8) = item.get("pair").unwrap().deserialize()?;
    /// assert_eq!(pair, (1, 2));
    /// # Ok::<(), dynamo_model::value::CodecError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Item::deserialize`].
    pub fn deserialize<T: Deserialize<'de>>(self) -> Result<T, CodecError> {
        T::deserialize(ValueDeserializer::of_value(self))
    }
}

impl Value {
    /// Makes a value of any type.
    ///
    /// ```
    /// use dynamo_model::value::Value;
    ///
    /// let value = Value::from_serialize(&(1, "a", Some(true)))?;
    /// assert_eq!(value, Value::L(vec![1.into(), "a".into(), true.into()]));
    /// assert_eq!(value.deserialize::<(u8, String, bool)>()?, (1, "a".to_owned(), true));
    /// # Ok::<(), dynamo_model::value::CodecError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`CodecError`] if a part of it has no form as a value.
    pub fn from_serialize<T: Serialize + ?Sized>(source: &T) -> Result<Value, CodecError> {
        let mut writer = Writer::new();
        ValueSerializer::value(&mut writer).write(source)?;
        let written = ValueRef::read(&mut Cursor::new(writer.as_bytes()));
        written.map(|value| value.to_value()).ok_or_else(CodecError::malformed)
    }

    /// Reads the value as any type that owns its data.
    ///
    /// ```
    /// use dynamo_model::value::Value;
    ///
    /// let sizes: Vec<u32> = Value::L(vec![9.into(), 10.into()]).deserialize()?;
    /// assert_eq!(sizes, [9, 10]);
    /// # Ok::<(), dynamo_model::value::CodecError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Item::deserialize`].
    pub fn deserialize<T: serde::de::DeserializeOwned>(&self) -> Result<T, CodecError> {
        let mut writer = Writer::new();
        writer.owned(self);
        let written = ValueRef::read(&mut Cursor::new(writer.as_bytes()));
        written.ok_or_else(CodecError::malformed)?.deserialize()
    }
}
