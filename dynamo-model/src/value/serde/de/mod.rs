//! From packed bytes straight to serde.

mod access;
mod entries;
mod key;
mod overlay;
mod packed;

use std::str::FromStr;

use serde::de::{self, Deserializer, Visitor};

use self::access::{Elements, Members, VariantAccess};
use self::entries::Entries;
use self::packed::{PackedAccess, Wide};
use super::{CodecError, token};
use crate::value::number::NumberText;
use crate::value::packed::{MAX_DEPTH, Tag, decode_number};
use crate::value::{ItemRef, NUMBER_TOKEN, Number, ValueRef};

pub use self::overlay::deserialize_with;
pub(in crate::value) use self::packed::{Key, read_packed};

/// Reads one value.
#[derive(Clone, Copy)]
pub(super) struct ValueDeserializer<'de> {
    source: Source<'de>,
    /// How many lists and maps are around the value.
    depth: usize,
    /// Whether it is a field that stands in keys alone, whose text stands for a number that the service has not.
    of_key: bool,
}

/// A value where it stands, undecoded so that skipping it costs nothing.
#[derive(Clone, Copy)]
enum Source<'de> {
    Packed(u8, &'de [u8]),
    /// A number somebody decoded; its bytes are out of reach.
    Number(Number),
}

impl<'de> ValueDeserializer<'de> {
    pub(super) fn of_item(item: ItemRef<'de>) -> Self {
        ValueDeserializer::new(Tag::M, item.as_bytes(), 0)
    }

    pub(super) fn of_value(value: ValueRef<'de>) -> Self {
        let source = match value {
            ValueRef::S(text) => Source::Packed(Tag::S, text.as_bytes()),
            ValueRef::N(number) => Source::Number(number),
            ValueRef::B(bytes) => Source::Packed(Tag::B, bytes),
            ValueRef::Bool(false) => Source::Packed(Tag::FALSE, &[]),
            ValueRef::Bool(true) => Source::Packed(Tag::TRUE, &[]),
            ValueRef::Null => Source::Packed(Tag::NULL, &[]),
            ValueRef::L(list) => Source::Packed(Tag::L, list.packed()),
            ValueRef::M(map) => Source::Packed(Tag::M, map.as_bytes()),
            ValueRef::Ss(set) => Source::Packed(Tag::SS, set.packed()),
            ValueRef::Ns(set) => Source::Packed(Tag::NS, set.packed()),
            ValueRef::Bs(set) => Source::Packed(Tag::BS, set.packed()),
        };
        ValueDeserializer { source, depth: 0, of_key: false }
    }

    #[inline]
    fn new(tag: u8, payload: &'de [u8], depth: usize) -> Self {
        ValueDeserializer { source: Source::Packed(tag, payload), depth, of_key: false }
    }

    fn of_key(self) -> Self {
        ValueDeserializer { of_key: true, ..self }
    }

    /// Reads the text that stands for a number of a key.
    fn text_of_key<N: FromStr>(&self) -> Result<Option<N>, CodecError> {
        if self.of_key && self.tag() == Tag::S { self.text().map(|text| text.parse().ok()) } else { Ok(None) }
    }

    #[inline]
    fn tag(&self) -> u8 {
        match self.source {
            Source::Packed(tag, _) => tag,
            Source::Number(_) => Tag::N,
        }
    }

    #[inline]
    fn payload(&self) -> &'de [u8] {
        match self.source {
            Source::Packed(_, payload) => payload,
            Source::Number(_) => &[],
        }
    }

    #[inline]
    fn text(&self) -> Result<&'de str, CodecError> {
        std::str::from_utf8(self.payload()).map_err(|_| CodecError::malformed())
    }

    /// Returns the number, if the value is one.
    #[inline]
    fn number(&self) -> Result<Option<Number>, CodecError> {
        match self.source {
            Source::Packed(Tag::N, payload) => {
                decode_number(payload).map(Some).ok_or_else(CodecError::malformed)
            }
            Source::Packed(..) => Ok(None),
            Source::Number(number) => Ok(Some(number)),
        }
    }

    /// Gives the value to a visitor, and a number that no type of 64 bits holds to `wide`.
    fn visit<V: Visitor<'de>>(self, visitor: V, wide: OfWide<'de, V>) -> Result<V::Value, CodecError> {
        match self.tag() {
            Tag::S => visitor.visit_borrowed_str(self.text()?),
            Tag::N => self.visit_number(visitor, wide),
            Tag::B => visitor.visit_borrowed_bytes(self.payload()),
            Tag::FALSE => visitor.visit_bool(false),
            Tag::TRUE => visitor.visit_bool(true),
            Tag::NULL => visitor.visit_unit(),
            Tag::L => self.visit_list(visitor),
            Tag::M => visitor.visit_map(self.entries()?),
            Tag::SS | Tag::NS | Tag::BS => self.visit_set(visitor),
            _ => Err(CodecError::malformed()),
        }
    }

    /// Losing digits silently is no way out.
    fn visit_number<V: Visitor<'de>>(self, visitor: V, wide: OfWide<'de, V>) -> Result<V::Value, CodecError> {
        let number = self.number()?.unwrap_or_default();
        let is_decimal = is_decimal::<V::Value>(number)?;
        if let Some(integer) = number.to_u64() {
            visitor.visit_u64(integer)
        } else if let Some(integer) = number.to_i64() {
            visitor.visit_i64(integer)
        } else if is_double(number) {
            visitor.visit_f64(number.to_f64())
        } else if is_decimal {
            visitor.visit_str(NumberText::new(number).as_str())
        } else {
            wide(self, visitor)
        }
    }

    /// Gives the number to a type that takes what comes, as serde's buffer for flattened and tagged fields does: packed, as the
    /// buffer has nothing for it, and our own types know it again.
    fn give_wide<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        visitor.visit_newtype_struct(Wide(self))
    }

    fn refuse_wide<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        let number = format!("number `{}`", self.number()?.unwrap_or_default());
        Err(de::Error::invalid_value(de::Unexpected::Other(&number), &visitor))
    }

    /// Gives the number without loss, to [`Number`] itself.
    fn visit_exact<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        match self.number()? {
            Some(number) => match number.to_i64() {
                Some(integer) => visitor.visit_i64(integer),
                None => visitor.visit_str(NumberText::new(number).as_str()),
            },
            None => visitor.visit_newtype_struct(self),
        }
    }

    /// Steps into a container, whose nesting bytes of unknown origin must not choose.
    #[inline]
    fn inner_depth(&self) -> Result<usize, CodecError> {
        if self.depth < MAX_DEPTH { Ok(self.depth + 1) } else { Err(CodecError::new("nested too deep")) }
    }

    #[inline]
    fn entries(&self) -> Result<Entries<'de, 'static>, CodecError> {
        Ok(Entries::new(ItemRef::new(self.payload()), self.inner_depth()?))
    }

    fn visit_list<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        let mut elements = Elements::new(self.payload(), self.inner_depth()?);
        let value = visitor.visit_seq(&mut elements)?;
        elements.finish().map(|()| value)
    }

    fn visit_set<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        let mut members = Members::new(self.tag(), self.payload(), self.inner_depth()?);
        let value = visitor.visit_seq(&mut members)?;
        members.finish().map(|()| value)
    }
}

