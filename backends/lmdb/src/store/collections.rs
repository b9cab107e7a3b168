//! The sizes of item collections, of tables that have local indexes.

use dynamo_model::Result;
use heed::{RoTxn, RwTxn};

use super::Store;
use crate::codec::sealed::{damaged, seal, unseal};
use crate::error::storage;

impl Store {
    /// Returns the bytes of a collection: its items and their entries in local indexes.
    pub(crate) fn collection(&self, txn: &RoTxn<'_>, partition: &[u8]) -> Result<u64> {
        let Some(row) = self.collections.get(txn, partition).map_err(storage)? else { return Ok(0) };
        Ok(u64::from_le_bytes(unseal(partition, row)?.try_into().map_err(|_| damaged())?))
    }

    /// Sets the bytes of a collection.
    pub(crate) fn set_collection(&self, txn: &mut RwTxn<'_>, partition: &[u8], bytes: u64) -> Result<()> {
        if bytes == 0 {
            return self.collections.delete(txn, partition).map(|_| ()).map_err(storage);
        }
        let row = seal(partition, 8, |out| out.extend_from_slice(&bytes.to_le_bytes()));
        self.collections.put(txn, partition, &row).map_err(storage)
    }
}
