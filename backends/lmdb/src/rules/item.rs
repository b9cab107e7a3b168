//! Whole items.

use dynamo_model::value::ItemRef;
use dynamo_model::{Error, Result};

/// The largest item, in the bytes the service counts.
const LARGEST: usize = 409_600;

/// Checks the size of an item to put.
pub(super) fn check_put_size(item: ItemRef<'_>) -> Result<()> {
    check_size(item, "Item size has exceeded the maximum allowed size")
}

/// Checks the size of an item an update made.
pub(super) fn check_updated_size(item: ItemRef<'_>) -> Result<()> {
    check_size(item, "Item size to update has exceeded the maximum allowed size")
}

fn check_size(item: ItemRef<'_>, message: &str) -> Result<()> {
    if item.size() > LARGEST { Err(Error::validation(message)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dynamo_model::value::Item;

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
}
