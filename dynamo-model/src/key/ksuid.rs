//! KSUIDs: ids of 20 bytes, a time in seconds and 16 random bytes, whose text of 27 characters sorts as they do.

use std::fmt;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Generate, KeyPart, Ordered};
use crate::schema::{Bytes, Shape};

pub(super) const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// The characters of a text.
const LENGTH: usize = 27;
/// The bytes of an id.
const BYTES: usize = 20;
/// When KSUIDs begin, in seconds of Unix time: 2014-05-13.
const EPOCH: u64 = 1_400_000_000;

/// A K-sortable unique id, in the public format of that name.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use dynamo_model::key::{Generate, Ksuid};
///
/// let id: Ksuid = "0ujtsYcgvSTl8PAuAdqWYSMnLOv".parse()?;
/// assert_eq!(id.time(), UNIX_EPOCH + Duration::from_secs(1_507_608_047));
/// assert_eq!(id.to_string(), "0ujtsYcgvSTl8PAuAdqWYSMnLOv");
/// assert!(Ksuid::generate() < Ksuid::generate());
/// # Ok::<(), dynamo_model::key::KsuidError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ksuid([u8; BYTES]);

/// A text that is no KSUID: it has not 27 characters of `0-9A-Za-z`, or is beyond the largest one.
///
/// ```
/// use dynamo_model::key::{Ksuid, KsuidError};
///
/// assert_eq!("0ujtsYcgvSTl8PAu".parse::<Ksuid>(), Err(KsuidError));
/// assert!(KsuidError.to_string().contains("27 characters"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KsuidError;

impl Ksuid {
    /// Makes an id of its bytes.
    ///
    /// ```
    /// use dynamo_model::key::Ksuid;
    ///
    /// assert_eq!(Ksuid::from_bytes([7; 20]).as_bytes(), &[7; 20]);
    /// ```
    #[must_use]
    pub const fn from_bytes(bytes: [u8; BYTES]) -> Self {
        Self(bytes)
    }

    /// Returns the bytes.
    ///
    /// ```
    /// use dynamo_model::key::{Generate as _, Ksuid};
    ///
    /// let id = Ksuid::generate();
    /// assert_eq!(Ksuid::from_bytes(*id.as_bytes()), id);
    /// assert!(id.time() <= std::time::SystemTime::now());
    /// ```
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; BYTES] {
        &self.0
    }

    /// Returns when it was made, to the second.
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    ///
    /// use dynamo_model::key::Ksuid;
    ///
    /// // The first four bytes count the seconds since May 2014.
    /// let first = Ksuid::from_bytes([0; 20]).time();
    /// let mut bytes = [0; 20];
    /// bytes[3] = 90;
    /// assert_eq!(Ksuid::from_bytes(bytes).time(), first + Duration::from_secs(90));
    /// assert!(first < SystemTime::now());
    /// ```
    #[must_use]
    pub fn time(&self) -> SystemTime {
        let [a, b, c, d, ..] = self.0;
        let seconds = u64::from(u32::from_be_bytes([a, b, c, d]));
        SystemTime::UNIX_EPOCH + Duration::from_secs(EPOCH + seconds)
    }

    /// Makes an id of this time, with random bytes.
    fn random_at(time: SystemTime) -> Self {
        let seconds = time.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let seconds = u32::try_from(seconds.saturating_sub(EPOCH)).unwrap_or(u32::MAX);
        let mut bytes = [0; BYTES];
        let (head, payload) = bytes.split_at_mut(4);
        head.copy_from_slice(&seconds.to_be_bytes());
        // Systems without randomness are none that this runs on; the successor of the last id is new in any case.
        let _ = getrandom::fill(payload);
        Self(bytes)
    }

    /// The next larger id.
    fn successor(mut self) -> Self {
        for byte in self.0.iter_mut().rev() {
            *byte = byte.wrapping_add(1);
            if *byte != 0 {
                break;
            }
        }
        self
    }

    fn text(&self) -> [u8; LENGTH] {
        let mut number = self.0;
        let mut text = [b'0'; LENGTH];
        for digit in text.iter_mut().rev() {
            // Long division by 62, in place.
            let rest = number.iter_mut().fold(0_u32, |rest, byte| {
                let value = (rest << 8) | u32::from(*byte);
                *byte = (value / 62) as u8;
                value % 62
            });
            *digit = ALPHABET.get(rest as usize).copied().unwrap_or(b'0');
        }
        text
    }
}

