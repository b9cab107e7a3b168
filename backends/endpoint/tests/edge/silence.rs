//! Clients that fall silent. The clock stands still until everybody waits, and then goes to where somebody stops waiting.

use dynamo_endpoint::Endpoint;
use dynamo_lmdb::Lmdb;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::client::Post;

async fn serve() -> Endpoint {
    Endpoint::serve(Lmdb::temporary().unwrap(), "127.0.0.1:0").await.unwrap()
}

async fn connect(endpoint: &Endpoint) -> TcpStream {
    TcpStream::connect(endpoint.addr()).await.unwrap()
}

/// Reads until the server ends the connection.
async fn rest(client: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    // A server that ends a connection before it has read all of it resets it.
    let _ = client.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

/// Sends bytes and then nothing, and returns all that is answered.
async fn left_with(bytes: impl AsRef<[u8]>) -> String {
    let endpoint = serve().await;
    let mut client = connect(&endpoint).await;
    client.write_all(bytes.as_ref()).await.unwrap();
    rest(&mut client).await
}

#[tokio::test(start_paused = true)]
async fn who_says_nothing_is_left() {
    assert_eq!(left_with("").await, "");
}

#[tokio::test(start_paused = true)]
async fn who_stops_in_the_preface_of_http_2_is_left() {
    assert_eq!(left_with("PRI * HT").await, "");
}

#[tokio::test(start_paused = true)]
async fn who_stops_after_the_preface_of_http_2_is_left() {
    assert!(!left_with("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await.contains("HTTP"));
}

#[tokio::test(start_paused = true)]
async fn who_stops_in_the_headers_is_left() {
    assert!(!left_with("POST / HTTP/1.1\r\nHost: a\r\nConte").await.contains("200"));
}

#[tokio::test(start_paused = true)]
async fn who_stops_in_the_body_is_told_so_and_left() {
    let request = Post::new("ListTables", "{").header("Content-Length", "2");
    let answer = left_with(request.to_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 408 Request Timeout"), "{answer}");
    assert!(answer.contains("connection: close"), "{answer}");
}

#[tokio::test(start_paused = true)]
async fn who_stops_in_a_body_that_nobody_needs_is_answered_and_left() {
    let answer = left_with("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{").await;
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
    assert!(answer.contains("connection: close"), "{answer}");
}

#[tokio::test(start_paused = true)]
async fn who_asks_no_more_is_left() {
    let answers = left_with("GET / HTTP/1.1\r\nHost: a\r\n\r\n").await;
    assert!(answers.starts_with("HTTP/1.1 200") && answers.ends_with("amazonaws.com "), "{answers}");
}

#[tokio::test(start_paused = true)]
async fn who_reads_no_answers_is_left() {
    let endpoint = serve().await;
    let mut client = connect(&endpoint).await;
    let requests = "GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(100);
    // It ends when the server takes no more.
    while client.write_all(requests.as_bytes()).await.is_ok() {}
}

/// More clients than there is memory for, which stop in the middle of bodies of 16 MB.
async fn stalled(endpoint: &Endpoint, sent: usize) -> Vec<TcpStream> {
    let request = Post::new("x", vec![b' '; 16 * 1024 * 1024]).to_bytes();
    let mut clients = Vec::new();
    for _ in 0..20 {
        let mut client = connect(endpoint).await;
        client.write_all(&request[..sent]).await.unwrap();
        clients.push(client);
    }
    clients
}

async fn ask(endpoint: &Endpoint, length: usize) -> String {
    let mut client = connect(endpoint).await;
    let request = Post::new("x", vec![b' '; length]);
    client.write_all(&request.to_bytes()).await.unwrap();
    let mut answer = vec![0; 4096];
    let read = client.read(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer[..read]).into_owned()
}

#[tokio::test(start_paused = true)]
async fn large_bodies_wait_for_memory_that_others_hold_until_those_are_left() {
    let endpoint = serve().await;
    let stalled = stalled(&endpoint, 100_000).await;
    let began = tokio::time::Instant::now();
    assert!(ask(&endpoint, 1_000_000).await.contains("SerializationException"));
    assert!(began.elapsed() < std::time::Duration::from_secs(30), "{:?}", began.elapsed());
    for mut client in stalled {
        assert!(rest(&mut client).await.starts_with("HTTP/1.1 408 Request Timeout"));
    }
}

#[tokio::test(start_paused = true)]
async fn small_bodies_wait_for_no_memory() {
    let endpoint = serve().await;
    let stalled = stalled(&endpoint, 100_000).await;
    let began = tokio::time::Instant::now();
    assert!(ask(&endpoint, 10_000).await.contains("SerializationException"));
    assert!(began.elapsed().is_zero(), "{:?}", began.elapsed());
    drop(stalled);
}

#[tokio::test(start_paused = true)]
async fn who_has_sent_no_more_than_the_beginning_holds_no_memory() {
    let endpoint = serve().await;
    let stalled = stalled(&endpoint, 1_000).await;
    let began = tokio::time::Instant::now();
    assert!(ask(&endpoint, 1_000_000).await.contains("SerializationException"));
    assert!(began.elapsed().is_zero(), "{:?}", began.elapsed());
    drop(stalled);
}
