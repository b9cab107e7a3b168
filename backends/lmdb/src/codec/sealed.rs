//! Bytes that notice damage: to themselves, and to the key they are found under.
//!
//! ```text
//! crc32(u32 LE, of the key and the content) content
//! ```

use dynamo_model::{Error, ErrorKind, Result};

/// Makes sealed bytes for `key`; `write` appends the content, about `capacity` bytes.
pub(crate) fn seal(key: &[u8], capacity: usize, write: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut out = Vec::with_capacity(4 + capacity);
    out.extend_from_slice(&[0; 4]);
    write(&mut out);
    let checksum = checksum(key, out.get(4..).unwrap_or_default());
    if let Some(front) = out.first_chunk_mut::<4>() {
        *front = checksum.to_le_bytes();
    }
    out
}

/// Returns the content of bytes sealed for `key`.
pub(crate) fn unseal<'t>(key: &[u8], bytes: &'t [u8]) -> Result<&'t [u8]> {
    if bytes.len() > LONGEST {
        return Err(damaged());
    }
    let (front, content) = bytes.split_first_chunk::<4>().ok_or_else(damaged)?;
    if checksum(key, content) == u32::from_le_bytes(*front) { Ok(content) } else { Err(damaged()) }
}

/// More than any row takes: a stream record of two items, each six times as long as the service counts it, which is what
/// sets of one empty string come to. A damaged length must not lead behind the end of the file.
pub(crate) const LONGEST: usize = 5 << 20;

/// The error of bytes that are not what was stored.
pub(crate) fn damaged() -> Error {
    Error::new(
        ErrorKind::Storage,
        "what is stored is damaged: its checksum does not match; restore the database from a backup",
    )
}

fn checksum(key: &[u8], content: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(key);
    hasher.update(content);
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_flipped_bit_is_noticed_in_the_key_too() {
        let (key, content) = (b"key".to_vec(), b"some content");
        let bytes = seal(&key, 12, |out| out.extend_from_slice(content));
        assert_eq!(unseal(&key, &bytes).unwrap(), content);
        for (place, bit) in (0..bytes.len()).flat_map(|place| (0..8).map(move |bit| (place, bit))) {
            let mut flipped = bytes.clone();
            flipped[place] ^= 1 << bit;
            assert!(unseal(&key, &flipped).unwrap_err().is_storage());
        }
        for (place, bit) in (0..key.len()).flat_map(|place| (0..8).map(move |bit| (place, bit))) {
            let mut flipped = key.clone();
            flipped[place] ^= 1 << bit;
            assert!(unseal(&flipped, &bytes).unwrap_err().is_storage());
        }
        assert!(unseal(&key, &bytes[..3]).is_err());
    }
}
