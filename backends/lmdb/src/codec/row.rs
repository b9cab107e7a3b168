//! Rows: an item with its size, sealed.
//!
//! ```text
//! crc32 size(u32 LE) item
//! ```

use dynamo_model::Result;
use dynamo_model::value::ItemRef;

use super::sealed::{damaged, seal, unseal};

/// A stored item and its size as the service counts it, so that queries need not count again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'t> {
    pub(crate) item: ItemRef<'t>,
    pub(crate) size: usize,
}

/// Makes the bytes of a row.
pub(crate) fn encode(key: &[u8], item: ItemRef<'_>, size: usize) -> Vec<u8> {
    seal(key, 4 + item.as_bytes().len(), |out| {
        out.extend_from_slice(&u32::try_from(size).unwrap_or(u32::MAX).to_le_bytes());
        out.extend_from_slice(item.as_bytes());
    })
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
        let bytes = encode(b"key", item.view(), 42);
        let row = decode(b"key", &bytes).unwrap();
        assert_eq!((row.item, row.size), (item.view(), 42));
    }
}
