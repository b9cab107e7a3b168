//! Rows of vector indexes.
//!
//! ```text
//! key    index id(u32 BE) partition tie
//! row    crc32 length(u16 LE) item element(f32 LE)* filters
//!
//! partition  as in other keys, of no values where the index is one partition
//! item       the item's key without the table id, of that length
//! filters    the filter attributes that the item has, as an item
//! ```

use dynamo_model::Result;
use dynamo_model::value::{Item, ItemRef};

use super::sealed::{damaged, seal, unseal};

/// A row of a vector index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VectorRow<'t> {
    /// The item's key, without the id of its table.
    pub(crate) item: &'t [u8],
    pub(crate) elements: &'t [u8],
    pub(crate) filters: ItemRef<'t>,
}

/// Makes the bytes of a row; `item` is the item's key without the id of its table.
pub(crate) fn encode(key: &[u8], item: &[u8], elements: &[f32], filters: &Item) -> Vec<u8> {
    let length = 2 + item.len() + size_of_val(elements) + filters.as_bytes().len();
    seal(key, length, |out| {
        out.extend_from_slice(&u16::try_from(item.len()).unwrap_or(u16::MAX).to_le_bytes());
        out.extend_from_slice(item);
        elements.iter().for_each(|element| out.extend_from_slice(&element.to_le_bytes()));
        out.extend_from_slice(filters.as_bytes());
    })
}

/// Reads the row found under `key`, whose elements take so many bytes, if it is what was written there.
pub(crate) fn decode<'t>(key: &[u8], bytes: &'t [u8], elements: usize) -> Result<VectorRow<'t>> {
    let parts = |content: &'t [u8]| {
        let (length, rest) = content.split_first_chunk::<2>()?;
        let (item, rest) = rest.split_at_checked(u16::from_le_bytes(*length).into())?;
        let (elements, filters) = rest.split_at_checked(elements)?;
        Some(VectorRow { item, elements, filters: ItemRef::new(filters) })
    };
    parts(unseal(key, bytes)?).ok_or_else(damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_keeps_the_key_the_vector_and_the_filters() {
        let filters = Item::from_iter([("language", "en")]);
        let bytes = encode(b"key", b"item", &[1.0, -0.5], &filters);
        let row = decode(b"key", &bytes, 8).unwrap();
        assert_eq!((row.item, row.filters), (&b"item"[..], filters.view()));
        assert_eq!(row.elements, [1.0_f32.to_le_bytes(), (-0.5_f32).to_le_bytes()].concat());
    }

    #[test]
    fn a_row_of_fewer_dimensions_is_damaged() {
        let bytes = encode(b"key", b"item", &[1.0], &Item::new());
        assert!(decode(b"key", &bytes, 4).is_ok());
        assert!(decode(b"key", &bytes, 8).unwrap_err().is_storage());
        assert!(decode(b"other", &bytes, 4).unwrap_err().is_storage());
    }
}
