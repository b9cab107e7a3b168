//! Requests on their way through the writer.

use std::panic::{AssertUnwindSafe, catch_unwind};

use dynamo_model::{Error, ErrorKind, Result};
use tokio::sync::oneshot;

use super::Batch;

pub(super) trait Job: Send {
    /// Runs the request; false if it changed nothing, so that its transaction is dropped.
    fn run(&mut self, batch: Batch<'_, '_>) -> bool;

    /// Lets the request fail after all; its transaction is dropped.
    fn refuse(&mut self, error: Error);

    /// Tells the caller, once it is known whether the commit succeeded.
    fn answer(self: Box<Self>, committed: Result<()>);
}

/// A request, and the caller who waits for it.
pub(super) struct Request<F, R> {
    work: Option<F>,
    outcome: Option<Result<R>>,
    reply: oneshot::Sender<Result<R>>,
}

impl<F, R> Request<F, R> {
    pub(super) fn new(work: F, reply: oneshot::Sender<Result<R>>) -> Self {
        Self { work: Some(work), outcome: None, reply }
    }
}

impl<F, R> Job for Request<F, R>
where
    F: FnOnce(Batch<'_, '_>) -> Result<R> + Send,
    R: Send,
{
    fn run(&mut self, batch: Batch<'_, '_>) -> bool {
        let Some(work) = self.work.take() else { return false };
        let outcome = guarded(|| work(batch));
        let keep = outcome.is_ok();
        self.outcome = Some(outcome);
        keep
    }

    fn refuse(&mut self, error: Error) {
        self.outcome = Some(Err(error));
    }

    fn answer(mut self: Box<Self>, committed: Result<()>) {
        // When the commit fails, even a failed condition means nothing: it may rest on what was rolled back.
        let outcome = committed.and_then(|()| self.outcome.take().unwrap_or_else(|| Err(stopped())));
        // A caller that no longer waits is none of the writer's business.
        let _ = self.reply.send(outcome);
    }
}

/// Turns a panic into an error: it is a bug of ours, and must not take the other callers' answers with it.
pub(super) fn guarded<R>(work: impl FnOnce() -> Result<R>) -> Result<R> {
    let panicked = |_| Err(Error::new(ErrorKind::Internal, "the request panicked"));
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(panicked)
}

pub(super) fn stopped() -> Error {
    Error::new(ErrorKind::Storage, "the database is closed")
}
