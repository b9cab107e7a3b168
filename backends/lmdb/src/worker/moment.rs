//! What a handle sees that does not write.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use dynamo_model::Result;
use heed::{Env, RoTxn, WithoutTls};

use crate::error::storage;

/// The database as it was when it was opened, whatever another process has written since. LMDB keeps its pages.
pub(super) struct Moment(Mutex<RoTxn<'static, WithoutTls>>);

impl Moment {
    pub(super) fn now(env: &Env<WithoutTls>) -> Result<Self> {
        Ok(Self(Mutex::new(env.clone().static_read_txn().map_err(storage)?)))
    }

    pub(super) fn txn(&self) -> MutexGuard<'_, RoTxn<'static, WithoutTls>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Moment").finish_non_exhaustive()
    }
}
