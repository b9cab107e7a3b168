//! Bytes: parts that stand alone in key attributes of type B, and have no text.

use std::borrow::Cow;

use super::{KeyPart, Octets};
use crate::schema::{Bytes, Shape};
use crate::value::Binary;

const BYTES: Shape = Shape { text: false, natural: false, binary: true, ..Shape::over(Bytes::NONE) };

macro_rules! bytes {
    ($([$($generics:tt)*] $ty:ty, natural: $natural:literal, |$bytes:ident| $read:expr;)*) => {$(
        impl<$($generics)*> KeyPart for $ty {
            type Order = Octets;

            const SHAPE: Shape = Shape { natural: $natural, ..BYTES };

            fn write(&self, _key: &mut String) {}

            fn read(_text: &str) -> Option<Self> {
                None
            }

            fn binary(&self) -> Option<Cow<'_, [u8]>> {
                Some(Cow::Borrowed(self.as_ref()))
            }

            fn from_binary($bytes: &[u8]) -> Option<Self> {
                $read
            }
        }
    )*};
}

// serde stores vectors and arrays as lists, which are no key attributes.
bytes! {
    [] Binary, natural: true, |bytes| Some(Self::from(bytes));
    [] Vec<u8>, natural: false, |bytes| Some(bytes.to_vec());
    [const N: usize] [u8; N], natural: false, |bytes| bytes.try_into().ok();
}
