//! What is noted of a request while it is answered: for the log, and for the metrics.

use std::time::{Duration, Instant};

use hyper::{Response, StatusCode};
use tracing::Span;
use tracing::field::Empty;

use crate::operation::Operation;

/// A request that is being answered.
pub(crate) struct Observed {
    operation: &'static str,
    started: Instant,
    span: Span,
}

/// What there is to say of a request that was answered.
pub(crate) struct Observation {
    pub(crate) operation: &'static str,
    /// The name of an exception, or `ok`, or `unread`.
    pub(crate) outcome: &'static str,
    pub(crate) duration: Duration,
}

/// The exception that an answer is, left in the answer for whoever observes it.
#[derive(Clone, Copy)]
pub(crate) struct Refused(pub(crate) &'static str);

impl Observed {
    /// Begins with what the target header says, and the id of the request.
    pub(crate) fn begin(target: Option<&str>, id: &str) -> Self {
        let operation = Operation::named(target).map_or("unknown", |operation| operation.name);
        let span = tracing::info_span!("request", id, operation, table = Empty);
        Self { operation, started: Instant::now(), span }
    }

    /// Returns the span that the request is answered in.
    pub(crate) fn span(&self) -> Span {
        self.span.clone()
    }

    pub(crate) fn end<B>(self, answer: &Response<B>) -> Observation {
        let status = answer.status();
        let outcome = match answer.extensions().get::<Refused>() {
            Some(Refused(exception)) => exception,
            None if status == StatusCode::OK => "ok",
            None => "unread",
        };
        let duration = self.started.elapsed();
        let (status, took) = (status.as_u16(), duration.as_secs_f64());
        if status >= 500 {
            tracing::error!(parent: &self.span, status, outcome, took, "answered");
        } else {
            tracing::debug!(parent: &self.span, status, outcome, took, "answered");
        }
        Observation { operation: self.operation, outcome, duration }
    }
}

/// Notes the table that the current request is about.
pub(crate) fn note_table(table: Option<&str>) {
    if let Some(table) = table {
        Span::current().record("table", table);
    }
}
