//! From serde straight to packed bytes.

mod entries;
mod key;
mod set;

use serde::ser::{self, Serialize};

use self::entries::{Elements, Entries};
use super::CodecError;
#[cfg(feature = "rust_decimal")]
use super::decimal;
use super::token;
use crate::value::packed::MAX_DEPTH;
use crate::value::{NUMBER_TOKEN, Number, ValueRef, Writer};

/// Where a value is being written, which decides what an absent one becomes.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    /// The item itself: its attributes are written without a header, except those that are left out.
    Item(LeftOut<'a>),
    /// A struct's field: absent values and empty sets write nothing, and the field is left out.
    Field,
    /// A struct's field that stands in keys alone: a number of it is its text where the service has no such number.
    OfKey,
    /// Everywhere else an absent value is NULL.
    Element,
}

/// The names of attributes that are not written into an item.
#[derive(Clone, Copy, Default)]
pub(super) struct LeftOut<'a> {
    /// Those that may come once.
    pub(super) skip: &'a [&'a str],
    /// Those that may not come at all: they are of fields that serde leaves out.
    pub(super) taken: &'a [&'a str],
}

/// Writes one value.
pub(super) struct ValueSerializer<'w> {
    writer: &'w mut Writer,
    place: Place<'w>,
    /// The nesting level of the value, 1 for an attribute's.
    depth: usize,
}

impl<'w> ValueSerializer<'w> {
    /// Writes the attributes of an item.
    pub(super) fn item(writer: &'w mut Writer, left_out: LeftOut<'w>) -> Self {
        ValueSerializer { writer, place: Place::Item(left_out), depth: 0 }
    }

    /// Writes the value of one attribute, or nothing.
    pub(super) fn field(writer: &'w mut Writer) -> Self {
        ValueSerializer { writer, place: Place::Field, depth: 1 }
    }

    /// Writes the value of a field that stands in keys alone.
    pub(super) fn of_key(writer: &'w mut Writer) -> Self {
        ValueSerializer { writer, place: Place::OfKey, depth: 1 }
    }

    /// Writes a value that stands alone.
    pub(super) fn value(writer: &'w mut Writer) -> Self {
        ValueSerializer { writer, place: Place::Element, depth: 1 }
    }

    /// Writes a value of any type.
    #[inline]
    pub(super) fn write<T: Serialize + ?Sized>(self, value: &T) -> Result<(), CodecError> {
        #[cfg(feature = "rust_decimal")]
        if decimal::is_written_by::<T>() {
            return self.replaced(value, decimal::number);
        }
        value.serialize(self)
    }

