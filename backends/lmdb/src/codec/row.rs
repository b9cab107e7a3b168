//! Rows: an item with its size, sealed.
//!
//! ```text
//! crc32 size(u32 LE) item
//! ```

use dynamo_model::value::ItemRef;
use dynamo_model::{Error, ErrorKind, Result};

use super::sealed::{LONGEST, damaged, seal, unseal};

/// Checksum and size.
const HEAD: usize = 8;

/// A stored item and its size as the service counts it, so that queries need not count again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'t> {
    pub(crate) item: ItemRef<'t>,
    pub(crate) size: usize,
}

/// Makes the bytes of a row. What could not be read again is not written: nothing within the service's limits is as long.
pub(crate) fn encode(key: &[u8], item: ItemRef<'_>, size: usize) -> Result<Vec<u8>> {
    let length = HEAD + item.as_bytes().len();
    if length > LONGEST {
        return Err(Error::new(
            ErrorKind::Storage,
            format!("a row of {length} bytes is too long to be stored"),
        ));
    }
    Ok(seal(key, length, |out| {
        out.extend_from_slice(&u32::try_from(size).unwrap_or(u32::MAX).to_le_bytes());
        out.extend_from_slice(item.as_bytes());
    }))
}

/// Reads the row found under `key`, if it is what was written there.
pub(crate) fn decode<'t>(key: &[u8], bytes: &'t [u8]) -> Result<Row<'t>> {
    let (size, item) = unseal(key, bytes)?.split_first_chunk::<4>().ok_or_else(damaged)?;
    let size = usize::try_from(u32::from_le_bytes(*size)).map_err(|_| damaged())?;
    Ok(Row { item: ItemRef::new(item), size })
}

#[cfg(test)]
mod tests {
    use dynamo_model::value::Item;

    use super::*;

    #[test]
    fn a_row_keeps_the_item_and_its_size() {
        let item = Item::from_iter([("PK", "c#1"), ("name", "Ada")]);
        let bytes = encode(b"key", item.view(), 42).unwrap();
        let row = decode(b"key", &bytes).unwrap();
        assert_eq!((row.item, row.size), (item.view(), 42));
    }

    #[test]
    fn the_longest_row_can_be_read_again_and_a_longer_one_is_not_written() {
        let text = |length: usize| Item::from_iter([("t", "x".repeat(length))]);
        let around = text(100).as_bytes().len() - 100;
        // Lengths of long texts take more bytes than that of a short one.
        let longest = text(LONGEST - HEAD - around - 3);
        let bytes = encode(b"key", longest.view(), 1).unwrap();
        assert!(bytes.len() > LONGEST - 8 && decode(b"key", &bytes).is_ok());
        assert!(encode(b"key", text(LONGEST).view(), 1).unwrap_err().is_storage());
    }
}
