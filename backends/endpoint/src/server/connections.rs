//! Connections: accepted until it is time to stop, and then ended once what is under way is answered.

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};

use super::Exchange;
use super::patient::Patient;
use super::tasks::{Spawner, Tasks};

/// The most bytes of headers that are read over HTTP/2, so that what is above the service's limit has its answer. Over
/// HTTP/1 hyper reads some 400 KB.
const LONGEST_HEAD: u32 = 64 * 1024;
/// How long a client may take to send the head of a request.
const SLOWEST_HEAD: Duration = Duration::from_secs(30);
/// How long requests under way have to end once it is time to stop.
const LAST_ANSWERS: Duration = Duration::from_secs(10);
/// How long to wait where accepting fails, as it does while there are no file descriptors left.
const PAUSE: Duration = Duration::from_millis(50);

/// Takes connections on a listener.
pub(crate) struct Connections {
    listener: TcpListener,
    exchange: Arc<Exchange>,
}

impl Connections {
    pub(crate) fn new(listener: TcpListener, exchange: Exchange) -> Self {
        Self { listener, exchange: Arc::new(exchange) }
    }

    /// Serves until `stop` is ready, answers what is under way, and returns once every connection is closed.
    pub(crate) async fn serve(self, stop: impl Future<Output = ()>) {
        let graceful = GracefulShutdown::new();
        let tasks = Tasks::default();
        let mut stop = std::pin::pin!(stop);
        loop {
            let accepted = tokio::select! {
                accepted = self.listener.accept() => accepted,
                () = &mut stop => break,
            };
            match accepted {
                Ok((stream, peer)) => {
                    tracing::trace!(%peer, "connected");
                    tasks.spawn(self.take(stream, &graceful, tasks.spawner()));
                }
                Err(error) => pause(&error).await,
            }
        }
        // What a client that connects now has to say is for whoever listens next.
        drop(self.listener);
        if tokio::time::timeout(LAST_ANSWERS, graceful.shutdown()).await.is_err() {
            tracing::warn!("some requests were still under way and are given up");
        }
        // None of them keeps the database open.
        tasks.end().await;
    }

    /// Returns what answers on a connection until it ends.
    fn take(
        &self,
        stream: TcpStream,
        graceful: &GracefulShutdown,
        spawner: Spawner,
    ) -> impl Future<Output = ()> + Send + 'static {
        // Answers are written at once; to wait for more of them helps nobody.
        let _ = stream.set_nodelay(true);
        let exchange = self.exchange.clone();
        let connected = exchange.metrics.as_ref().map(|metrics| metrics.connected());
        let service = service_fn(move |request| {
            let exchange = exchange.clone();
            async move { exchange.answer(request).await }
        });
        let mut builder = Builder::new(spawner);
        builder
            .http1()
            .timer(TokioTimer::new())
            .header_read_timeout(SLOWEST_HEAD)
            .http2()
            .max_header_list_size(LONGEST_HEAD);
        let connection = builder.serve_connection(TokioIo::new(Patient::new(stream)), service).into_owned();
        let connection = graceful.watch(connection);
        async move {
            let _connected = connected;
            if let Err(error) = connection.await {
                tracing::debug!(error, "a connection ended");
            }
        }
    }
}

async fn pause(error: &io::Error) {
    tracing::warn!(%error, "cannot accept a connection");
    tokio::time::sleep(PAUSE).await;
}
