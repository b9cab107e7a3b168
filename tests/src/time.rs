use std::fmt::Debug;
use std::time::{Duration, SystemTime};

use dynamo_model::Result;
use dynamo_model::backend::BoxFuture;

use crate::oracle::Swept;

/// The clock of a backend that can be moved.
pub trait Time: Debug + Send + Sync {
    /// Returns what time it is there.
    fn now(&self) -> SystemTime;

    /// Lets time pass.
    fn advance(&self, by: Duration);

    /// Deletes what has expired by now, all of it, and says how much that was.
    fn sweep(&self) -> BoxFuture<'_, Result<Swept>>;
}