    fn scalar(self) -> Result<&'w mut Writer, CodecError> {
        match self.place {
            Place::Item(_) => Err(CodecError::new("an item must be a struct or a map")),
            Place::Field | Place::OfKey | Place::Element => Ok(self.writer),
        }
    }

    fn number<N>(self, number: N) -> Result<(), CodecError>
    where
        N: Copy + std::fmt::Display,
        Number: TryFrom<N>,
        <Number as TryFrom<N>>::Error: std::fmt::Display,
    {
        match (Number::try_from(number), self.place) {
            (Ok(number), _) => self.scalar()?.number(number),
            (Err(_), Place::OfKey) => self.writer.string(&number.to_string()),
            (Err(error), _) => return Err(CodecError::new(error)),
        }
        Ok(())
    }

    /// Refuses what the packed form does not hold; the service's own limit is far lower.
    fn check_depth(&self) -> Result<(), CodecError> {
        if self.depth < MAX_DEPTH { Ok(()) } else { Err(CodecError::new("nested too deep")) }
    }

    fn elements(self) -> Result<Elements<'w>, CodecError> {
        self.check_depth()?;
        let depth = self.depth + 1;
        Ok(Elements::begin(self.scalar()?, depth))
    }

    fn entries(self, absent: Place<'w>) -> Result<Entries<'w>, CodecError> {
        self.check_depth()?;
        Ok(Entries::begin(self.writer, self.place, absent, self.depth + 1))
    }

    /// Writes what serde makes of a number, then the number in its place that this says.
    fn replaced<T: Serialize + ?Sized>(
        self,
        source: &T,
        number: fn(Option<ValueRef<'_>>) -> Result<Number, CodecError>,
    ) -> Result<(), CodecError> {
        let ValueSerializer { writer, place, depth } = self;
        let start = writer.position();
        source.serialize(ValueSerializer { writer: &mut *writer, place, depth })?;
        let number = number(set::written(writer, start))?;
        writer.truncate(start);
        writer.number(number);
        Ok(())
    }

    /// Writes what serde makes of a collection, then the set in its place.
    fn set<T: Serialize + ?Sized>(self, name: &str, collection: &T) -> Result<(), CodecError> {
        let ValueSerializer { writer, place, depth } = self;
        let start = writer.position();
        collection.serialize(ValueSerializer { writer: &mut *writer, place, depth })?;
        set::rewrite(writer, start, name, matches!(place, Place::Field))
    }
}

/// Takes a number out of its text.
fn exact_number(written: Option<ValueRef<'_>>) -> Result<Number, CodecError> {
    let text = written.and_then(|value| value.as_s());
    let text = text.ok_or_else(|| CodecError::new("expected the text of a number"))?;
    Number::parse(text).map_err(CodecError::new)
}

impl<'w> ser::Serializer for ValueSerializer<'w> {
    type Ok = ();
    type Error = CodecError;
    type SerializeSeq = Elements<'w>;
    type SerializeTuple = Elements<'w>;
    type SerializeTupleStruct = Elements<'w>;
    type SerializeTupleVariant = Elements<'w>;
    type SerializeMap = Entries<'w>;
    type SerializeStruct = Entries<'w>;
    type SerializeStructVariant = Entries<'w>;

    fn serialize_bool(self, value: bool) -> Result<(), CodecError> {
        self.scalar()?.boolean(value);
        Ok(())
    }

    fn serialize_i8(self, value: i8) -> Result<(), CodecError> {
        self.number(value)
    }

    fn serialize_i16(self, value: i16) -> Result<(), CodecError> {
        self.number(value)
    }

    fn serialize_i32(self, value: i32) -> Result<(), CodecError> {
        self.number(value)
    }

    fn serialize_i64(self, value: i64) -> Result<(), CodecError> {
        self.number(value)
    }

    fn serialize_i128(self, value: i128) -> Result<(), CodecError> {
        self.number(value)
    }

    fn serialize_u8(self, value: u8) -> Result<(), CodecError> {
        self.number(value)
    }

    fn serialize_u16(self, value: u16) -> Result<(), CodecError> {
        self.number(value)
    }

    fn serialize_u32(self, value: u32) -> Result<(), CodecError> {
        self.number(value)
    }

    fn serialize_u64(self, value: u64) -> Result<(), CodecError> {
        self.number(value)
    }

    fn serialize_u128(self, value: u128) -> Result<(), CodecError> {
        self.number(value)
    }

    fn serialize_f32(self, value: f32) -> Result<(), CodecError> {
        self.number(value)
    }

    fn serialize_f64(self, value: f64) -> Result<(), CodecError> {
        self.number(value)
    }

    fn serialize_char(self, value: char) -> Result<(), CodecError> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), CodecError> {
        self.scalar()?.string(value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), CodecError> {
        self.scalar()?.binary(value);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), CodecError> {
        match self.place {
            Place::Field | Place::OfKey => Ok(()),
            Place::Item(_) | Place::Element => self.serialize_unit(),
        }
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), CodecError> {
        self.write(value)
    }

    fn serialize_unit(self) -> Result<(), CodecError> {
        self.scalar()?.null();
        Ok(())
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<(), CodecError> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<(), CodecError> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), CodecError> {
        match name {
            NUMBER_TOKEN => self.replaced(value, exact_number),
            token::SET | token::STRING_SET | token::NUMBER_SET | token::BINARY_SET => self.set(name, value),
            _ => self.write(value),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), CodecError> {
        let mut entries = self.entries(Place::Element)?;
        entries.entry(variant, value)?;
        entries.finish()
    }

    fn serialize_seq(self, _len: Option<usize>) -> Result<Elements<'w>, CodecError> {
        self.elements()
    }

    fn serialize_tuple(self, _len: usize) -> Result<Elements<'w>, CodecError> {
        self.elements()
    }

    fn serialize_tuple_struct(self, _name: &'static str, _len: usize) -> Result<Elements<'w>, CodecError> {
        self.elements()
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Elements<'w>, CodecError> {
        self.entries(Place::Element)?.variant_elements(variant)
    }

    fn serialize_map(self, len: Option<usize>) -> Result<Entries<'w>, CodecError> {
        // A struct with flattened fields comes as a map of unknown length, and is a struct still.
        self.entries(if len.is_some() { Place::Element } else { Place::Field })
    }

    fn serialize_struct(self, _name: &'static str, _len: usize) -> Result<Entries<'w>, CodecError> {
        self.entries(Place::Field)
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Entries<'w>, CodecError> {
        self.entries(Place::Field)?.variant_entries(variant)
    }
}
