//! How large an item is.

use crate::expr::{SetOperand, SetValue, Update};
use crate::value::{ItemRef, Value};
use crate::{Error, Result};

/// The largest item, in the bytes the service counts.
pub(crate) const LARGEST: usize = 409_600;
/// No item counts more bytes than so many for each that it is packed into.
pub(crate) const MOST_PER_BYTE: usize = 4;
const TOO_LARGE_TO_PUT: &str = "Item size has exceeded the maximum allowed size";
pub(super) const TOO_LARGE_TO_UPDATE: &str = "Item size to update has exceeded the maximum allowed size";

/// Checks the size of an item to put.
///
/// # Errors
///
/// A validation error in the service's words.
pub fn check_put_size(item: ItemRef<'_>) -> Result<()> {
    check(item, 0, TOO_LARGE_TO_PUT)
}

/// Checks the size of an item an update made, or of what it is known to make of any item.
///
/// # Errors
///
/// A validation error in the service's words.
pub fn check_updated_size(item: ItemRef<'_>) -> Result<()> {
    check(item, 0, TOO_LARGE_TO_UPDATE)
}

/// Checks the size of an item together with its entries in local indexes: they share one limit.
///
/// # Errors
///
/// A validation error in the service's words.
pub fn check_size_with_entries(item: ItemRef<'_>, entries: usize, is_update: bool) -> Result<()> {
    check(item, entries, too_large_to(is_update))
}

/// Checks the size of an item that is known, together with that of its entries in local indexes.
///
/// # Errors
///
/// A validation error in the service's words.
pub(crate) fn check_known_size(size: usize, is_update: bool) -> Result<()> {
    if size <= LARGEST { Ok(()) } else { Err(Error::validation(too_large_to(is_update))) }
}

/// Checks the size of what an update makes of any item: it has the key, and the constants that whole attributes are set to.
///
/// # Errors
///
/// A validation error in the service's words.
pub(crate) fn check_constants_size(key: ItemRef<'_>, update: &Update) -> Result<()> {
    let size = key.size() + constants(update).map(|(name, value)| name.len() + value.size()).sum::<usize>();
    if size <= LARGEST {
        return Ok(());
    }
    Err(too_large(TOO_LARGE_TO_UPDATE, size, constants(update).map(|(name, value)| (value.size(), name))))
}

/// Returns the constants that an update sets whole attributes to.
pub(crate) fn constants(update: &Update) -> impl Iterator<Item = (&str, &Value)> {
    update.sets().iter().filter_map(|set| match &set.value {
        SetValue::Operand(SetOperand::Value(value)) if set.path.rest().is_empty() => {
            Some((set.path.root(), value))
        }
        _ => None,
    })
}

fn too_large_to(update: bool) -> &'static str {
    if update { TOO_LARGE_TO_UPDATE } else { TOO_LARGE_TO_PUT }
}

fn check(item: ItemRef<'_>, entries: usize, message: &str) -> Result<()> {
    // Few items need to be measured.
    if item.as_bytes().len().saturating_mul(MOST_PER_BYTE).saturating_add(entries) <= LARGEST {
        return Ok(());
    }
    let size = item.size() + entries;
    if size <= LARGEST {
        return Ok(());
    }
    Err(too_large(message, size, item.iter().map(|(name, value)| (value.size(), name))))
}

fn too_large<'n>(message: &str, size: usize, attributes: impl Iterator<Item = (usize, &'n str)>) -> Error {
    let (of_largest, largest) = attributes.max().unwrap_or_default();
    Error::validation(message).with_detail(format!(
        "it has {size} bytes, {of_largest} of them in `{largest}`, and {LARGEST} is the most; keep large values \
         elsewhere, or spread them over several items"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Item, Number};

    #[test]
    fn items_end_at_400_kilobytes() {
        let of = |bytes: usize| Item::from_iter([("k", "x".repeat(bytes - 1))]);
        assert!(check_put_size(of(409_600).view()).is_ok());
        let over = of(409_601);
        assert_eq!(
            check_put_size(over.view()).unwrap_err().message(),
            "Item size has exceeded the maximum allowed size"
        );
        assert_eq!(
            check_updated_size(over.view()).unwrap_err().message(),
            "Item size to update has exceeded the maximum allowed size"
        );
    }

    #[test]
    fn an_item_shares_its_limit_with_its_entries_in_local_indexes() {
        let item = Item::from_iter([("k", "x".repeat(199_999))]);
        assert!(check_size_with_entries(item.view(), 209_600, false).is_ok());
        let over = |is_update| check_size_with_entries(item.view(), 209_601, is_update).unwrap_err();
        assert_eq!(over(false).message(), TOO_LARGE_TO_PUT);
        assert_eq!(over(true).message(), TOO_LARGE_TO_UPDATE);
    }

    #[test]
    fn no_value_counts_more_than_four_times_what_it_is_packed_into() {
        let number = |text: &str| Value::from(Number::parse(text).unwrap());
        let long = number(&format!("-0.{}", "1".repeat(37)));
        for value in [Value::Null, true.into(), 7.into(), long, number("1E125"), "".into(), vec![0_u8].into()]
        {
            let list = Value::L(vec![value.clone(); 1000]);
            let nested = Value::L(vec![Value::L(vec![value]); 1000]);
            for value in [list, nested] {
                let item = Item::from_iter([("k", value)]);
                assert!(item.size() <= item.as_bytes().len() * MOST_PER_BYTE, "{item:?}");
            }
        }
    }
}
