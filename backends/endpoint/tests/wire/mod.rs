//! HTTP as far as tests need it: a connection, requests of the protocol on it, and their answers.

#![allow(dead_code, reason = "no test needs all of it")]
#![allow(clippy::indexing_slicing, reason = "helpers of tests are not recognised as tests")]

use std::io::{self, BufRead as _, BufReader, ErrorKind, Read as _, Write as _};
use std::net::{TcpStream, ToSocketAddrs};

use serde_json::Value;

/// Who asks. Nobody verifies it unless told to.
pub(crate) const AUTHORIZATION: &str = "AWS4-HMAC-SHA256 \
     Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=00";

/// A connection that is kept for many requests.
pub(crate) struct Connection(pub(crate) BufReader<TcpStream>);

impl Connection {
    pub(crate) fn open(addr: impl ToSocketAddrs) -> io::Result<Self> {
        let stream = TcpStream::connect(addr)?;
        stream.set_nodelay(true)?;
        Ok(Self(BufReader::new(stream)))
    }

    /// Sends a request of the protocol and waits for its answer. After an error it is not known what became of it.
    pub(crate) fn call(&mut self, operation: &str, body: &str) -> io::Result<Answer> {
        self.send(head(operation, body, "Accept: */*") + body)?;
        self.answer()
    }

    pub(crate) fn send(&mut self, bytes: impl AsRef<[u8]>) -> io::Result<()> {
        self.0.get_mut().write_all(bytes.as_ref())
    }

    pub(crate) fn answer(&mut self) -> io::Result<Answer> {
        let head = self.head()?;
        let mut answer = Answer { status: 0, headers: Vec::new(), body: Vec::new() };
        answer.status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let headers = head.lines().skip(1).map(|line| line.split_once(": ").unwrap());
        answer.headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        let length = answer.header("content-length").map_or(0, |length| length.parse().unwrap());
        answer.body = vec![0; length];
        self.0.read_exact(&mut answer.body)?;
        Ok(answer)
    }

    /// Reads the head of an answer, and not what comes behind it.
    pub(crate) fn head(&mut self) -> io::Result<String> {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if self.0.read_line(&mut head)? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
        }
        Ok(head.trim_end().replace("\r\n", "\n"))
    }
}

/// The head of a request of the protocol, with one header more.
pub(crate) fn head(operation: &str, body: &str, header: &str) -> String {
    let is_of_streams = ["Stream", "Shard", "GetRecords"].iter().any(|word| operation.contains(word));
    let service = if is_of_streams { "DynamoDBStreams_20120810" } else { "DynamoDB_20120810" };
    format!(
        "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: {service}.{operation}\r\n\
         Content-Type: application/x-amz-json-1.0\r\nX-Amz-Date: 20260101T000000Z\r\n\
         Authorization: {AUTHORIZATION}\r\nContent-Length: {}\r\n{header}\r\n\r\n",
        body.len()
    )
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Their names are in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn is_ok(&self) -> bool {
        self.status == 200
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// What a body in JSON says, or nothing.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The status, the exception without its namespace, and its message.
    pub(crate) fn said(&self) -> String {
        let body = self.json();
        assert!(body.is_object(), "{self:?}");
        let name = body["__type"].as_str().unwrap_or_default();
        let name = name.rsplit('#').next().unwrap_or_default();
        let message = body["message"].as_str().or(body["Message"].as_str()).unwrap_or_default();
        format!("{} {name}: {message}", self.status).trim_end_matches([' ', ':']).to_owned()
    }
}
