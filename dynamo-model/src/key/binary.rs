//! Bytes: parts that stand alone in key attributes of type B, and have no text.

use std::borrow::Cow;

use super::{KeyPart, Octets};
use crate::schema::{Bytes, Shape};
use crate::value::Binary;

/// The shape of bytes that serde stores as a list, which is no key attribute.
const LISTED: Shape = Shape { text: false, natural: false, binary: true, ..Shape::over(Bytes::NONE) };

macro_rules! bytes_without_text {
    () => {
        fn write(&self, _key: &mut String) {}

        fn read(_text: &str) -> Option<Self> {
            None
        }

        fn binary(&self) -> Option<Cow<'_, [u8]>> {
            Some(Cow::Borrowed(self.as_ref()))
        }
    };
}

#[diagnostic::do_not_recommend]
impl KeyPart for Binary {
    type Order = Octets;

    const SHAPE: Shape = Shape { natural: true, ..LISTED };

    bytes_without_text!();

    fn from_binary(bytes: &[u8]) -> Option<Self> {
        Some(Self::from(bytes))
    }
}

#[diagnostic::do_not_recommend]
impl KeyPart for Vec<u8> {
    type Order = Octets;

    const SHAPE: Shape = LISTED;

    bytes_without_text!();

    fn from_binary(bytes: &[u8]) -> Option<Self> {
        Some(bytes.to_vec())
    }
}

#[diagnostic::do_not_recommend]
impl<const N: usize> KeyPart for [u8; N] {
    type Order = Octets;

    const SHAPE: Shape = LISTED;

    bytes_without_text!();

    fn from_binary(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok()
    }
}
