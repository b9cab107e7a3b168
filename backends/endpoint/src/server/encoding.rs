//! Compressed bodies.

use std::io::{Read, Write as _};

use flate2::Compression;
use flate2::read::{MultiGzDecoder, ZlibDecoder};
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

    /// Picks the encoding of an answer from those a client accepts.
    pub(super) fn accepted(accepted: &str) -> Option<Self> {
        let mut names = accepted.split(',').filter_map(|choice| {
            let mut parts = choice.split(';');
            let name = parts.next()?.trim();
            let refused = parts.any(|part| matches!(part.trim(), "q=0" | "q=0.0"));
            (!refused).then_some(name)
        });
        names.find_map(|name| Self::named(name).ok().flatten())
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
            Self::Gzip => unpack(MultiGzDecoder::new(body), most),
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
    fn clients_say_what_they_accept() {
        assert_eq!(Encoding::accepted("br, gzip;q=0.5, deflate"), Some(Encoding::Gzip));
        assert_eq!(Encoding::accepted("gzip;q=0, deflate"), Some(Encoding::Deflate));
        assert_eq!(Encoding::accepted("identity"), None);
        assert_eq!(Encoding::named("br"), Err(()));
    }
}
