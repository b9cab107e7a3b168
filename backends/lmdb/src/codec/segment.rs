//! Segments of a scan: even ranges of the hash that every partition starts with.

use dynamo_model::request::Segment;

/// The bits of a hash.
const HASH_BITS: u32 = 32;

/// The rows of one segment of a table or index: those from `low` up to, and without, `high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rows {
    pub(crate) low: [u8; 8],
    pub(crate) high: [u8; 8],
}

impl Rows {
    /// Finds the rows of a segment; all rows of the table or index if `None`.
    pub(crate) fn of(id: u32, segment: Option<Segment>) -> Self {
        let segment = segment.unwrap_or(Segment { number: 0, total: 1 });
        let (number, total) = (u64::from(segment.number), u64::from(segment.total).max(1));
        // The hash after the last one carries over into the id: the end of the last segment is the next id.
        let row = |hash: u64| (u64::from(id) << HASH_BITS).saturating_add(hash).to_be_bytes();
        Self { low: row(first_hash(number, total)), high: row(first_hash(number + 1, total)) }
    }

    /// Whether a row with this key is one of them.
    pub(crate) fn contain(&self, key: &[u8]) -> bool {
        self.low.as_slice() <= key && key < self.high.as_slice()
    }
}

fn first_hash(number: u64, total: u64) -> u64 {
    (number << HASH_BITS).div_ceil(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_cover_every_hash_once() {
        for total in [1, 2, 3, 7, 1000, 999_983, 1_000_000] {
            let of = |number| Rows::of(5, Some(Segment { number, total }));
            assert_eq!(of(0).low, Rows::of(5, None).low);
            assert_eq!(of(total - 1).high, Rows::of(5, None).high);
            for number in 1..total {
                assert_eq!(of(number - 1).high, of(number).low, "{number} of {total}");
                assert!(of(number).low < of(number).high, "{number} of {total}");
            }
        }
    }

    #[test]
    fn all_rows_of_an_id_and_no_others_are_in_it() {
        let rows = Rows::of(5, None);
        let key = |id: u32, hash: u32| [id.to_be_bytes(), hash.to_be_bytes()].concat();
        assert!(rows.contain(&key(5, 0)) && rows.contain(&key(5, u32::MAX)));
        assert!(rows.contain(&[key(5, u32::MAX), vec![255; 9]].concat()));
        assert!(!rows.contain(&key(4, u32::MAX)) && !rows.contain(&key(6, 0)));
    }
}
