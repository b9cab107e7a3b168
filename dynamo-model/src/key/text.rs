use std::borrow::Cow;

use super::{KeyPart, Ordered, Text};
use crate::schema::{Bytes, Integer, Shape};
use crate::value::Binary;

impl KeyPart for String {
    type Order = Text;

    const SHAPE: Shape = Shape::TEXT;

    fn write(&self, key: &mut String) {
        key.push_str(self);
    }

    fn read(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl KeyPart for Cow<'static, str> {
    type Order = Text;

    const SHAPE: Shape = Shape::TEXT;

    fn write(&self, key: &mut String) {
        key.push_str(self);
    }

    fn read(text: &str) -> Option<Self> {
        Some(Cow::Owned(text.to_owned()))
    }
}

impl KeyPart for char {
    type Order = Ordered;

    const SHAPE: Shape = Shape::TEXT;

    fn write(&self, key: &mut String) {
        key.push(*self);
    }

    fn read(text: &str) -> Option<Self> {
        let mut chars = text.chars();
        chars.next().filter(|_| chars.next().is_none())
    }
}

impl KeyPart for bool {
    type Order = Ordered;

    const SHAPE: Shape = Shape::fixed(Bytes::range(b'0', b'1'), 1);

    fn write(&self, key: &mut String) {
        key.push(if *self { '1' } else { '0' });
    }

    fn read(text: &str) -> Option<Self> {
        match text {
            "0" => Some(false),
            "1" => Some(true),
            _ => None,
        }
    }
}

impl KeyPart for Binary {
    type Order = Ordered;

    const SHAPE: Shape = Shape {
        bytes: Bytes::NONE,
        width: None,
        text: false,
        natural: false,
        number: false,
        integer: Integer::No,
        binary: true,
    };

    // Binary keys stand alone in attributes of type B; they have no text.
    fn write(&self, _key: &mut String) {}

    fn read(_text: &str) -> Option<Self> {
        None
    }

    fn binary(&self) -> Option<&[u8]> {
        Some(self.as_ref())
    }

    fn from_binary(bytes: &[u8]) -> Option<Self> {
        Some(Self::from(bytes.to_vec()))
    }
}
