//! ULIDs of the `ulid` crate: as text in their usual upper-case form, in keys of type B as 16 bytes.

use std::borrow::Cow;

use std::sync::{Mutex, PoisonError};

use ulid::{Generator, ULID_LEN, Ulid};

use super::{Generate, KeyPart, Ordered};
use crate::schema::{Bytes, Shape};

/// Crockford's.
pub(super) const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

#[diagnostic::do_not_recommend]
impl KeyPart for Ulid {
    type Order = Ordered;

    const SHAPE: Shape = Shape { natural: true, binary: true, ..Shape::fixed(Bytes::of(ALPHABET), ULID_LEN) };

    fn write(&self, key: &mut String) {
        key.push_str(self.array_to_str(&mut [0; ULID_LEN]));
    }

    fn read(text: &str) -> Option<Self> {
        // Lower case, and letters taken for digits, are no key of ours.
        let ulid = Self::from_string(text).ok()?;
        (ulid.array_to_str(&mut [0; ULID_LEN]) == text).then_some(ulid)
    }

    fn binary(&self) -> Option<Cow<'_, [u8]>> {
        Some(Cow::Owned(self.to_bytes().to_vec()))
    }

    fn from_binary(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self::from_bytes)
    }
}

/// Ids of one process are in the order they are made in.
#[diagnostic::do_not_recommend]
impl Generate for Ulid {
    fn generate() -> Self {
        static GENERATOR: Mutex<Generator> = Mutex::new(Generator::new());
        let mut generator = GENERATOR.lock().unwrap_or_else(PoisonError::into_inner);
        // It fails only where a millisecond has no further ids, which takes more of them than anybody makes.
        generator.generate().unwrap_or_else(|_| Self::new())
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
        fn ulids_sort_as_their_text_does(a: u128, b: u128) {
            let text = |number| {
                let mut text = String::new();
                Ulid(number).write(&mut text);
                text
            };
            prop_assert_eq!(text(a).cmp(&text(b)), a.cmp(&b));
            prop_assert_eq!(Ulid::read(&text(a)), Some(Ulid(a)));
            prop_assert_eq!(Ulid(a).binary().cmp(&Ulid(b).binary()), a.cmp(&b));
            prop_assert_eq!(Ulid::from_binary(&Ulid(a).binary().unwrap()), Some(Ulid(a)));
        }
    }

    #[test]
    fn other_spellings_are_not_read() {
        assert!(Ulid::read("01ARZ3NDEKTSV4RRFFQ69G5FAV").is_some());
        assert_eq!(Ulid::read("01arz3ndektsv4rrffq69g5fav"), None);
        assert_eq!(Ulid::read("01ARZ3NDEKTSV4RRFFQ69G5FA"), None);
    }

    #[test]
    fn generated_ulids_are_in_order() {
        let ids: Vec<Ulid> = std::iter::repeat_with(Ulid::generate).take(1000).collect();
        assert!(ids.is_sorted_by(|a, b| a < b) && !Generate::is_nil(&ids[0]));
        assert!(Generate::is_nil(&Ulid::default()));
    }
}
