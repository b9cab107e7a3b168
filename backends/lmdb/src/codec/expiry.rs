//! Keys of rows that order items by when they expire.
//!
//! ```text
//! expiry id(u32 BE) milliseconds since 1970(u64 BE) the item's key without the table id
//! ```

use dynamo_model::value::Number;

const ID: usize = 4;
const TIME: usize = 8;

/// Makes the key of a row.
pub(crate) fn key(id: u32, at: u64, item_key: &[u8]) -> Vec<u8> {
    let mut key = first(id, at);
    key.extend_from_slice(item_key.get(ID..).unwrap_or_default());
    key
}

/// Makes what the keys of all rows with this time start with.
pub(crate) fn first(id: u32, at: u64) -> Vec<u8> {
    [id.to_be_bytes().as_slice(), at.to_be_bytes().as_slice()].concat()
}

/// Returns the key of the item that a row stands for.
pub(crate) fn item_key(table: u32, key: &[u8]) -> Vec<u8> {
    [table.to_be_bytes().as_slice(), key.get(ID + TIME..).unwrap_or_default()].concat()
}

/// Turns an attribute's seconds into milliseconds, rounded up: nothing expires early. `None` if that is before 1970, or
/// later than anyone will see.
pub(crate) fn milliseconds(seconds: Number) -> Option<u64> {
    let exact = seconds.mantissa();
    let shift = i32::from(seconds.exponent()) + 3;
    let milliseconds = match u32::try_from(shift) {
        Ok(up) => exact.checked_mul(10_i128.checked_pow(up)?)?,
        Err(_) => divided(exact, shift.unsigned_abs()),
    };
    u64::try_from(milliseconds).ok()
}

/// Divides by a power of ten, rounding up.
fn divided(exact: i128, digits: u32) -> i128 {
    match 10_i128.checked_pow(digits) {
        Some(power) => exact.div_euclid(power) + i128::from(exact.rem_euclid(power) > 0),
        None => i128::from(exact > 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<u64> {
        milliseconds(text.parse().unwrap())
    }

    #[test]
    fn seconds_become_milliseconds_rounded_up() {
        assert_eq!(of("0"), Some(0));
        assert_eq!(of("1700000000"), Some(1_700_000_000_000));
        assert_eq!(of("1.7e9"), Some(1_700_000_000_000));
        assert_eq!(of("1700000000.0001"), Some(1_700_000_000_001));
        assert_eq!(of("0.0000001"), Some(1));
        assert_eq!(of("1e-130"), Some(1));
    }

    #[test]
    fn times_before_1970_and_beyond_all_measure_never_come() {
        for text in ["-1", "-1700000000", "1e30", "9e125", "99999999999999999999999999999999999999"] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn a_row_leads_back_to_its_item() {
        let item = [0, 0, 0, 7, 1, 2, 3];
        let row = key(9, 5, &item);
        assert_eq!(item_key(7, &row), item);
        assert!(row.starts_with(&first(9, 5)) && row < first(9, 6));
    }
}