/// Whether a double keeps all digits of a number.
fn is_double(number: Number) -> bool {
    Number::try_from(number.to_f64()) == Ok(number)
}

/// Whether a decimal is read, which takes text for what a double cannot hold; an error if it would round the number.
#[cfg(feature = "rust_decimal")]
fn is_decimal<T>(number: Number) -> Result<bool, CodecError> {
    let is_decimal = super::decimal::is_read_as::<T>();
    if is_decimal { super::decimal::check(number).map(|()| true) } else { Ok(false) }
}

#[cfg(not(feature = "rust_decimal"))]
fn is_decimal<T>(_: Number) -> Result<bool, CodecError> {
    Ok(false)
}

/// What is done with a number that no type of 64 bits holds.
type OfWide<'de, V> = fn(ValueDeserializer<'de>, V) -> Result<<V as Visitor<'de>>::Value, CodecError>;

macro_rules! visit_typed {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
            self.visit(visitor, Self::refuse_wide)
        }
    )*};
}

impl<'de> Deserializer<'de> for ValueDeserializer<'de> {
    type Error = CodecError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        self.visit(visitor, Self::give_wide)
    }

    visit_typed! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8
        deserialize_u16 deserialize_u32 deserialize_u64 deserialize_char deserialize_str deserialize_string
        deserialize_bytes deserialize_byte_buf deserialize_unit deserialize_seq deserialize_map
        deserialize_identifier
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        self.visit(visitor, Self::refuse_wide)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, CodecError> {
        self.visit(visitor, Self::refuse_wide)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        self.visit(visitor, Self::refuse_wide)
    }

    fn deserialize_i128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        let number = self.number()?.and_then(Number::to_i128);
        match number.map_or_else(|| self.text_of_key(), |number| Ok(Some(number)))? {
            Some(integer) => visitor.visit_i128(integer),
            None => self.visit(visitor, Self::refuse_wide),
        }
    }

    fn deserialize_u128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        let number = self.number()?.and_then(Number::to_u128);
        match number.map_or_else(|| self.text_of_key(), |number| Ok(Some(number)))? {
            Some(integer) => visitor.visit_u128(integer),
            None => self.visit(visitor, Self::refuse_wide),
        }
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        match self.number()? {
            // Rounded once: by way of a double it could be rounded twice.
            Some(number) => visitor.visit_f32(number.to_f32()),
            None => match self.text_of_key()? {
                Some(float) => visitor.visit_f32(float),
                None => self.visit(visitor, Self::refuse_wide),
            },
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        match self.number()? {
            Some(number) if !is_double(number) && is_decimal::<V::Value>(number)? => {
                self.visit_number(visitor, Self::refuse_wide)
            }
            Some(number) => visitor.visit_f64(number.to_f64()),
            None => match self.text_of_key()? {
                Some(float) => visitor.visit_f64(float),
                None => self.visit(visitor, Self::refuse_wide),
            },
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        match self.tag() {
            Tag::NULL => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        match name {
            NUMBER_TOKEN => self.visit_exact(visitor),
            token::PACKED => visitor.visit_map(PackedAccess::new(self)),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        match self.tag() {
            Tag::S => visitor.visit_enum(VariantAccess::unit(self.text()?)),
            Tag::M => visitor.visit_enum(VariantAccess::with_value(self.entries()?)?),
            _ => {
                let unexpected = de::Unexpected::Other("value that is neither string nor map");
                Err(de::Error::invalid_type(unexpected, &visitor))
            }
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        match self.tag() {
            Tag::M => visitor.visit_map(self.entries()?.for_fields(fields)?),
            _ => self.visit(visitor, Self::refuse_wide),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        visitor.visit_unit()
    }
}
