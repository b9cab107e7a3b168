//! A client that sends whatever it is told to.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use serde_json::Value;

pub(crate) struct Client(SocketAddr);

impl Client {
    pub(crate) const fn new(addr: SocketAddr) -> Self {
        Self(addr)
    }

    /// Sends a request and returns the status and the body of the answer.
    pub(crate) fn send(&self, operation: &str, request: &str) -> (u16, Value) {
        let service =
            if operation.contains("Stream") || operation.contains("Shard") || operation == "GetRecords" {
                "DynamoDBStreams_20120810"
            } else {
                "DynamoDB_20120810"
            };
        let mut stream = TcpStream::connect(self.0).unwrap();
        write!(
            stream,
            "POST / HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-amz-json-1.0\r\n\
             X-Amz-Target: {service}.{operation}\r\nX-Amz-Date: 20260101T000000Z\r\n\
             Authorization: AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, \
             SignedHeaders=host;x-amz-date, Signature=0\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{request}",
            self.0,
            request.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, serde_json::from_str(body).unwrap_or_default())
    }
}

/// What an answer says: the exception, its message, and why a transaction is cancelled.
pub(crate) fn said(answer: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let message = answer.get("message").or_else(|| answer.get("Message")).map(text).unwrap_or_default();
    let exception = text(&answer["__type"]);
    let exception = exception.rsplit('#').next().unwrap_or_default();
    let reasons = answer["CancellationReasons"].as_array().cloned().unwrap_or_default();
    let reason = reasons.iter().find(|reason| reason["Code"] != "None");
    let reason = reason.map(|reason| format!(" / {}: {}", text(&reason["Code"]), text(&reason["Message"])));
    format!("{exception}: {message}{}", reason.unwrap_or_default())
}
