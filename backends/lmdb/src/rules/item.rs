//! Whole items.

use dynamo_model::value::ItemRef;
use dynamo_model::{Error, ErrorKind, Result};

/// The largest item, in the bytes the service counts.
const LARGEST: usize = 409_600;
/// The largest item collection of a table with local indexes.
const LARGEST_COLLECTION: u64 = 10 << 30;
const TOO_LARGE_TO_PUT: &str = "Item size has exceeded the maximum allowed size";
const TOO_LARGE_TO_UPDATE: &str = "Item size to update has exceeded the maximum allowed size";

/// Checks the size of an item to put.
pub(super) fn check_put_size(item: ItemRef<'_>) -> Result<()> {
    check_size(item.size(), TOO_LARGE_TO_PUT)
}

/// Checks the size of an item an update made.
pub(super) fn check_updated_size(item: ItemRef<'_>) -> Result<()> {
    check_size(item.size(), TOO_LARGE_TO_UPDATE)
}

/// Checks the size of an item together with its entries in local indexes: they share one limit.
pub(crate) fn check_with_entries(item: Option<ItemRef<'_>>, entries: usize, is_update: bool) -> Result<()> {
    let Some(item) = item.filter(|_| entries > 0) else { return Ok(()) };
    check_size(item.size() + entries, if is_update { TOO_LARGE_TO_UPDATE } else { TOO_LARGE_TO_PUT })
}

/// Checks that a collection does not grow beyond what it may hold, ten gigabytes unless a limit is given; it may shrink
/// from there.
pub(crate) fn check_collection(before: u64, after: u64, limit: Option<u64>) -> Result<()> {
    if after <= limit.unwrap_or(LARGEST_COLLECTION) || after <= before {
        return Ok(());
    }
    Err(Error::new(ErrorKind::CollectionTooLarge, "Collection size exceeded"))
}

fn check_size(size: usize, message: &str) -> Result<()> {
    if size > LARGEST { Err(Error::validation(message)) } else { Ok(()) }
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

    #[test]
    fn an_item_shares_its_limit_with_its_entries_in_local_indexes() {
        let item = Item::from_iter([("k", "x".repeat(199_999))]);
        assert!(check_with_entries(Some(item.view()), 209_600, false).is_ok());
        let over = |is_update| check_with_entries(Some(item.view()), 209_601, is_update).unwrap_err();
        assert_eq!(over(false).message(), TOO_LARGE_TO_PUT);
        assert_eq!(over(true).message(), TOO_LARGE_TO_UPDATE);
        assert!(check_with_entries(None, 500_000, false).is_ok());
    }

    #[test]
    fn a_collection_grows_to_10_gigabytes_and_shrinks_from_anywhere() {
        const LARGEST: u64 = 10_737_418_240;
        assert!(check_collection(0, LARGEST, None).is_ok());
        let error = check_collection(LARGEST, LARGEST + 1, None).unwrap_err();
        assert!(error.is_collection_too_large());
        assert_eq!(error.message(), "Collection size exceeded");
        assert!(check_collection(LARGEST + 10, LARGEST + 9, None).is_ok());
        assert!(check_collection(LARGEST + 10, LARGEST + 10, None).is_ok());
    }
}
