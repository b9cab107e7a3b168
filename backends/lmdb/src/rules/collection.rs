//! Item collections.

use dynamo_model::{Error, ErrorKind, Result};

/// The largest item collection of a table with local indexes.
const LARGEST: u64 = 10 << 30;

/// Checks that a collection does not grow beyond what it may hold, ten gigabytes unless a limit is given; it may shrink
/// from there.
pub(crate) fn check(before: u64, after: u64, limit: Option<u64>) -> Result<()> {
    if after <= limit.unwrap_or(LARGEST) || after <= before {
        return Ok(());
    }
    Err(Error::new(ErrorKind::CollectionTooLarge, "Collection size exceeded"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_collection_grows_to_10_gigabytes_and_shrinks_from_anywhere() {
        const LARGEST: u64 = 10_737_418_240;
        assert!(check(0, LARGEST, None).is_ok());
        let error = check(LARGEST, LARGEST + 1, None).unwrap_err();
        assert!(error.is_collection_too_large());
        assert_eq!(error.message(), "Collection size exceeded");
        assert!(check(LARGEST + 10, LARGEST + 9, None).is_ok());
        assert!(check(LARGEST + 10, LARGEST + 10, None).is_ok());
    }
}
