//! UUIDs of the `uuid` crate: as text in their usual lower-case form, in keys of type B as 16 bytes.

use std::borrow::Cow;

use uuid::Uuid;

use super::{Generate, KeyPart, Ordered};
use crate::schema::{Bytes, Shape};

#[diagnostic::do_not_recommend]
impl KeyPart for Uuid {
    type Order = Ordered;

    const SHAPE: Shape = Shape {
        natural: true,
        binary: true,
        ..Shape::fixed(Bytes::range(b'0', b'9').union(Bytes::range(b'a', b'f')).with(b'-'), 36)
    };

    fn write(&self, key: &mut String) {
        key.push_str(self.hyphenated().encode_lower(&mut Uuid::encode_buffer()));
    }

    fn read(text: &str) -> Option<Self> {
        // Other spellings of the same UUID are no key of ours.
        Self::try_parse(text)
            .ok()
            .filter(|uuid| *uuid.hyphenated().encode_lower(&mut Uuid::encode_buffer()) == *text)
    }

    fn binary(&self) -> Option<Cow<'_, [u8]>> {
        Some(Cow::Borrowed(self.as_bytes()))
    }

    fn from_binary(bytes: &[u8]) -> Option<Self> {
        Self::from_slice(bytes).ok()
    }
}

/// Version 7: ids of one process are in the order they are made in.
#[diagnostic::do_not_recommend]
impl Generate for Uuid {
    fn generate() -> Self {
        Self::now_v7()
    }

    fn is_nil(&self) -> bool {
        Self::is_nil(self)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn uuids_sort_as_their_text_does(a: u128, b: u128) {
            let text = |number| {
                let mut text = String::new();
                Uuid::from_u128(number).write(&mut text);
                text
            };
            prop_assert_eq!(text(a).cmp(&text(b)), Uuid::from_u128(a).cmp(&Uuid::from_u128(b)));
            prop_assert_eq!(Uuid::read(&text(a)), Some(Uuid::from_u128(a)));
            let (a, b) = (Uuid::from_u128(a), Uuid::from_u128(b));
            prop_assert_eq!(a.binary().cmp(&b.binary()), a.cmp(&b));
            prop_assert_eq!(Uuid::from_binary(&a.binary().unwrap()), Some(a));
        }
    }

    #[test]
    fn other_spellings_are_not_read() {
        assert_eq!(Uuid::read("67E55044-10B1-426F-9247-BB680E5FE0C8"), None);
        assert_eq!(Uuid::read("67e5504410b1426f9247bb680e5fe0c8"), None);
    }

    #[test]
    fn generated_uuids_are_in_order() {
        let ids: Vec<Uuid> = std::iter::repeat_with(Uuid::generate).take(1000).collect();
        assert!(ids.is_sorted_by(|a, b| a < b) && !Generate::is_nil(&ids[0]));
        assert!(Generate::is_nil(&Uuid::default()));
    }
}
