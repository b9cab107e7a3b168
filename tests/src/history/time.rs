//! Time that a history lets pass.

use std::fmt::Debug;
use std::time::Duration;

use dynamo_model::Result;
use dynamo_model::backend::BoxFuture;

use crate::oracle::Swept;

/// When histories start, since 1970.
pub(super) const START: Duration = Duration::from_secs(1_800_000_000);

/// The clock of a backend that can be moved.
pub trait Time: Debug + Send + Sync {
    /// Lets time pass.
    fn advance(&self, by: Duration);

    /// Deletes what has expired by now, all of it, and says how much that was.
    fn sweep(&self) -> BoxFuture<'_, Result<Swept>>;
}
