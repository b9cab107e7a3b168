//! Rows of a table, index, stream or expiry that is gone.

use std::ops::Bound;

use dynamo_model::Result;
use heed::RwTxn;

use super::{Part, Store};
use crate::error::storage;

impl Store {
    /// Deletes up to `most` rows under an id, wherever they are, and says how many there were.
    pub(crate) fn delete_rows(&self, txn: &mut RwTxn<'_>, id: u32, most: usize) -> Result<usize> {
        let (low, high) = (id.to_be_bytes(), id.saturating_add(1).to_be_bytes());
        let all = (Bound::Included(low.as_slice()), Bound::Excluded(high.as_slice()));
        let mut deleted = 0;
        for database in Part::OWNED.map(|part| self.rows(part)) {
            // The first row to stay ends the range: deleting a range is one walk, deleting row by row is many.
            let mut rest = database.range(txn, &all).map_err(storage)?.skip(most - deleted);
            let stays = rest.next().transpose().map_err(storage)?.map(|(key, _)| key.to_vec());
            drop(rest);
            let end = stays.as_deref().unwrap_or(&high);
            let range = (Bound::Included(low.as_slice()), Bound::Excluded(end));
            deleted += database.delete_range(txn, &range).map_err(storage)?;
            if deleted >= most {
                break;
            }
        }
        Ok(deleted)
    }
}
