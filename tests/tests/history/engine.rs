//! The built-in engine with a clock that histories move.

use std::time::{Duration, SystemTime};

use dynamo_lmdb::{Clock, Lmdb, Options};
use dynamo_model::backend::BoxFuture;
use dynamo_model::{Error, ErrorKind, Result};
use dynamo_tests::Time;
use dynamo_tests::oracle::Swept;

/// The clock of an engine, and the engine to sweep.
#[derive(Clone, Debug)]
pub(crate) struct Engine {
    pub(crate) db: Lmdb,
    clock: Clock,
}

impl Engine {
    /// Opens an engine that sweeps only when it is told to.
    pub(crate) fn open(now: SystemTime) -> Result<Self> {
        let clock = Clock::stopped_at(now);
        let db = Options::temporary().clock(clock.clone()).sweep_interval(Duration::MAX).open()?;
        Ok(Self { db, clock })
    }

    /// Sweeps, and looks whether everything in the database still agrees.
    async fn sweep_all(&self) -> Result<Swept> {
        self.db.settle().await?;
        let swept = self.db.sweep().await?;
        let problems = self.db.verify()?.problems;
        if !problems.is_empty() {
            return Err(Error::new(ErrorKind::Storage, format!("{problems:?}")));
        }
        Ok(Swept { items: swept.items, records: swept.records })
    }
}

impl Time for Engine {
    fn now(&self) -> SystemTime {
        self.clock.now()
    }

    fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }

    fn sweep(&self) -> BoxFuture<'_, Result<Swept>> {
        Box::pin(self.sweep_all())
    }
}
