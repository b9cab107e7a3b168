//! Compressed bodies, and checksums.

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::{GzDecoder, ZlibDecoder};
use flate2::write::{GzEncoder, ZlibEncoder};

use crate::client::{Post, Server};
use crate::wire::Answer;

pub(crate) fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

fn deflate(body: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

fn checksum(answer: &Answer) -> u32 {
    answer.header("x-amz-crc32").unwrap().parse().unwrap()
}

#[test]
fn requests_may_be_compressed() {
    let server = Server::start();
    let body = r#"{"Limit":0}"#.as_bytes();
    let plain = Post::new("ListTables", body).said(&server);
    assert!(plain.contains("at 'limit' failed"), "{plain}");
    for (encoding, packed) in [
        ("gzip", gzip(body)),
        ("x-gzip", gzip(body)),
        ("deflate", deflate(body)),
        ("identity", body.to_vec()),
    ] {
        let request = Post::new("ListTables", packed).header("Content-Encoding", encoding);
        assert_eq!(request.said(&server), plain, "{encoding}");
    }
}

#[test]
fn what_is_not_compressed_as_it_says_is_a_failure() {
    let server = Server::start();
    let cut = &gzip(&b"{} ".repeat(1000))[..20];
    for (encoding, body) in
        [("gzip", &b"{}"[..]), ("deflate", b"{}"), ("br", b"{}"), ("gzip, gzip", b"{}"), ("gzip", cut)]
    {
        let request = Post::new("ListTables", body).header("Content-Encoding", encoding);
        assert_eq!(request.said(&server), "500 InternalServerError: Internal server error", "{encoding}");
    }
    server.check();
}

#[test]
fn long_answers_are_compressed_for_those_who_accept_it() {
    let server = Server::start();
    server.create_table();
    let put =
        format!(r#"{{"TableName":"shop","Item":{{"p":{{"S":"a"}},"t":{{"S":"{}"}}}}}}"#, "x".repeat(5000));
    assert_eq!(server.ask(&Post::new("PutItem", put)).status, 200);
    let get = Post::new("GetItem", r#"{"TableName":"shop","Key":{"p":{"S":"a"}}}"#);

    let plain = server.ask(&get);
    assert_eq!(plain.header("content-encoding"), None);
    assert_eq!(checksum(&plain), crc32fast::hash(&plain.body));

    let packed = server.ask(&get.clone().header("Accept-Encoding", "gzip"));
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert_eq!(checksum(&packed), crc32fast::hash(&packed.body), "of what is sent");
    let mut unpacked = Vec::new();
    GzDecoder::new(packed.body.as_slice()).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain.body);

    let packed = server.ask(&get.header("Accept-Encoding", "br, deflate"));
    assert_eq!(packed.header("content-encoding"), Some("deflate"));
    let mut unpacked = Vec::new();
    ZlibDecoder::new(packed.body.as_slice()).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain.body);
}

#[test]
fn short_answers_and_errors_have_checksums_too() {
    let server = Server::start();
    for body in ["{}", "{"] {
        let answer = server.ask(&Post::new("ListTables", body).header("Accept-Encoding", "gzip"));
        assert_eq!(answer.header("content-encoding"), None);
        assert_eq!(checksum(&answer), crc32fast::hash(&answer.body));
    }
}
