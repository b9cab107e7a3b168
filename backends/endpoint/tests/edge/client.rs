//! A server with an empty database, and a client that says whatever it is told to.

use std::io::Read as _;
use std::net::{Shutdown, SocketAddr};

use dynamo_endpoint::Endpoint;
use dynamo_lmdb::Lmdb;
use tokio::runtime::{Builder, Runtime};

use crate::wire::{AUTHORIZATION, Answer, Connection};

/// An endpoint on threads of its own.
pub(crate) struct Server {
    endpoint: Endpoint,
    _runtime: Runtime,
}

impl Server {
    pub(crate) fn start() -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let endpoint = runtime.block_on(Endpoint::serve(Lmdb::temporary().unwrap(), "127.0.0.1:0")).unwrap();
        Self { endpoint, _runtime: runtime }
    }

    pub(crate) fn addr(&self) -> SocketAddr {
        self.endpoint.addr()
    }

    pub(crate) fn connect(&self) -> Client {
        Client(Connection::open(self.addr()).unwrap())
    }

    /// Sends a request on a connection of its own.
    pub(crate) fn ask(&self, request: &Post) -> Answer {
        let mut client = self.connect();
        client.send(request.to_bytes());
        client.answer()
    }

    /// Makes a table with the key `p`, a text.
    pub(crate) fn create_table(&self) {
        let table = r#"{"TableName":"shop","BillingMode":"PAY_PER_REQUEST",
            "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],
            "KeySchema":[{"AttributeName":"p","KeyType":"HASH"}]}"#;
        assert_eq!(self.ask(&Post::new("CreateTable", table)).status, 200);
    }

    /// Checks that it still answers.
    pub(crate) fn check(&self) {
        assert_eq!(self.ask(&Post::new("ListTables", "{}")).status, 200);
    }
}

/// A connection that does not fail.
pub(crate) struct Client(Connection);

impl Client {
    pub(crate) fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.send(bytes).unwrap();
    }

    pub(crate) fn answer(&mut self) -> Answer {
        self.0.answer().unwrap()
    }

    /// Reads the head of an answer that has no body, whatever it says of one.
    pub(crate) fn head(&mut self) -> String {
        self.0.head().unwrap()
    }

    /// Sends no more.
    pub(crate) fn end(&mut self) {
        // The server may have ended the connection already.
        let _ = self.0.0.get_mut().shutdown(Shutdown::Write);
    }

    /// Reads until the server ends the connection.
    pub(crate) fn rest(&mut self) -> Vec<u8> {
        let mut rest = Vec::new();
        // A server that ends a connection before it has read all of it resets it.
        let _ = self.0.0.read_to_end(&mut rest);
        rest
    }
}

/// A request of the protocol. What is set replaces what was there.
#[derive(Clone)]
pub(crate) struct Post {
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Post {
    pub(crate) fn new(operation: &str, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        let headers = vec![
            ("Host", "localhost".to_owned()),
            ("Content-Type", "application/x-amz-json-1.0".to_owned()),
            ("X-Amz-Target", format!("DynamoDB_20120810.{operation}")),
            ("X-Amz-Date", "20260101T000000Z".to_owned()),
            ("Authorization", AUTHORIZATION.to_owned()),
            ("Content-Length", body.len().to_string()),
        ];
        Self { headers, body }
    }

    pub(crate) fn header(self, name: &'static str, value: impl Into<String>) -> Self {
        let mut post = self.without(name);
        post.headers.push((name, value.into()));
        post
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(header, _)| *header != name);
        self
    }

    /// Sends the body in chunks, as a client does that does not know how long it will be.
    pub(crate) fn chunked(self, size: usize) -> Self {
        let mut post = self.without("Content-Length").header("Transfer-Encoding", "chunked");
        let chunks = post
            .body
            .chunks(size)
            .map(|chunk| [format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat());
        post.body = chunks.chain([b"0\r\n\r\n".to_vec()]).collect::<Vec<_>>().concat();
        post
    }

    pub(crate) fn head(&self) -> String {
        let headers: String =
            self.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        format!("POST / HTTP/1.1\r\n{headers}\r\n")
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        [self.head().as_bytes(), &self.body].concat()
    }

    /// Sends it on a connection of its own and returns what its answer says.
    pub(crate) fn said(&self, server: &Server) -> String {
        server.ask(self).said()
    }
}
