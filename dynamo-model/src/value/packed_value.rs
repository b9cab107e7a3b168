//! A packed value on its own.

use super::packed::Cursor;
use super::{Value, ValueRef, Writer};

/// An owned value in packed form, outside any item, which [`ValueRef`] can read in place.
///
/// ```
/// use dynamo_model::value::{Item, PackedValue, Value};
///
/// let limit = PackedValue::from(&Value::from(vec![Value::from(1), Value::Null]));
/// let mut item = Item::new();
/// item.insert_ref("limit", limit.view());
/// assert_eq!(item.get("limit"), Some(limit.view()));
/// ```
#[derive(Clone)]
pub struct PackedValue {
    // Written by `Writer`, so always one readable value.
    bytes: Vec<u8>,
}

impl PackedValue {
    /// Takes what `write` writes, which must be one value.
    fn written(write: impl FnOnce(&mut Writer)) -> Self {
        let mut writer = Writer::new();
        write(&mut writer);
        PackedValue { bytes: writer.into_bytes() }
    }

    /// Reads the value in place.
    ///
    /// ```
    /// use dynamo_model::value::{PackedValue, Value};
    ///
    /// let value = PackedValue::from(&Value::from(7));
    /// assert_eq!(value.view().as_n(), Some(7.into()));
    /// ```
    pub fn view(&self) -> ValueRef<'_> {
        ValueRef::read(&mut Cursor::new(&self.bytes)).unwrap_or(ValueRef::Null)
    }
}

impl From<&Value> for PackedValue {
    fn from(value: &Value) -> Self {
        PackedValue::written(|writer| writer.owned(value))
    }
}

impl From<Value> for PackedValue {
    fn from(value: Value) -> Self {
        PackedValue::from(&value)
    }
}

impl From<ValueRef<'_>> for PackedValue {
    fn from(value: ValueRef<'_>) -> Self {
        PackedValue::written(|writer| writer.value(value))
    }
}

impl PartialEq for PackedValue {
    fn eq(&self, other: &Self) -> bool {
        self.view() == other.view()
    }
}

impl Eq for PackedValue {}

impl std::fmt::Debug for PackedValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.view().fmt(f)
    }
}
