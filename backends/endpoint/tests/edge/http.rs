//! HTTP/1.1 as clients speak it.

use std::collections::BTreeSet;

use crate::client::{Post, Server};

#[test]
fn other_methods_are_in_no_operation() {
    let server = Server::start();
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"] {
        let mut client = server.connect();
        client.send(format!(
            "{method} / HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: 2\r\n\r\n{{}}"
        ));
        let answer = client.answer();
        assert_eq!((answer.status, answer.text()), (404, "<UnknownOperationException/>\n"), "{method}");
    }
}

#[test]
fn what_is_answered_to_head_has_no_body() {
    let server = Server::start();
    let mut client = server.connect();
    client.send("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assert!(client.head().starts_with("HTTP/1.1 404"));
    assert_eq!(client.rest(), b"");
}

#[test]
fn a_connection_is_kept_unless_its_client_closes_it() {
    let server = Server::start();
    let list = || Post::new("ListTables", "{}");
    for (request, is_kept) in [
        (list(), true),
        (Post::new("ListTables", "{"), true),
        (list().header("Connection", "keep-alive"), true),
        (list().header("Connection", "TE, Close"), false),
    ] {
        let answer = server.ask(&request);
        assert_eq!(answer.header("connection") == Some("keep-alive"), is_kept);
    }
}

#[test]
fn the_kind_of_content_is_echoed() {
    let server = Server::start();
    for (kind, echo) in [
        ("application/x-amz-json-1.0", "application/x-amz-json-1.0"),
        ("application/json", "application/json"),
        ("application/json; charset=utf-8", "application/json"),
    ] {
        let answer = server.ask(&Post::new("ListTables", "{}").header("Content-Type", kind));
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(echo)));
        let answer = server.ask(&Post::new("ListTables", "{").header("Content-Type", kind));
        assert_eq!((answer.status, answer.header("content-type")), (400, Some(echo)));
    }
    assert_eq!(
        server.ask(&Post::new("ListTables", "{}").header("Content-Type", "application/xml")).status,
        404
    );
    assert_eq!(server.ask(&Post::new("ListTables", "{}").without("Content-Type")).status, 404);
}

#[test]
fn a_request_without_a_body_needs_no_kind_of_content() {
    let server = Server::start();
    let answer = server.ask(&Post::new("x", "").without("Content-Type"));
    assert_eq!(answer.said(), "400 UnknownOperationException");
    assert_eq!(answer.header("content-type"), Some("application/json"));
    let empty = Post::new("ListTables", "").without("Content-Type");
    assert_eq!(empty.said(&server), "400 SerializationException");
    assert_eq!(
        empty.without("Authorization").said(&server),
        "400 MissingAuthenticationTokenException: Request is missing Authentication Token"
    );
}

#[test]
fn bodies_that_nobody_needs_are_read_so_that_their_connection_is_kept() {
    let server = Server::start();
    let mut client = server.connect();
    let body = vec![b' '; 1024 * 1024];
    for request in ["PUT /", "DELETE /", "GET /any/path", "OPTIONS /"] {
        let length = body.len();
        client.send(format!("{request} HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n\r\n"));
        client.send(&body);
        let answer = client.answer();
        assert_eq!((answer.status, answer.header("connection")), (404, Some("keep-alive")), "{request}");
    }
    let headers = Post::new("ListTables", body).header("X-Other", "a".repeat(16 * 1024));
    client.send(headers.to_bytes());
    let answer = client.answer();
    assert_eq!((answer.status, answer.header("connection")), (400, Some("keep-alive")));
    client.send(Post::new("ListTables", "{}").to_bytes());
    assert_eq!(client.answer().status, 200);
}

#[test]
fn bodies_that_are_not_read_to_their_end_are_the_last_of_their_connection() {
    let server = Server::start();
    let half = |method| {
        format!(
            "{method} / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{{"
        )
    };
    for (request, status) in [(half("PUT"), 404), (half("POST"), 400)] {
        let mut client = server.connect();
        client.send(request);
        client.end();
        let answer = client.answer();
        assert_eq!((answer.status, answer.header("connection")), (status, Some("close")));
        assert_eq!(client.rest(), b"");
    }
}

#[test]
fn who_asks_before_a_body_that_nobody_needs_is_not_told_to_send_it() {
    let server = Server::start();
    let mut client = server.connect();
    client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    let answer = client.answer();
    assert_eq!((answer.status, answer.header("connection")), (404, Some("close")));
    assert_eq!(client.rest(), b"");
}

