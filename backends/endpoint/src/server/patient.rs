//! Streams that are given up once they have been silent for too long.

use std::io::{self, ErrorKind, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep};

/// How long a connection may be open while nothing comes from it, or what is written to it goes nowhere. It is longer than
/// what requests and their bodies may take, which are refused in words.
const LONGEST_SILENCE: Duration = Duration::from_secs(90);

/// A connection that fails after a long silence, whichever version of HTTP it is going to speak.
pub(super) struct Patient {
    stream: TcpStream,
    reads: Silence,
    writes: Silence,
}

impl Patient {
    pub(super) fn new(stream: TcpStream) -> Self {
        Self { stream, reads: Silence::new(), writes: Silence::new() }
    }
}

/// How long somebody has waited in one direction.
///
/// A timer that is set anew for each request wakes the thread that waits for all timers and connections, which takes longer
/// than to answer. This one goes off every so often, and looks at the time then.
struct Silence {
    since: Option<Instant>,
    /// Goes off when it has been too long, or before.
    alarm: Pin<Box<Sleep>>,
}

impl Silence {
    fn new() -> Self {
        Self { since: None, alarm: Box::pin(sleep(LONGEST_SILENCE)) }
    }

    /// Takes note of what became of a try to read or write. While there is nothing to be done, it is an error if that has
    /// been so for too long.
    fn limit<T>(&mut self, outcome: Poll<io::Result<T>>, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        if outcome.is_ready() {
            self.since = None;
            return outcome;
        }
        let due = *self.since.get_or_insert_with(Instant::now) + LONGEST_SILENCE;
        while self.alarm.as_mut().poll(context).is_ready() {
            if Instant::now() >= due {
                return Poll::Ready(Err(ErrorKind::TimedOut.into()));
            }
            self.alarm.as_mut().reset(due);
        }
        Poll::Pending
    }
}

impl AsyncRead for Patient {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let outcome = Pin::new(&mut self.stream).poll_read(context, buffer);
        self.reads.limit(outcome, context)
    }
}

impl AsyncWrite for Patient {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let outcome = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.writes.limit(outcome, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let outcome = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.writes.limit(outcome, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    // Nothing waits to be flushed in a connection, and to end one takes no time.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
