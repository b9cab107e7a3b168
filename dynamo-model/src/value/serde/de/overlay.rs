//! An item read with attributes laid over it and others out of sight.

use serde::de::{Deserialize, Deserializer, Visitor};

use super::CodecError;
use super::access::VariantAccess;
use super::entries::Entries;
use crate::value::ItemRef;

/// Reads a struct or map from `item` as if `extra` were written over it and `hide` were not there.
///
/// Nothing is copied. A type that denies unknown fields or collects the rest of
/// the attributes does not see those hidden, in either item. The service has no numbers for some floats and integers of 128
/// bits; a field of those types is read from its text, too, if that is an attribute of `extra`.
///
/// ```
/// use std::collections::BTreeMap;
/// use dynamo_model::value::{Item, deserialize_with};
///
/// let item = Item::from_iter([("pk", "USER#7"), ("name", "Ada")]);
/// let extra = Item::from_iter([("id", "7")]);
/// let user: BTreeMap<String, String> = deserialize_with(item.view(), extra.view(), &["pk"])?;
/// assert_eq!(user, BTreeMap::from([("id".into(), "7".into()), ("name".into(), "Ada".into())]));
/// # Ok::<(), dynamo_model::value::CodecError>(())
/// ```
///
/// # Errors
///
/// [`CodecError`] naming the first attribute that is not what the type expects.
pub fn deserialize_with<'de, T: Deserialize<'de>>(
    item: ItemRef<'de>,
    extra: ItemRef<'de>,
    hide: &[&str],
) -> Result<T, CodecError> {
    T::deserialize(Overlay { item, extra, hide })
}

struct Overlay<'de, 'h> {
    item: ItemRef<'de>,
    extra: ItemRef<'de>,
    hide: &'h [&'h str],
}

impl<'de, 'h> Overlay<'de, 'h> {
    fn entries(self) -> Entries<'de, 'h> {
        Entries::laid_over(self.item, self.extra, self.hide)
    }
}

impl<'de> Deserializer<'de> for Overlay<'de, '_> {
    type Error = CodecError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        visitor.visit_map(self.entries())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        visitor.visit_enum(VariantAccess::with_value(self.entries())?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        visitor.visit_map(self.entries().for_fields(fields)?)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}
