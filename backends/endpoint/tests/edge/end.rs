//! The end of an endpoint.

use std::time::Duration;

use bytes::Bytes;
use dynamo_endpoint::Endpoint;
use dynamo_lmdb::Lmdb;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::client::Post;
use crate::http2;

/// An endpoint over a database on the disk, and a client in the middle of a request.
async fn busy(directory: &std::path::Path) -> (Endpoint, TcpStream) {
    let engine = Lmdb::open(directory).unwrap();
    let endpoint = Endpoint::serve(engine, "127.0.0.1:0").await.unwrap();
    let mut client = TcpStream::connect(endpoint.addr()).await.unwrap();
    let request = Post::new("ListTables", "{}");
    client.write_all(&request.to_bytes()).await.unwrap();
    let mut answer = [0; 12];
    client.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
    client
        .write_all(Post::new("ListTables", "{").header("Content-Length", "2").to_bytes().as_slice())
        .await
        .unwrap();
    // The server is to have begun with it.
    tokio::time::sleep(Duration::from_millis(100)).await;
    (endpoint, client)
}

async fn until_opened(directory: &std::path::Path) -> bool {
    for _ in 0..2_000 {
        if Lmdb::open(directory).is_ok() {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    false
}

#[tokio::test]
async fn a_request_that_never_ends_does_not_keep_the_database_open_once_it_is_shut_down() {
    let directory = tempfile::tempdir().unwrap();
    let (endpoint, client) = busy(directory.path()).await;
    tokio::time::pause();
    endpoint.shutdown().await;
    assert!(Lmdb::open(directory.path()).is_ok(), "nobody has the database open any more");
    drop(client);
}

#[tokio::test]
async fn one_over_http_2_does_not_either() {
    let directory = tempfile::tempdir().unwrap();
    let engine = Lmdb::open(directory.path()).unwrap();
    let endpoint = Endpoint::serve(engine, "127.0.0.1:0").await.unwrap();
    let mut client = http2::connect(endpoint.addr()).await;
    http2::ask(&mut client, http2::request("ListTables", 0)).await;
    let (answer, mut body) = client.send_request(http2::request("ListTables", 0), false).unwrap();
    body.send_data(Bytes::from_static(b"{"), false).unwrap();
    // The server is to have begun with it.
    tokio::time::sleep(Duration::from_millis(100)).await;
    tokio::time::pause();
    endpoint.shutdown().await;
    assert!(Lmdb::open(directory.path()).is_ok(), "nobody has the database open any more");
    assert!(answer.await.is_err());
}

#[tokio::test]
async fn one_that_is_dropped_listens_no_more_and_closes_the_database() {
    let directory = tempfile::tempdir().unwrap();
    let (endpoint, mut client) = busy(directory.path()).await;
    let addr = endpoint.addr();
    drop(endpoint);
    // What is under way is answered first.
    client.write_all(b"}").await.unwrap();
    let mut rest = Vec::new();
    client.read_to_end(&mut rest).await.unwrap();
    assert!(String::from_utf8_lossy(&rest).contains("HTTP/1.1 200"));
    assert!(until_opened(directory.path()).await);
    assert!(TcpStream::connect(addr).await.is_err());
}
