//! The client: a connection that is kept, and requests that were made before. It takes part of the machine from every server
//! alike, so it does as little as it can: one write, and of an answer it reads the status and the length.

use std::io::Write as _;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A signature that is well-formed. None of the servers verifies it.
const SIGNATURE: &str = "AWS4-HMAC-SHA256 Credential=local/20261126/us-east-1/dynamodb/aws4_request, \
                         SignedHeaders=content-type;host;x-amz-date;x-amz-target, \
                         Signature=6e3ba2b3a0f2f5d3fdd2ad4e1c40b7d3c2cfa9f8f0b90b3ec1e24e4d0fb25d11";
/// What the head of an answer ends with.
const END: &[u8] = b"\r\n\r\n";
/// Room for every answer.
const ROOM: usize = 64 * 1024;

pub(crate) struct Client {
    stream: TcpStream,
    /// A request up to the length of its body.
    head: String,
    request: Vec<u8>,
    answer: Vec<u8>,
}

impl Client {
    /// Connects for requests of one operation.
    pub(crate) async fn connect(addr: SocketAddr, operation: &str) -> Self {
        let stream = TcpStream::connect(addr).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let head = format!(
            "POST / HTTP/1.1\r\nhost: {addr}\r\ncontent-type: application/x-amz-json-1.0\r\n\
             authorization: {SIGNATURE}\r\nx-amz-date: 20261126T120000Z\r\n\
             x-amz-target: DynamoDB_20120810.{operation}\r\ncontent-length: "
        );
        Self { stream, head, request: Vec::new(), answer: Vec::with_capacity(ROOM) }
    }

    /// Sends a request and returns the body of the answer, which must be a success.
    pub(crate) async fn send(&mut self, body: &[u8]) -> &[u8] {
        self.request.clear();
        write!(self.request, "{}{}\r\n\r\n", self.head, body.len()).unwrap();
        self.request.extend_from_slice(body);
        self.stream.write_all(&self.request).await.unwrap();
        self.answer.clear();
        loop {
            let read = self.stream.read_buf(&mut self.answer).await.unwrap();
            assert_ne!(read, 0, "the server has closed the connection");
            if let Some(start) = body_of(&self.answer) {
                return &self.answer[start..];
            }
        }
    }
}

/// Returns where the body of an answer starts, once all of it is there.
fn body_of(answer: &[u8]) -> Option<usize> {
    let start = answer.windows(END.len()).position(|bytes| bytes == END)? + END.len();
    let head = str::from_utf8(&answer[..start]).unwrap();
    assert!(head.starts_with("HTTP/1.1 200 "), "{}", String::from_utf8_lossy(answer));
    let lengths = head.lines().filter_map(|line| line.split_once(':'));
    let mut lengths = lengths.filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length: usize = lengths.next().unwrap().1.trim().parse().unwrap();
    (answer.len() - start >= length).then_some(start)
}
