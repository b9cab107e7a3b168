//! Compressed bodies.

use std::io::{self, Read as _, Write as _};

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
    pub(super) fn unpack(self, body: &[u8], most: usize) -> io::Result<Vec<u8>> {
        let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
        let mut unpacked = Vec::new();
        match self {
            Self::Gzip => MultiGzDecoder::new(body).take(limit).read_to_end(&mut unpacked)?,
            Self::Deflate => ZlibDecoder::new(body).take(limit).read_to_end(&mut unpacked)?,
        };
        if unpacked.len() > most {
            return Err(io::Error::other("the body is too large"));
        }
        Ok(unpacked)
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
            assert!(encoding.unpack(&packed, 9_999).is_err());
            assert!(encoding.unpack(b"plain", 100).is_err());
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
