//! Clients that fall silent. The clock stands still until everybody waits, and then goes to where somebody stops waiting.

use dynamo_endpoint::Endpoint;
use dynamo_lmdb::Lmdb;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::client::Post;

/// Sends bytes and then nothing, and returns what is answered until the server ends the connection.
async fn left_with(bytes: &[u8]) -> String {
    let endpoint = Endpoint::serve(Lmdb::temporary().unwrap(), "127.0.0.1:0").await.unwrap();
    let mut client = TcpStream::connect(endpoint.addr()).await.unwrap();
    client.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    // A server that ends a connection before it has read all of it resets it.
    let _ = client.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test(start_paused = true)]
async fn who_says_nothing_is_left() {
    assert_eq!(left_with(b"").await, "");
}

#[tokio::test(start_paused = true)]
async fn who_stops_in_the_preface_of_http_2_is_left() {
    assert_eq!(left_with(b"PRI * HT").await, "");
}

#[tokio::test(start_paused = true)]
async fn who_stops_after_the_preface_of_http_2_is_left() {
    left_with(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await;
}

#[tokio::test(start_paused = true)]
async fn who_stops_in_the_headers_is_left() {
    left_with(b"POST / HTTP/1.1\r\nHost: a\r\nConte").await;
}

#[tokio::test(start_paused = true)]
async fn who_stops_in_the_body_is_left() {
    let request = Post::new("ListTables", "{").header("Content-Length", "2");
    left_with(&request.to_bytes()).await;
}

#[tokio::test(start_paused = true)]
async fn who_asks_no_more_is_left() {
    left_with(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await;
}
