//! Map keys as attribute names.

use serde::ser::{Impossible, Serialize, Serializer};

use super::{CodecError, entries::Entries};

/// Writes a key as the name of the entry that follows.
pub(super) struct KeySerializer<'e, 'w>(pub(super) &'e mut Entries<'w>);

fn refuse<T>() -> Result<T, CodecError> {
    Err(CodecError::new("a map key must be a string, an integer, a bool or a unit variant"))
}

/// Keys written as their text.
macro_rules! as_text {
    ($($method:ident: $type:ty),* $(,)?) => {$(
        fn $method(self, value: $type) -> Result<(), CodecError> {
            self.0.name(&value.to_string())
        }
    )*};
}

/// Keys that have no text.
macro_rules! refused {
    ($($method:ident: $($type:ty),*;)*) => {$(
        fn $method(self $(, _: $type)*) -> Result<(), CodecError> {
            refuse()
        }
    )*};
}

macro_rules! refused_compound {
    ($($method:ident($($type:ty),*): $assoc:ident;)*) => {$(
        fn $method(self $(, _: $type)*) -> Result<Self::$assoc, CodecError> {
            refuse()
        }
    )*};
}

type Never = Impossible<(), CodecError>;

impl Serializer for KeySerializer<'_, '_> {
    type Ok = ();
    type Error = CodecError;
    type SerializeSeq = Never;
    type SerializeTuple = Never;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Never;
    type SerializeStruct = Never;
    type SerializeStructVariant = Never;

    as_text! {
        serialize_bool: bool, serialize_char: char,
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128,
    }

    refused! {
        serialize_f32: f32;
        serialize_f64: f64;
        serialize_bytes: &[u8];
        serialize_none:;
        serialize_unit:;
        serialize_unit_struct: &'static str;
    }

    refused_compound! {
        serialize_seq(Option<usize>): SerializeSeq;
        serialize_tuple(usize): SerializeTuple;
        serialize_tuple_struct(&'static str, usize): SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize): SerializeTupleVariant;
        serialize_map(Option<usize>): SerializeMap;
        serialize_struct(&'static str, usize): SerializeStruct;
        serialize_struct_variant(&'static str, u32, &'static str, usize): SerializeStructVariant;
    }

    fn serialize_str(self, name: &str) -> Result<(), CodecError> {
        self.0.name(name)
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<(), CodecError> {
        self.0.name(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<(), CodecError> {
        value.serialize(self)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), CodecError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _value: &T,
    ) -> Result<(), CodecError> {
        refuse()
    }
}
