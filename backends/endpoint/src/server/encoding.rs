//! Compressed bodies.

use std::io::{Read, Write as _};

use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::read::ZlibDecoder;
use flate2::write::{GzEncoder, ZlibEncoder};

/// Answers shorter than this are sent as they are.
const SHORTEST: usize = 4096;

/// How a body is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Gzip,
    Deflate,
}

/// Why a body is not unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packed {
    TooLarge,
    /// It is not compressed as it says.
    Garbled,
}

impl Encoding {
    /// Finds the encoding of a request; an error is one that is not known.
    pub(super) fn named(name: &str) -> Result<Option<Self>, ()> {
        match name.trim() {
            "" | "identity" => Ok(None),
            "gzip" | "x-gzip" => Ok(Some(Self::Gzip)),
            "deflate" => Ok(Some(Self::Deflate)),
            _ => Err(()),
        }
    }

    /// Picks the encoding of an answer from those a client accepts: the one of the highest quality, and
    /// the first of several. `*` stands for those that are not named.
    pub(super) fn accepted(accepted: &str) -> Option<Self> {
        let choices = || accepted.split(',').map(Choice::read);
        let named = choices().filter_map(|choice| Some((Self::answering(choice.name)?, choice.quality)));
        let others = [Self::Gzip, Self::Deflate]
            .into_iter()
            .filter(|encoding| choices().all(|choice| Self::answering(choice.name) != Some(*encoding)));
        let any = choices().find(|choice| choice.name == "*").map_or(0.0, |choice| choice.quality);
        let best = named
            .chain(others.map(|encoding| (encoding, any)))
            .reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.filter(|(_, quality)| *quality > 0.0).map(|(encoding, _)| encoding)
    }

    /// Finds the encoding of an answer; it has no other names.
    fn answering(name: &str) -> Option<Self> {
        [Self::Gzip, Self::Deflate].into_iter().find(|encoding| name.eq_ignore_ascii_case(encoding.as_str()))
    }

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Deflate => "deflate",
        }
    }

    /// Unpacks a body of at most so many bytes.
    ///
    /// # Errors
    ///
    /// A body that is not compressed like this, or that is larger.
    pub(super) fn unpack(self, body: &[u8], most: usize) -> Result<Vec<u8>, Packed> {
        match self {
            Self::Gzip => unpack_members(body, most),
            Self::Deflate => unpack(ZlibDecoder::new(body), most),
        }
    }

    /// Packs a body, if that is worth it.
    pub(super) fn pack(self, body: &[u8]) -> Option<Vec<u8>> {
        if body.len() < SHORTEST {
            return None;
        }
        let packed = match self {
            Self::Gzip => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
                encoder.write_all(body).and_then(|()| encoder.finish())
            }
            Self::Deflate => {
                let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
                encoder.write_all(body).and_then(|()| encoder.finish())
            }
        };
        packed.ok()
    }
}

/// One of the encodings that a client accepts.
struct Choice<'a> {
    name: &'a str,
    /// At most 1, which it is also if it is none or cannot be read.
    quality: f32,
}

impl<'a> Choice<'a> {
    fn read(text: &'a str) -> Self {
        let mut parts = text.split(';');
        let name = parts.next().unwrap_or_default().trim();
        let quality = parts
            .filter_map(|part| part.split_once('='))
            .find(|(parameter, _)| parameter.trim() == "q")
            .and_then(|(_, quality)| quality.trim().parse().ok());
        Self { name, quality: quality.map_or(1.0, |quality: f32| quality.min(1.0)) }
    }
}

/// Unpacks one compressed file after another; as the service does, it ignores what begins like none behind the first.
fn unpack_members(body: &[u8], most: usize) -> Result<Vec<u8>, Packed> {
    let mut decoder = GzDecoder::new(body);
    let mut unpacked = Vec::new();
    loop {
        let left = most.saturating_sub(unpacked.len());
        unpacked.extend(unpack(&mut decoder, left)?);
        decoder = GzDecoder::new(decoder.into_inner());
        if decoder.header().is_none() {
            return Ok(unpacked);
        }
    }
}

