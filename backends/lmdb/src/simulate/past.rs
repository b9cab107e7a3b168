use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use dynamo_model::Result;
use heed::{Env, RoTxn, WithoutTls};

use crate::error::storage;

/// How many commits back a stale read can look.
const DEPTH: usize = 8;

/// The database as it was after each of the last commits.
pub(crate) struct Past {
    is_kept: bool,
    states: Mutex<VecDeque<Arc<Mutex<State>>>>,
}

/// A read transaction keeps the pages of its moment.
type State = RoTxn<'static, WithoutTls>;

impl fmt::Debug for Past {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Past").field("is_kept", &self.is_kept).finish_non_exhaustive()
    }
}

impl Past {
    pub(super) fn new(is_kept: bool) -> Self {
        Self { is_kept, states: Mutex::default() }
    }

    /// Remembers the database as it is now, if anyone wants to know later.
    pub(crate) fn remember(&self, env: &Env<WithoutTls>) -> Result<()> {
        if !self.is_kept {
            return Ok(());
        }
        let state = env.clone().static_read_txn().map_err(storage)?;
        let mut states = self.states.lock().unwrap_or_else(PoisonError::into_inner);
        states.push_back(Arc::new(Mutex::new(state)));
        // The newest state is the present.
        if states.len() > DEPTH + 1 {
            states.pop_front();
        }
        Ok(())
    }

    /// Forgets everything.
    pub(crate) fn forget(&self) {
        self.states.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Returns a state of the past, the older the smaller `age` is, from 0 up to 1; `None` if there is none yet.
    pub(crate) fn state(&self, age: f64) -> Option<Arc<Mutex<State>>> {
        let states = self.states.lock().unwrap_or_else(PoisonError::into_inner);
        let past = states.len().checked_sub(1).filter(|past| *past > 0)?;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and DEPTH")]
        let place = (age * past as f64) as usize;
        states.get(place.min(past - 1)).cloned()
    }
}
