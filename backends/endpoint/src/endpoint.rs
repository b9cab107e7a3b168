use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::Arc;

use dynamo_lmdb::{Lmdb, Validation};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::auth::Credentials;
use crate::server::{Connections, Exchange, Memory, Metrics};

/// The engine behind DynamoDB's own protocol, for any SDK; it stops when it is dropped.
///
/// ```
/// use std::io::{Read, Write};
/// use std::net::TcpStream;
///
/// use dynamo_endpoint::Endpoint;
/// use dynamo_lmdb::Lmdb;
///
/// # #[tokio::main(flavor = "multi_thread", worker_threads = 1)]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let endpoint = Endpoint::serve(Lmdb::temporary()?, "127.0.0.1:0").await?;
/// assert_eq!(endpoint.url(), format!("http://{}", endpoint.addr()));
///
/// let mut client = TcpStream::connect(endpoint.addr())?;
/// write!(client, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
/// let mut answer = String::new();
/// client.read_to_string(&mut answer)?;
/// assert!(answer.ends_with("healthy: dynamodb.us-east-1.amazonaws.com "));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Endpoint {
    addr: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    serving: JoinHandle<()>,
}

/// How an endpoint is set up.
///
/// ```
/// use dynamo_endpoint::{Settings, Validation};
///
/// let settings = Settings::new().validation(Validation::Classic).metrics("/metrics");
/// assert!(format!("{settings:?}").contains("/metrics"));
/// ```
#[derive(Clone, Debug)]
pub struct Settings {
    validation: Option<Validation>,
    metrics: Option<String>,
    credentials: Option<Credentials>,
}

impl Settings {
    /// Sets up an endpoint that words errors as its engine does.
    ///
    /// ```
    /// use dynamo_endpoint::Settings;
    ///
    /// let settings = Settings::new();
    /// assert!(format!("{settings:?}").contains("metrics: None"), "nothing is on that is not asked for");
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self { validation: None, metrics: None, credentials: None }
    }

    /// Picks the wording of errors.
    ///
    /// ```
    /// use dynamo_endpoint::{Settings, Validation};
    ///
    /// let settings = Settings::new().validation(Validation::Classic);
    /// assert!(format!("{settings:?}").contains("Classic"));
    /// ```
    #[must_use]
    pub fn validation(mut self, validation: Validation) -> Self {
        self.validation = Some(validation);
        self
    }

    /// Has metrics for Prometheus at a path, such as `/metrics`: requests by operation and outcome, how long they took,
    /// connections, and the size of the tables. There are none unless set.
    ///
    /// ```
    /// use std::io::{Read, Write};
    /// use std::net::TcpStream;
    ///
    /// use dynamo_endpoint::Settings;
    /// use dynamo_lmdb::Lmdb;
    ///
    /// # #[tokio::main(flavor = "multi_thread", worker_threads = 1)]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let endpoint = Settings::new().metrics("/metrics").serve(Lmdb::temporary()?, "127.0.0.1:0").await?;
    /// let mut client = TcpStream::connect(endpoint.addr())?;
    /// write!(client, "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    /// let mut answer = String::new();
    /// client.read_to_string(&mut answer)?;
    /// assert!(answer.contains("dynamo_connections_open 1\n"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn metrics(mut self, path: impl Into<String>) -> Self {
        self.metrics = Some(path.into());
        self
    }

    /// Verifies the signatures of requests: they must be made with this access key, for the region of the engine, and
    /// within a quarter of an hour.
    ///
    /// Otherwise requests need a signature that is well-formed, as every SDK makes it with credentials of any kind.
    ///
    /// ```
    /// use dynamo_endpoint::Settings;
    ///
    /// let settings = Settings::new().verifying("local", "a secret");
    /// assert!(!format!("{settings:?}").contains("a secret"));
    /// ```
    #[must_use]
    pub fn verifying(mut self, access_key: impl Into<String>, secret_key: impl Into<String>) -> Self {
        self.credentials = Some(Credentials { access_key: access_key.into(), secret_key: secret_key.into() });
        self
    }

    /// Serves a database at an address, on the tokio runtime of the caller.
    ///
    /// # Errors
    ///
    /// An address that is none or is taken.
    ///
    /// ```
    /// use dynamo_endpoint::Settings;
    /// use dynamo_lmdb::Lmdb;
    ///
    /// # #[tokio::main(flavor = "multi_thread", worker_threads = 1)]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let endpoint = Settings::new().metrics("/metrics").serve(Lmdb::temporary()?, "127.0.0.1:0").await?;
    /// let taken = Settings::new().serve(Lmdb::temporary()?, endpoint.addr()).await;
    /// assert_eq!(taken.unwrap_err().kind(), std::io::ErrorKind::AddrInUse);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn serve(self, engine: Lmdb, addr: impl ToSocketAddrs) -> io::Result<Endpoint> {
        let addrs: Vec<SocketAddr> = addr.to_socket_addrs()?.collect();
        let listener = TcpListener::bind(addrs.as_slice()).await?;
        let addr = listener.local_addr()?;
        let engine = match self.validation {
            Some(validation) => engine.worded(validation),
            None => engine,
        };
        let exchange = Exchange {
            engine,
            metrics: self.metrics.map(|path| Arc::new(Metrics::new(path))),
            credentials: self.credentials,
            memory: Memory::default(),
        };
        let (stop, stopped) = oneshot::channel();
        let connections = Connections::new(listener, exchange);
        let serving = tokio::spawn(connections.serve(async move {
            // Whether it is told to stop or dropped makes no difference.
            let _ = stopped.await;
        }));
        Ok(Endpoint { addr, stop: Some(stop), serving })
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self::new()
    }
}