fn unpack(decoder: impl Read, most: usize) -> Result<Vec<u8>, Packed> {
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let mut unpacked = Vec::new();
    decoder.take(limit).read_to_end(&mut unpacked).map_err(|_| Packed::Garbled)?;
    if unpacked.len() > most { Err(Packed::TooLarge) } else { Ok(unpacked) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked_up_to_a_limit() {
        let body = "ab".repeat(5_000).into_bytes();
        for encoding in [Encoding::Gzip, Encoding::Deflate] {
            let packed = encoding.pack(&body).unwrap();
            assert!(packed.len() < 200);
            assert_eq!(encoding.unpack(&packed, 10_000).unwrap(), body);
            assert_eq!(encoding.unpack(&packed, 9_999), Err(Packed::TooLarge));
            assert_eq!(encoding.unpack(b"plain", 100), Err(Packed::Garbled));
        }
        assert_eq!(Encoding::Gzip.pack(b"short"), None);
    }

    #[test]
    fn what_is_packed_in_parts_is_put_together_and_what_follows_them_is_ignored() {
        let part = |text: &str| Encoding::Gzip.pack(text.repeat(5_000).as_bytes()).unwrap();
        let whole = [part("a"), part("b")].concat();
        let body = ["a".repeat(5_000), "b".repeat(5_000)].concat().into_bytes();
        assert_eq!(Encoding::Gzip.unpack(&whole, 10_000).unwrap(), body);
        assert_eq!(Encoding::Gzip.unpack(&whole, 9_999), Err(Packed::TooLarge));
        assert_eq!(Encoding::Gzip.unpack(&[&whole, &b"junk"[..]].concat(), 10_000).unwrap(), body);
        assert_eq!(Encoding::Gzip.unpack(&whole[..whole.len() - 1], 10_000), Err(Packed::Garbled));
        assert_eq!(Encoding::Gzip.unpack(b"", 10_000), Err(Packed::Garbled));
    }

    #[test]
    fn of_the_encodings_accepted_the_first_of_the_highest_quality_is_taken() {
        for (accepted, encoding) in [
            ("br, gzip;q=0.5, deflate", Some(Encoding::Deflate)),
            ("gzip, deflate", Some(Encoding::Gzip)),
            ("br, identity, deflate, gzip", Some(Encoding::Deflate)),
            ("dog, GZIP ,, cat", Some(Encoding::Gzip)),
            ("gzip;q=0, deflate; q = 0.5", Some(Encoding::Deflate)),
            ("gzip;q=0.5, identity;q=0.8", Some(Encoding::Gzip)),
            ("gzip;q=0, gzip;q=1, gzip;q=0", Some(Encoding::Gzip)),
            ("gzip;q=0.0001", Some(Encoding::Gzip)),
            ("identity", None),
            ("", None),
            ("gzip ;q=0", None),
            ("x-gzip", None),
            ("\"gzip\"", None),
            ("gzip br", None),
        ] {
            assert_eq!(Encoding::accepted(accepted), encoding, "{accepted}");
        }
    }

    #[test]
    fn an_asterisk_stands_for_the_encodings_that_are_not_named() {
        for (accepted, encoding) in [
            ("*", Some(Encoding::Gzip)),
            ("*, deflate;q=0.5", Some(Encoding::Gzip)),
            ("*, deflate", Some(Encoding::Deflate)),
            ("*, gzip;q=0.5", Some(Encoding::Deflate)),
            ("*;q=0.5, identity", Some(Encoding::Gzip)),
            ("br;q=0.8, *;q=0", None),
        ] {
            assert_eq!(Encoding::accepted(accepted), encoding, "{accepted}");
        }
    }

    #[test]
    fn qualities_that_are_none_are_the_highest() {
        for (accepted, encoding) in [
            ("gzip;q=31, deflate;q=51", Some(Encoding::Gzip)),
            ("deflate;q=0.5, gzip;q=1;q=0.2", Some(Encoding::Gzip)),
            ("deflate;q=0.5, gzip;q=0.x", Some(Encoding::Gzip)),
            ("deflate;q=0.5, gzip;q=0.", Some(Encoding::Deflate)),
            ("deflate;q=-0.5, gzip;q=0.2", Some(Encoding::Gzip)),
            ("gzip;nq=1;q=0 ", None),
            ("gzip:q=1", None),
        ] {
            assert_eq!(Encoding::accepted(accepted), encoding, "{accepted}");
        }
    }

    #[test]
    fn an_encoding_that_is_not_known_is_no_encoding() {
        assert_eq!(Encoding::named("br"), Err(()));
    }
}
