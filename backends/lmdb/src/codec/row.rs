//! Rows: an item with its size and a checksum.
//!
//! ```text
//! crc32(u32 LE, of all that follows) size(u32 LE) item
//! ```

use dynamo_model::value::ItemRef;
use dynamo_model::{Error, ErrorKind, Result};

const HEADER: usize = 8;

/// A stored item and its size as the service counts it, so that queries need not count again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'t> {
    pub(crate) item: ItemRef<'t>,
    pub(crate) size: usize,
}

/// Makes the bytes of a row.
pub(crate) fn encode(item: ItemRef<'_>, size: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(HEADER + item.as_bytes().len());
    out.extend_from_slice(&[0; 4]);
    out.extend_from_slice(&u32::try_from(size).unwrap_or(u32::MAX).to_le_bytes());
    out.extend_from_slice(item.as_bytes());
    let checksum = crc32fast::hash(out.get(4..).unwrap_or_default());
    if let Some(front) = out.first_chunk_mut::<4>() {
        *front = checksum.to_le_bytes();
    }
    out
}

/// Reads a row, if it is what was written.
pub(crate) fn decode(bytes: &[u8]) -> Result<Row<'_>> {
    let (checksum, checked) = bytes.split_first_chunk::<4>().ok_or_else(damaged)?;
    if crc32fast::hash(checked) != u32::from_le_bytes(*checksum) {
        return Err(damaged());
    }
    let (size, item) = checked.split_first_chunk::<4>().ok_or_else(damaged)?;
    let size = usize::try_from(u32::from_le_bytes(*size)).map_err(|_| damaged())?;
    Ok(Row { item: ItemRef::new(item), size })
}

fn damaged() -> Error {
    Error::new(
        ErrorKind::Storage,
        "a stored item is damaged: its checksum does not match; restore the database from a backup",
    )
}

#[cfg(test)]
mod tests {
    use dynamo_model::value::Item;

    use super::*;

    #[test]
    fn any_flipped_bit_is_noticed() {
        let item = Item::from_iter([("PK", "c#1"), ("name", "Ada")]);
        let bytes = encode(item.view(), 42);
        assert_eq!(decode(&bytes).unwrap().size, 42);
        assert_eq!(decode(&bytes).unwrap().item, item.view());
        for place in 0..bytes.len() {
            for bit in 0..8 {
                let mut damaged = bytes.clone();
                damaged[place] ^= 1 << bit;
                assert!(decode(&damaged).unwrap_err().is_storage());
            }
        }
        assert!(decode(&bytes[..3]).is_err());
    }
}
