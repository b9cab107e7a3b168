//! How much capacity an operation consumes.

use dynamo_model::request::Capacity;
use dynamo_model::value::ItemRef;

/// Bytes one strongly consistent read unit pays for.
const READ_UNIT: usize = 4096;
/// Bytes one write unit pays for.
const WRITE_UNIT: usize = 1024;
/// The least bytes that anything done to a vector index is charged for.
const LEAST_VECTOR_BYTES: usize = 1024;

/// Charges a read of `bytes`: one item, or all items of a page together. Nothing found costs as much as one unit.
pub(crate) fn read_units(bytes: usize, consistent: bool) -> Capacity {
    let units = read_count(bytes);
    if consistent { Capacity::from_units(units) } else { Capacity::from_halves(units) }
}

/// Counts the read units that pay for `bytes` once.
pub(crate) fn read_count(bytes: usize) -> u64 {
    units(bytes, READ_UNIT)
}

/// Charges a write to the table by the larger of the sizes before and after.
///
/// A condition that fails costs as much as a write of the item that stands.
pub(crate) fn write_units(old: Option<usize>, new: Option<usize>) -> Capacity {
    Capacity::from_units(units(old.max(new).unwrap_or(0), WRITE_UNIT))
}

/// Charges a write for what it does to one index, given the entries before and after as the index holds them.
pub(crate) fn index_write(old: Option<ItemRef<'_>>, new: Option<ItemRef<'_>>, key_changed: bool) -> Capacity {
    match (old, new) {
        (Some(old), Some(new)) if old == new => Capacity::default(),
        (Some(old), Some(new)) if key_changed => entry_units(old) + entry_units(new),
        (Some(old), Some(new)) => entry_units(old).max(entry_units(new)),
        (Some(entry), None) | (None, Some(entry)) => entry_units(entry),
        (None, None) => Capacity::default(),
    }
}

/// Charges a vector index for a write, given what it holds of the item before and after, in bytes.
pub(crate) fn vector_write(sizes: [Option<usize>; 2], key_changed: bool) -> u64 {
    let [old, new] = sizes.map(|size| size.map(vector_bytes));
    if key_changed { old.unwrap_or(0) + new.unwrap_or(0) } else { old.max(new).unwrap_or(0) }
}

/// Charges a search, whatever it goes through: for the dimensions of its vector, and for what it returns.
///
/// The service's figures for one search differ from one call to the next; this is about what they come to.
pub(crate) fn vector_search(dimensions: u32, returned: usize) -> u64 {
    let dimensions = usize::try_from(dimensions).unwrap_or(usize::MAX);
    vector_bytes((dimensions.saturating_mul(88) / 5).saturating_add(returned))
}

fn vector_bytes(bytes: usize) -> u64 {
    u64::try_from(bytes.max(LEAST_VECTOR_BYTES)).unwrap_or(u64::MAX)
}

fn entry_units(entry: ItemRef<'_>) -> Capacity {
    Capacity::from_units(units(entry.size(), WRITE_UNIT))
}

fn units(bytes: usize, unit: usize) -> u64 {
    u64::try_from(bytes.div_ceil(unit)).unwrap_or(u64::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use dynamo_model::value::Item;

    fn item(bytes: usize) -> Item {
        Item::from_iter([("k", "x".repeat(bytes - 1))])
    }

    #[test]
    fn reads_round_up_to_four_kilobytes_and_cost_half_when_eventual() {
        for (bytes, units) in [(0, 1), (1, 1), (4096, 1), (4097, 2), (1_048_576, 256)] {
            assert_eq!(read_units(bytes, true), Capacity::from_units(units), "{bytes}");
            assert_eq!(read_units(bytes, false), Capacity::from_halves(units), "{bytes}");
        }
    }

    #[test]
    fn writes_cost_the_larger_of_both_sizes() {
        assert_eq!(write_units(None, None), Capacity::from_units(1));
        assert_eq!(write_units(Some(3000), Some(10)), Capacity::from_units(3));
        assert_eq!(write_units(Some(10), Some(1024)), Capacity::from_units(1));
        assert_eq!(write_units(None, Some(1025)), Capacity::from_units(2));
    }

    #[test]
    fn an_index_charges_what_changes_in_it() {
        let (small, large) = (item(100), item(2000));
        let (small, large) = (Some(small.view()), Some(large.view()));
        let cases = [
            (None, None, false, 0),
            (None, small, false, 1),
            (large, None, false, 2),
            (small, small, false, 0),
            (small, large, false, 2),
            (small, large, true, 3),
        ];
        for (old, new, key_changed, units) in cases {
            assert_eq!(index_write(old, new, key_changed), Capacity::from_units(units));
        }
    }

    #[test]
    fn a_vector_index_charges_a_kilobyte_at_least() {
        assert_eq!(vector_write([None, Some(40)], false), 1024);
        assert_eq!(vector_write([Some(4111), Some(2000)], false), 4111);
        assert_eq!(vector_write([Some(4111), Some(2000)], true), 6111);
        assert_eq!(vector_write([None, None], false), 0);
        assert_eq!((vector_search(8, 100), vector_search(768, 500)), (1024, 14_016));
    }

    #[test]
    fn attribute_order_alone_changes_nothing_in_an_index() {
        let one = Item::from_iter([("a", 1), ("b", 2)]);
        let other = Item::from_iter([("b", 2), ("a", 1)]);
        assert!(index_write(Some(one.view()), Some(other.view()), false).is_zero());
    }
}
