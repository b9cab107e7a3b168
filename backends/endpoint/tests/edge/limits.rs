//! What is too large.

use crate::client::{Post, Server};
use crate::encoding::gzip;

const LARGEST: usize = 16 * 1024 * 1024;

/// A request with as many bytes of blanks as it takes.
fn padded(length: usize) -> Vec<u8> {
    let mut body = vec![b' '; length];
    body[..2].copy_from_slice(b"{}");
    body
}

#[test]
fn a_body_has_16_megabytes_and_no_more() {
    let server = Server::start();
    assert_eq!(server.ask(&Post::new("ListTables", padded(LARGEST))).status, 200);
    let answer = server.ask(&Post::new("ListTables", padded(LARGEST + 1)));
    assert_eq!((answer.status, answer.text()), (413, ""));
    server.check();
}

#[test]
fn so_has_one_of_unknown_length() {
    let server = Server::start();
    let sent = |length| Post::new("ListTables", padded(length)).chunked(LARGEST);
    assert_eq!(server.ask(&sent(LARGEST)).status, 200);
    assert_eq!(server.ask(&sent(LARGEST + 1)).status, 413);
}

#[test]
fn what_is_too_large_is_read_to_its_end_and_refused_before_its_kind_is_looked_at() {
    let server = Server::start();
    let sent = |length| Post::new("ListTables", padded(length)).without("Content-Type");
    assert_eq!(server.ask(&sent(LARGEST)).status, 404);
    let answer = server.ask(&sent(LARGEST + LARGEST / 2));
    assert_eq!((answer.status, answer.header("transfer-encoding")), (413, Some("chunked")));
}

#[test]
fn a_connection_goes_on_after_what_was_too_large() {
    let server = Server::start();
    let mut client = server.connect();
    client.send(Post::new("ListTables", padded(LARGEST + 1)).to_bytes());
    let answer = client.answer();
    assert_eq!((answer.status, answer.header("connection")), (413, Some("keep-alive")));
    assert_eq!(client.head(), "0", "the last of no chunks");
    client.send(Post::new("ListTables", "{}").to_bytes());
    assert_eq!(client.answer().status, 200);
}

#[test]
fn a_connection_ends_where_what_is_too_large_has_no_end() {
    let server = Server::start();
    let mut client = server.connect();
    let request = Post::new("ListTables", padded(LARGEST + 1));
    client.send(request.header("Content-Length", (3 * LARGEST).to_string()).to_bytes());
    client.end();
    let answer = client.answer();
    assert_eq!((answer.status, answer.header("connection")), (413, Some("close")));
    assert_eq!(client.head(), "0", "the last of no chunks");
    assert_eq!(client.rest(), b"");
}

#[test]
fn what_is_refused_for_its_size_has_a_checksum_of_nothing() {
    let server = Server::start();
    for request in [
        Post::new("ListTables", padded(LARGEST + 1)),
        Post::new("ListTables", "{}").header("X-Other", "a".repeat(16 * 1024)),
    ] {
        assert_eq!(server.ask(&request).header("x-amz-crc32"), Some("0"));
    }
}

#[test]
fn a_compressed_body_is_as_large_as_what_comes_out_of_it() {
    let server = Server::start();
    let sent = |length| Post::new("ListTables", gzip(&padded(length))).header("Content-Encoding", "gzip");
    assert_eq!(server.ask(&sent(LARGEST)).status, 200);
    assert_eq!(server.ask(&sent(LARGEST + 1)).status, 413);
    assert_eq!(server.ask(&sent(20 * LARGEST)).status, 413, "and no more of it comes out than that");
    server.check();
}

#[test]
fn headers_have_16_kilobytes_in_all() {
    let server = Server::start();
    let sent = |length| Post::new("ListTables", "{}").header("X-Other", "a".repeat(length));
    assert_eq!(server.ask(&sent(15 * 1024)).status, 200);
    assert_eq!(server.ask(&sent(16 * 1024)).status, 400);
    let mut client = server.connect();
    client.send(Post::new("ListTables", "{}").header("X-Other", "a".repeat(300 * 1024)).to_bytes());
    assert_eq!(client.answer().status, 400);
    server.check();
}

#[test]
fn reads_are_refused_while_clients_leave_too_much_unread() {
    let server = Server::start();
    server.create_table();
    // As many bytes of JSON as an item can have: each is written as six.
    let text = "\\u0001".repeat(399_000);
    let keys: Vec<String> = (0..40).map(|at| format!(r#""p":{{"S":"{at}"}}"#)).collect();
    for key in &keys {
        let item = format!(r#"{{"TableName":"shop","Item":{{{key},"a":{{"S":"{text}"}}}}}}"#);
        assert_eq!(server.ask(&Post::new("PutItem", item)).status, 200);
    }
    let keys: Vec<String> = keys.iter().map(|key| format!("{{{key}}}")).collect();
    let all = Post::new(
        "BatchGetItem",
        format!(r#"{{"RequestItems":{{"shop":{{"Keys":[{}]}}}}}}"#, keys.join(",")),
    );
    let idle: Vec<_> = (0..3)
        .map(|_| {
            let mut client = server.connect();
            client.send(all.to_bytes());
            // It has an answer, of which it reads no more.
            client.head();
            client
        })
        .collect();
    assert_eq!(all.said(&server), "503 ServiceUnavailable");
    let write = Post::new("PutItem", r#"{"TableName":"shop","Item":{"p":{"S":"new"}}}"#);
    assert_eq!(server.ask(&write).status, 200, "writes are done all the same");
    drop(idle);
    let again = (0..500).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(20));
        server.ask(&all).status == 200
    });
    assert!(again, "what nobody reads any more is forgotten");
}