#[test]
fn what_is_no_json_has_a_checksum_too() {
    let server = Server::start();
    let unknown = server.ask(&Post::new("ListTables", "{}").without("Content-Type"));
    assert_eq!(unknown.header("x-amz-crc32"), Some("3552371480"));
    let mut client = server.connect();
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_eq!(client.answer().header("x-amz-crc32"), Some("3128867991"));
    client.send("OPTIONS / HTTP/1.1\r\nHost: a\r\nOrigin: http://a.example\r\n\r\n");
    assert_eq!(client.answer().header("x-amz-crc32"), Some("0"), "nothing has one as well");
}

#[test]
fn every_answer_has_an_id_of_its_own_and_names_the_server() {
    let server = Server::start();
    let requests = [
        Post::new("ListTables", "{}"),
        Post::new("ListTables", "{"),
        Post::new("ListTables", "{}").without("Content-Type"),
    ];
    let ids: BTreeSet<String> = requests
        .iter()
        .map(|request| {
            let answer = server.ask(request);
            assert_eq!(answer.header("server"), Some("Server"));
            answer.header("x-amzn-requestid").unwrap().to_owned()
        })
        .collect();
    assert_eq!(ids.len(), requests.len());
    for id in ids {
        assert_eq!(id.len(), 52);
        assert!(id.chars().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit()), "{id}");
    }
}

#[test]
fn browsers_may_ask_from_anywhere() {
    let server = Server::start();
    let answer = server.ask(&Post::new("ListTables", "{}").header("Origin", "http://a.example"));
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    assert!(answer.header("access-control-expose-headers").unwrap().contains("x-amzn-RequestId"));
    let refused = Post::new("x", "{").without("Content-Type").header("Origin", "http://a.example");
    assert_eq!(server.ask(&refused).header("access-control-allow-origin"), Some("*"), "before all else");
    let answer = server.ask(&Post::new("ListTables", "{}"));
    assert_eq!(answer.header("access-control-allow-origin"), None);

    let mut client = server.connect();
    client.send(
        "OPTIONS / HTTP/1.1\r\nHost: a\r\nOrigin: http://a.example\r\nAccess-Control-Request-Method: PUT\r\n\
         Access-Control-Request-Headers: x-amz-target,x-other\r\n\r\n",
    );
    let answer = client.answer();
    assert_eq!((answer.status, answer.text()), (200, ""));
    for (name, value) in [
        ("access-control-allow-origin", "*"),
        ("access-control-allow-methods", "PUT"),
        ("access-control-allow-headers", "x-amz-target,x-other"),
        ("access-control-max-age", "172800"),
    ] {
        assert_eq!(answer.header(name), Some(value));
    }
}

#[test]
fn a_connection_serves_request_after_request_good_or_bad() {
    let server = Server::start();
    let mut client = server.connect();
    for (request, status) in [
        (Post::new("ListTables", "{}"), 200),
        (Post::new("ListTables", "{"), 400),
        (Post::new("x", "{}"), 400),
        (Post::new("ListTables", "{}").without("Content-Type"), 404),
        (Post::new("ListTables", "{}"), 200),
    ] {
        client.send(request.to_bytes());
        assert_eq!(client.answer().status, status);
    }
}

#[test]
fn requests_that_are_sent_at_once_are_answered_in_order() {
    let server = Server::start();
    let mut client = server.connect();
    let requests = [Post::new("ListTables", "{}"), Post::new("x", "{}"), Post::new("ListTables", "[]")];
    client.send(requests.iter().map(Post::to_bytes).collect::<Vec<_>>().concat());
    assert_eq!(client.answer().text(), r#"{"TableNames":[]}"#);
    assert_eq!(client.answer().said(), "400 UnknownOperationException");
    assert_eq!(client.answer().said(), "400 SerializationException");
}

#[test]
fn a_connection_ends_after_the_answer_if_the_client_says_so() {
    let server = Server::start();
    let mut client = server.connect();
    client.send(Post::new("ListTables", "{}").header("Connection", "close").to_bytes());
    assert_eq!(client.answer().status, 200);
    assert_eq!(client.rest(), b"");
}

#[test]
fn bodies_may_come_in_chunks() {
    let server = Server::start();
    let answer = server.ask(&Post::new("ListTables", r#"{"Limit":1}"#).chunked(3));
    assert_eq!((answer.status, answer.text()), (200, r#"{"TableNames":[]}"#));
}

#[test]
fn clients_may_ask_before_they_send_a_body() {
    let server = Server::start();
    let mut client = server.connect();
    let request = Post::new("ListTables", "{}").header("Expect", "100-continue");
    client.send(request.head());
    assert_eq!(client.head(), "HTTP/1.1 100 Continue");
    client.send("{}");
    assert_eq!(client.answer().status, 200);
}