/// Ids of one process are in the order they are made in.
#[diagnostic::do_not_recommend]
impl Generate for Ksuid {
    fn generate() -> Self {
        static LAST: Mutex<Ksuid> = Mutex::new(Ksuid([0; BYTES]));
        let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
        *last = Self::random_at(SystemTime::now()).max(last.successor());
        *last
    }

    fn is_nil(&self) -> bool {
        *self == Self::default()
    }
}

#[diagnostic::do_not_recommend]
impl KeyPart for Ksuid {
    type Order = Ordered;

    const SHAPE: Shape = Shape {
        natural: true,
        ..Shape::fixed(
            Bytes::range(b'0', b'9').union(Bytes::range(b'A', b'Z')).union(Bytes::range(b'a', b'z')),
            LENGTH,
        )
    };

    fn write(&self, key: &mut String) {
        key.extend(self.text().map(char::from));
    }

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl FromStr for Ksuid {
    type Err = KsuidError;

    fn from_str(text: &str) -> Result<Self, KsuidError> {
        if text.len() != LENGTH {
            return Err(KsuidError);
        }
        let mut number = [0_u8; BYTES];
        for character in text.bytes() {
            let digit = ALPHABET.iter().position(|letter| *letter == character).ok_or(KsuidError)?;
            let mut carry = digit as u32;
            for byte in number.iter_mut().rev() {
                let value = u32::from(*byte) * 62 + carry;
                *byte = value as u8;
                carry = value >> 8;
            }
            if carry != 0 {
                return Err(KsuidError);
            }
        }
        Ok(Self(number))
    }
}

impl fmt::Display for Ksuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(LENGTH);
        self.write(&mut text);
        f.pad(&text)
    }
}

impl fmt::Display for KsuidError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a KSUID: 27 characters of 0-9, A-Z and a-z are expected")
    }
}

impl std::error::Error for KsuidError {}

impl Serialize for Ksuid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Ksuid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ksuids_sort_as_their_text_does(a: [u8; BYTES], b: [u8; BYTES]) {
            let (a, b) = (Ksuid(a), Ksuid(b));
            prop_assert_eq!(a.to_string().cmp(&b.to_string()), a.cmp(&b));
            prop_assert_eq!(Ksuid::read(&a.to_string()), Some(a));
        }
    }

    #[test]
    fn texts_are_those_of_the_public_format() {
        assert_eq!(Ksuid::default().to_string(), "000000000000000000000000000");
        assert_eq!(Ksuid([255; BYTES]).to_string(), "aWgEPTl1tmebfsQzFP4bxwgy80V");
        assert_eq!(Ksuid::read("aWgEPTl1tmebfsQzFP4bxwgy80W"), None);
        assert_eq!(Ksuid::read("0ujtsYcgvSTl8PAuAdqWYSMnLO"), None);
        assert_eq!(Ksuid::read("0ujtsYcgvSTl8PAuAdqWYSMnLO-"), None);
    }

    #[test]
    fn generated_ksuids_are_in_order() {
        let ids: Vec<Ksuid> = std::iter::repeat_with(Ksuid::generate).take(1000).collect();
        assert!(ids.is_sorted_by(|a, b| a < b));
        assert_eq!(Ksuid([255; BYTES]).successor(), Ksuid::default());
    }
}
