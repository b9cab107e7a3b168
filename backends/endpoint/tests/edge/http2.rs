//! HTTP/2 without TLS, as clients speak it that know the server.

use bytes::Bytes;
use h2::client::SendRequest;
use hyper::{Request, Response, StatusCode};
use tokio::net::TcpStream;
use tokio::runtime::Builder;

use crate::client::Server;

async fn connect(server: &Server) -> SendRequest<Bytes> {
    let stream = TcpStream::connect(server.addr()).await.unwrap();
    let (client, connection) = h2::client::handshake(stream).await.unwrap();
    tokio::spawn(connection);
    client.ready().await.unwrap()
}

fn request(name: &'static str, value: String) -> Request<()> {
    Request::post("http://localhost/")
        .header("content-type", "application/x-amz-json-1.0")
        .header("x-amz-target", "DynamoDB_20120810.ListTables")
        .header("x-amz-date", "20260101T000000Z")
        .header("authorization", "AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=0")
        .header(name, value)
        .body(())
        .unwrap()
}

async fn ask(client: &mut SendRequest<Bytes>, request: Request<()>) -> (StatusCode, Bytes) {
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
    let mut client = connect(server).await;
    for _ in 0..2 {
        let (status, body) = ask(&mut client, request("x-other", String::new())).await;
        assert_eq!((status, &*body), (StatusCode::OK, &br#"{"TableNames":[]}"#[..]));
    }
    let (status, _) = ask(&mut client, request("x-other", "a".repeat(16 * 1024))).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}
