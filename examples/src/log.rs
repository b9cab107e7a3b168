//! What a program did, pattern by pattern.

use std::sync::Arc;

use dynamo_model::{Backend, Db, Table};

use crate::recorder::{Recorder, Request};

/// One access pattern as it ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it asks or does.
    pub pattern: &'static str,
    /// The requests that were sent for it.
    pub requests: Vec<Request>,
    /// How many things it found or changed.
    pub count: usize,
}

/// The rows of a program so far.
#[derive(Debug)]
pub struct Log {
    recorder: Recorder,
    published: usize,
    rows: Vec<Row>,
}

impl Log {
    /// Begins a log of what is done with a table on a backend; returns the handle to do it with.
    #[must_use]
    pub fn of<T: Table>(backend: Arc<dyn Backend>) -> (Db<T>, Self) {
        let recorder = Recorder::new(backend, T::SCHEMA.key);
        let log = Self { recorder: recorder.clone(), published: 0, rows: Vec::new() };
        (Db::new(Arc::new(recorder)), log)
    }

    /// Adds a row for the requests since the last one.
    pub fn row(&mut self, pattern: &'static str, count: usize) {
        self.rows.push(Row { pattern, requests: self.recorder.take(), count });
    }

    /// Forgets the requests since the last row: they only prepared something.
    pub fn prepared(&mut self) {
        drop(self.recorder.take());
    }

    /// Notes that published items were stored.
    pub fn loaded(&mut self, items: usize) {
        self.prepared();
        self.published = items;
    }

    /// Returns how many published items there are; none if the design is our own.
    #[must_use]
    pub fn published(&self) -> usize {
        self.published
    }

    /// Returns the rows.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }
}
