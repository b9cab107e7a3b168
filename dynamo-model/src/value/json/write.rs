//! Packed values to DynamoDB JSON.

use base64::display::Base64Display;
use base64::engine::general_purpose::STANDARD;
use serde::{Serialize, Serializer};

use crate::value::packed::MAX_DEPTH;
use crate::value::{Item, ItemRef, ListRef, PackedValue, Value, ValueRef};

use super::DynamoJson;

impl Item {
    /// Writes the item as DynamoDB JSON, attributes in stored order.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// let item = Item::from_iter([("total", 42)]);
    /// assert_eq!(item.to_dynamodb_json(), r#"{"total":{"N":"42"}}"#);
    /// ```
    pub fn to_dynamodb_json(&self) -> String {
        self.view().to_dynamodb_json()
    }
}

impl ItemRef<'_> {
    /// Writes the entries as DynamoDB JSON, in stored order.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// assert_eq!(Item::from_iter([("id", 7)]).view().to_dynamodb_json(), r#"{"id":{"N":"7"}}"#);
    /// ```
    pub fn to_dynamodb_json(&self) -> String {
        text(&DynamoJson(*self))
    }
}

impl ValueRef<'_> {
    /// Writes the value as DynamoDB JSON: an object whose one member is named after the type.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// let item = Item::from_iter([("id", 7)]);
    /// assert_eq!(item.get("id").map(|id| id.to_dynamodb_json()).as_deref(), Some(r#"{"N":"7"}"#));
    /// ```
    pub fn to_dynamodb_json(&self) -> String {
        text(&DynamoJson(*self))
    }
}

impl Value {
    /// Writes the value as DynamoDB JSON: an object whose one member is named after the type.
    ///
    /// ```
    /// use dynamo_model::value::Value;
    ///
    /// assert_eq!(Value::from(vec![0_u8, 255]).to_dynamodb_json(), r#"{"B":"AP8="}"#);
    /// ```
    pub fn to_dynamodb_json(&self) -> String {
        PackedValue::from(self).view().to_dynamodb_json()
    }
}

/// Writing string keys and plain values to memory has no way to fail.
fn text(json: &impl Serialize) -> String {
    serde_json::to_string(json).unwrap_or_default()
}

impl Serialize for DynamoJson<ItemRef<'_>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Entries { entries: self.0, levels: MAX_DEPTH }.serialize(serializer)
    }
}

impl Serialize for DynamoJson<ValueRef<'_>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Typed { value: self.0, levels: MAX_DEPTH }.serialize(serializer)
    }
}

impl Serialize for DynamoJson<Item> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        DynamoJson(self.0.view()).serialize(serializer)
    }
}

impl Serialize for DynamoJson<Value> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        DynamoJson(PackedValue::from(&self.0).view()).serialize(serializer)
    }
}

/// Names with typed values.
struct Entries<'a> {
    entries: ItemRef<'a>,
    levels: usize,
}

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let typed = |value| Typed { value, levels: self.levels };
        serializer.collect_map(self.entries.iter().map(|(name, value)| (name, typed(value))))
    }
}

/// Typed values in order.
struct Elements<'a> {
    list: ListRef<'a>,
    levels: usize,
}

impl Serialize for Elements<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.list.iter().map(|value| Typed { value, levels: self.levels }))
    }
}

/// A value under the name of its type.
struct Typed<'a> {
    value: ValueRef<'a>,
    levels: usize,
}

impl Serialize for Typed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let payload = Payload { value: self.value, levels: self.levels.saturating_sub(1) };
        serializer.collect_map([(self.value.kind().as_str(), payload)])
    }
}

/// A value without its type. Containers below the last level come out empty.
struct Payload<'a> {
    value: ValueRef<'a>,
    levels: usize,
}

impl Serialize for Payload<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let levels = self.levels;
        match self.value {
            ValueRef::S(text) => serializer.serialize_str(text),
            ValueRef::N(number) => serializer.collect_str(&number),
            ValueRef::B(bytes) => serializer.collect_str(&base64(bytes)),
            ValueRef::Bool(value) => serializer.serialize_bool(value),
            ValueRef::Null => serializer.serialize_bool(true),
            ValueRef::L(_) if levels == 0 => serializer.collect_seq([(); 0]),
            ValueRef::L(list) => Elements { list, levels }.serialize(serializer),
            ValueRef::M(_) if levels == 0 => serializer.collect_map([((), ()); 0]),
            ValueRef::M(entries) => Entries { entries, levels }.serialize(serializer),
            ValueRef::Ss(set) => serializer.collect_seq(set),
            ValueRef::Ns(set) => serializer.collect_seq(set.iter().map(Shown)),
            ValueRef::Bs(set) => serializer.collect_seq(set.iter().map(|member| Shown(base64(member)))),
        }
    }
}

/// Serializes as the text it displays.
struct Shown<T>(T);

impl<T: std::fmt::Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

fn base64(bytes: &[u8]) -> Base64Display<'_, 'static, base64::engine::GeneralPurpose> {
    Base64Display::new(bytes, &STANDARD)
}
