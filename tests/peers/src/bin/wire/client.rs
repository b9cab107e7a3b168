//! The client: a connection that is kept, and requests that were made before.

use std::net::SocketAddr;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue};
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// A signature that is well-formed. None of the servers verifies it.
const SIGNATURE: &str = "AWS4-HMAC-SHA256 Credential=local/20261126/us-east-1/dynamodb/aws4_request, \
                         SignedHeaders=content-type;host;x-amz-date;x-amz-target, \
                         Signature=6e3ba2b3a0f2f5d3fdd2ad4e1c40b7d3c2cfa9f8f0b90b3ec1e24e4d0fb25d11";
const DATE: HeaderName = HeaderName::from_static("x-amz-date");
const TARGET: HeaderName = HeaderName::from_static("x-amz-target");

pub(crate) struct Client {
    sender: SendRequest<Full<Bytes>>,
    headers: HeaderMap,
}

impl Client {
    pub(crate) async fn connect(addr: SocketAddr) -> Self {
        let stream = TcpStream::connect(addr).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let (sender, connection) = handshake(TokioIo::new(stream)).await.unwrap();
        // It ends when the client is dropped; what goes wrong before that, the request under way says.
        tokio::spawn(connection);
        let mut headers = HeaderMap::new();
        headers.insert(HOST, HeaderValue::from_str(&addr.to_string()).unwrap());
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-amz-json-1.0"));
        headers.insert(AUTHORIZATION, HeaderValue::from_static(SIGNATURE));
        headers.insert(DATE, HeaderValue::from_static("20261126T120000Z"));
        Self { sender, headers }
    }

    /// Prepares for requests of one operation.
    pub(crate) fn for_operation(mut self, operation: &str) -> Self {
        let target = HeaderValue::from_str(&format!("DynamoDB_20120810.{operation}")).unwrap();
        self.headers.insert(TARGET, target);
        self
    }

    /// Sends a request and returns the body of the answer, which must be a success.
    pub(crate) async fn send(&mut self, body: Bytes) -> Bytes {
        let mut request = Request::new(Full::new(body));
        *request.method_mut() = Method::POST;
        *request.headers_mut() = self.headers.clone();
        self.sender.ready().await.unwrap();
        let answer = self.sender.send_request(request).await.unwrap();
        let status = answer.status();
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(status, StatusCode::OK, "{}", String::from_utf8_lossy(&body));
        body
    }
}
