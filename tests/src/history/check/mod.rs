//! Sends requests to a backend and holds its answers against the oracle's.

mod batch;
mod pages;
mod segments;
mod streams;
mod time;

use std::sync::Arc;
use std::time::UNIX_EPOCH;

use dynamo_model::request::UpdateTable;
use dynamo_model::{Backend, Result};

use self::pages::Paged;
use self::segments::Segments;
use self::streams::Streams;
use super::run::Opened;
use super::time::START;
use super::{Departure, Mismatch, Reply, Step, TableStep};
use crate::Time;
use crate::oracle::{Answer, Oracle};

/// A backend and the oracle, side by side.
#[derive(Debug)]
pub(super) struct Checker {
    backend: Arc<dyn Backend>,
    oracle: Oracle,
    departures: &'static [Departure],
    segments: Segments,
    streams: Streams,
    time: Option<Arc<dyn Time>>,
    /// How often to look for what may come late.
    tries: u32,
}

impl Checker {
    pub(super) fn new((backend, time): Opened, departures: &'static [Departure], tries: u32) -> Self {
        let oracle = Oracle::at(UNIX_EPOCH + START);
        let (segments, streams) = (Segments::default(), Streams::default());
        Self { backend, oracle, departures, segments, streams, time, tries }
    }

    /// Answers one step twice.
    pub(super) async fn check(&mut self, step: &Step) -> Result<(), Mismatch> {
        if self.departures.iter().any(|departure| departure.skips(step, &self.oracle)) {
            return Ok(());
        }
        match step {
            Step::Stream(stream) => self.check_stream(step, stream).await,
            Step::Pass(_) | Step::Sweep => self.check_time(step).await,
            Step::Query(request) => self.check_pages(&Paged::Query(request.clone())).await,
            Step::Scan(request) => self.check_pages(&Paged::Scan(request.clone())).await,
            Step::BatchGet(request) => self.check_batch_get(step, request).await,
            Step::CreateTable(_) | Step::DeleteTable(_) | Step::OfTable(TableStep::Update(_)) => {
                step.tables().iter().for_each(|table| self.segments.forget(table));
                self.check_one(step).await
            }
            _ => self.check_one(step).await,
        }
    }

    async fn check_one(&mut self, step: &Step) -> Result<(), Mismatch> {
        let expected = step.expect(&mut self.oracle);
        let found = step.send(&*self.backend).await;
        self.compare(step, &expected, &found)?;
        self.name_streams().await
    }

    fn compare(&self, step: &Step, expected: &Answer<Reply>, found: &Result<Reply>) -> Result<(), Mismatch> {
        let agree = match (expected, found) {
            (Ok(expected), Ok(found)) => expected == found,
            (Err(refusal), Err(error)) => refusal.admits(error),
            _ => false,
        };
        if agree || self.departures.iter().any(|departure| departure.forgives(step, expected, found)) {
            return Ok(());
        }
        Err(Mismatch::new(step, expected, found))
    }

    /// Deletes every table there is. What cannot be deleted is left: the verdict on the history counts.
    pub(super) async fn clean_up(&self) {
        for table in self.oracle.table_names() {
            let unprotect = UpdateTable::new(table.clone()).with_deletion_protection(false);
            if self.oracle.describe_table(&table).is_ok_and(|table| table.deletion_protection) {
                let _ = self.backend.update_table(unprotect).await;
            }
            let _ = self.backend.delete_table(table).await;
        }
    }
}