impl Endpoint {
    /// Serves a database at an address, on the tokio runtime of the caller; port 0 is any free one.
    ///
    /// # Errors
    ///
    /// An address that is none or is taken.
    ///
    /// ```
    /// use dynamo_endpoint::Endpoint;
    /// use dynamo_lmdb::Lmdb;
    ///
    /// # #[tokio::main(flavor = "multi_thread", worker_threads = 1)]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let engine = Lmdb::temporary()?;
    /// // The program goes on to use the database itself.
    /// let endpoint = Endpoint::serve(engine.clone(), "127.0.0.1:0").await?;
    /// assert!(endpoint.url().starts_with("http://127.0.0.1:"));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn serve(engine: Lmdb, addr: impl ToSocketAddrs) -> io::Result<Self> {
        Settings::new().serve(engine, addr).await
    }

    /// Returns where it listens.
    ///
    /// ```
    /// use dynamo_endpoint::Endpoint;
    /// use dynamo_lmdb::Lmdb;
    ///
    /// # #[tokio::main(flavor = "multi_thread", worker_threads = 1)]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let endpoint = Endpoint::serve(Lmdb::temporary()?, "127.0.0.1:0").await?;
    /// assert_ne!(endpoint.addr().port(), 0, "the port that was free");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub const fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Returns the URL that clients take for their endpoint.
    ///
    /// ```
    /// use dynamo_endpoint::Endpoint;
    /// use dynamo_lmdb::Lmdb;
    ///
    /// # #[tokio::main(flavor = "multi_thread", worker_threads = 1)]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let endpoint = Endpoint::serve(Lmdb::temporary()?, "127.0.0.1:0").await?;
    /// assert_eq!(endpoint.url(), format!("http://127.0.0.1:{}", endpoint.addr().port()));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// Stops it: takes no more connections, and returns once the requests under way are answered, or have had ten seconds to
    /// be. It has let the database go by then, but for requests over HTTP/2 that were in the middle of their bodies.
    ///
    /// ```
    /// use dynamo_endpoint::Endpoint;
    /// use dynamo_lmdb::Lmdb;
    ///
    /// # #[tokio::main(flavor = "multi_thread", worker_threads = 1)]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let dir = tempfile::tempdir()?;
    /// let endpoint = Endpoint::serve(Lmdb::open(dir.path())?, "127.0.0.1:0").await?;
    /// endpoint.shutdown().await;
    /// assert!(Lmdb::open(dir.path()).is_ok(), "the directory is free again");
    /// # Ok(())
    /// # }
    /// ```
    pub async fn shutdown(mut self) {
        self.stop.take();
        // It does not panic, and nobody else can cancel it.
        let _ = (&mut self.serving).await;
    }
}

impl Drop for Endpoint {
    fn drop(&mut self) {
        // The task goes on until what is under way is answered.
        self.stop.take();
    }
}
