//! HTTP/2 without TLS, as clients speak it that know the server.

use std::net::SocketAddr;

use bytes::Bytes;
use h2::client::SendRequest;
use hyper::{Request, Response, StatusCode};
use tokio::net::TcpStream;
use tokio::runtime::Builder;

use crate::client::Server;

pub(crate) async fn connect(addr: SocketAddr) -> SendRequest<Bytes> {
    let stream = TcpStream::connect(addr).await.unwrap();
    let (client, connection) = h2::client::handshake(stream).await.unwrap();
    tokio::spawn(connection);
    client.ready().await.unwrap()
}

/// A request for an operation, with a header of some length.
pub(crate) fn request(operation: &str, length: usize) -> Request<()> {
    Request::post("http://localhost/")
        .header("content-type", "application/x-amz-json-1.0")
        .header("x-amz-target", format!("DynamoDB_20120810.{operation}"))
        .header("x-amz-date", "20260101T000000Z")
        .header("authorization", "AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=0")
        .header("x-other", "a".repeat(length))
        .body(())
        .unwrap()
}

pub(crate) async fn ask(client: &mut SendRequest<Bytes>, request: Request<()>) -> (StatusCode, Bytes) {
    let (answer, mut body) = client.send_request(request, false).unwrap();
    body.send_data(Bytes::from_static(b"{}"), true).unwrap();
    let answer: Response<h2::RecvStream> = answer.await.unwrap();
    let status = answer.status();
    let mut body = answer.into_body();
    let read = body.data().await.map(Result::unwrap).unwrap_or_default();
    (status, read)
}

#[test]
fn http_2_needs_no_upgrade() {
    let server = Server::start();
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(speak(&server));
}

async fn speak(server: &Server) {
    let mut client = connect(server.addr()).await;
    for (operation, said) in [
        ("ListTables", r#"{"TableNames":[]}"#),
        ("DescribeEndpoints", r#"{"Endpoints":[{"Address":"localhost","CachePeriodInMinutes":1440}]}"#),
    ] {
        let (status, body) = ask(&mut client, request(operation, 0)).await;
        assert_eq!((status, &*body), (StatusCode::OK, said.as_bytes()));
    }
    let (status, _) = ask(&mut client, request("ListTables", 16 * 1024)).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}
