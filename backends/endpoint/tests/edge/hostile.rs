//! Whatever is sent, an error as the service says it comes back, and the server is there for the next request.

use crate::client::{Post, Server};

/// What is said of a `PutItem` of a value.
fn put(server: &Server, value: &str) -> String {
    let body = format!(r#"{{"TableName":"shop","Item":{{"p":{{"S":"a"}},"a":{value}}}}}"#);
    Post::new("PutItem", body).said(server)
}

#[test]
fn what_is_no_json_is_unreadable() {
    let server = Server::start();
    let deep = |open: &str, close: &str| open.repeat(1_000_000) + &close.repeat(1_000_000);
    for body in [
        &b""[..],
        b" ",
        b"{",
        b"{}{}",
        b"{},",
        b"{'a':1}",
        b"{\"a\":1,}",
        b"{\"a\" 1}",
        b"{a:1}",
        b"nul",
        b"NaN",
        b"{\"a\":01}",
        b"{\"a\":1e}",
        b"{\"a\":+1}",
        b"{\"a\":\"\\x\"}",
        b"{\"a\":\"\\ud800\"}",
        b"{\"a\":\"\n\"}",
        b"{\"a\":\"\x00\"}",
        b"\x00",
        b"{}\x00",
        b"\xef\xbb\xbf{}",
        b"{\"TableName\":\"\xff\xfe\"}",
        b"{\"\xc3\":1}",
        b"\xff\xff\xff\xff",
        deep("[", "]").as_bytes(),
        deep("{\"a\":", "}").as_bytes(),
        "[".repeat(1_000_000).as_bytes(),
    ] {
        let answer = server.ask(&Post::new("GetItem", body));
        assert_eq!(
            (answer.status, answer.text()),
            (400, r#"{"__type":"com.amazon.coral.service#SerializationException"}"#),
            "{:?}",
            String::from_utf8_lossy(&body[..body.len().min(40)])
        );
    }
    server.check();
}

#[test]
fn the_last_of_several_members_of_one_name_counts() {
    let server = Server::start();
    let body = format!(r#"{{{}"Limit":1}}"#, r#""Limit":0,"#.repeat(10_000));
    assert_eq!(server.ask(&Post::new("ListTables", body)).status, 200);
}

#[test]
fn the_last_of_several_attributes_of_one_name_counts_and_so_does_the_last_of_several_types() {
    let server = Server::start();
    server.create_table();
    let many = r#""a":{"N":"1"},"#.repeat(10_000);
    let item = format!(
        r#"{{"p":{{"S":"x"}},{many}"a":{{"M":{{"b":{{}},"b":{{"S":"y"}}}}}},"p":{{"S":"x","S":"z"}}}}"#
    );
    let body = format!(r#"{{"TableName":"shop","Item":{item}}}"#);
    assert_eq!(server.ask(&Post::new("PutItem", body)).status, 200);
    let found =
        server.ask(&Post::new("GetItem", r#"{"TableName":"shop","Key":{"p":{"S":"x"},"p":{"S":"z"}}}"#));
    assert_eq!(found.text(), r#"{"Item":{"a":{"M":{"b":{"S":"y"}}},"p":{"S":"z"}}}"#);
}

#[test]
fn numbers_without_end_are_numbers() {
    let server = Server::start();
    for number in ["9".repeat(400), format!("-{}", "9".repeat(400)), format!("0.{}", "1".repeat(100_000))] {
        let said = Post::new("ListTables", format!(r#"{{"Limit":{number}}}"#)).said(&server);
        assert!(said.starts_with("400 "), "{said}");
    }
    server.check();
}

#[test]
fn values_that_are_none_are_refused() {
    let server = Server::start();
    server.create_table();
    for value in [
        r#"{"N":""}"#,
        r#"{"N":" "}"#,
        r#"{"N":"NaN"}"#,
        r#"{"N":"Infinity"}"#,
        r#"{"N":"0x1"}"#,
        r#"{"N":"1e126"}"#,
        r#"{"N":"1e99999999999999999999"}"#,
        r#"{"N":"--1"}"#,
        r#"{"N":"1\u0000"}"#,
        r#"{"N":"123456789012345678901234567890123456789"}"#,
        r#"{"SS":[]}"#,
        r#"{"SS":["a","a"]}"#,
        r#"{"NS":["1","1.0"]}"#,
        r#"{"NULL":false}"#,
        "{}",
        r#"{"S":"a","N":"1"}"#,
        r#"{"X":"a"}"#,
    ] {
        let said = put(&server, value);
        assert!(said.starts_with("400 ValidationException: "), "{value}: {said}");
    }
    let long = format!(r#"{{"N":"{}"}}"#, "1".repeat(1_000_000));
    assert!(put(&server, &long).starts_with("400 ValidationException: "));
    for value in
        [r#"{"B":"a"}"#, r#"{"B":"a==="}"#, r#"{"B":"===="}"#, r#"{"B":"AB=="}"#, r#"{"BS":["\u0000AAA"]}"#]
    {
        let said = put(&server, value);
        assert!(said.starts_with("400 SerializationException: "), "{value}: {said}");
    }
    let deep = format!("{}{{\"S\":\"a\"}}{}", r#"{"L":["#.repeat(100), "]}".repeat(100));
    assert!(put(&server, &deep).starts_with("400 ValidationException: "));
    server.check();
}

#[test]
fn texts_may_hold_anything() {
    let server = Server::start();
    server.create_table();
    assert_eq!(
        server
            .ask(&Post::new(
                "PutItem",
                r#"{"TableName":"shop","Item":{"p":{"S":"\u0000\ud83d\ude00\u0001"}}}"#
            ))
            .status,
        200
    );
    let answer = server.ask(&Post::new("Scan", r#"{"TableName":"shop"}"#));
    assert_eq!(answer.text(), r#"{"Items":[{"p":{"S":"\u0000😀\u0001"}}],"Count":1,"ScannedCount":1}"#);
}

#[test]
fn expressions_without_end_are_refused() {
    let server = Server::start();
    server.create_table();
    for expression in [
        "(".repeat(4_000),
        "a".repeat(1_000_000),
        "NOT ".repeat(1_000),
        format!("a = :a{}", " AND a = :a".repeat(300)),
        "a[99999999999999999999] = :a".to_owned(),
        "\\u0000".to_owned(),
    ] {
        let body = format!(
            r#"{{"TableName":"shop","FilterExpression":"{expression}","ExpressionAttributeValues":{{":a":{{"S":"a"}}}}}}"#
        );
        let said = Post::new("Scan", body).said(&server);
        assert!(said.starts_with("400 ValidationException: "), "{said}");
    }
    server.check();
}

#[test]
fn connections_that_are_cut_hurt_nobody() {
    let server = Server::start();
    server.create_table();
    let put = Post::new("PutItem", r#"{"TableName":"shop","Item":{"p":{"S":"a"}}}"#).to_bytes();
    for end in (0..put.len()).step_by(7) {
        let mut client = server.connect();
        client.send(&put[..end]);
    }
    let scan = server.ask(&Post::new("Scan", r#"{"TableName":"shop"}"#));
    assert_eq!(scan.text(), r#"{"Items":[],"Count":0,"ScannedCount":0}"#, "no half of a request is run");
}

#[test]
fn what_is_not_http_is_refused() {
    let server = Server::start();
    for bytes in [
        &b"\r\n\r\n\x00\x01\x02\r\n\r\n"[..],
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"POST\r\n\r\n",
        b"POST / HTTP/9.9\r\n\r\n",
        b"POST / HTTP/1.1\r\nno colon\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
    ] {
        let mut client = server.connect();
        client.send(bytes);
        client.end();
        let rest = client.rest();
        let is_refused = rest.is_empty() || rest.starts_with(b"HTTP/1.1 400") || !rest.starts_with(b"HTTP");
        assert!(is_refused, "{}", String::from_utf8_lossy(&rest));
    }
    server.check();
}

#[test]
fn chunks_that_are_none_are_refused() {
    let server = Server::start();
    for chunks in ["x\r\n{}\r\n0\r\n\r\n", "ffffffffffffffffff\r\n{}", "-1\r\n{}\r\n"] {
        let request =
            Post::new("ListTables", "").without("Content-Length").header("Transfer-Encoding", "chunked");
        let mut client = server.connect();
        client.send(request.head() + chunks);
        assert_eq!(client.answer().status, 400, "{chunks}");
    }
    server.check();
}

#[test]
fn elements_that_are_null_are_refused_as_empty_ones_are() {
    let server = Server::start();
    server.create_table();
    for (operation, body, said) in [
        (
            "TransactGetItems",
            r#"{"TransactItems":[null,{"Get":{"TableName":"shop","Key":{"p":{"S":"a"}}}}]}"#,
            "1 validation error detected: Value null at 'transactItems.1.member.get' failed to satisfy constraint: \
             Member must not be null",
        ),
        (
            "BatchGetItem",
            r#"{"RequestItems":{"shop":null}}"#,
            "1 validation error detected: Value null at 'requestItems.shop.member.keys' failed to satisfy constraint: \
             Member must not be null",
        ),
        (
            "BatchGetItem",
            r#"{"RequestItems":{"shop":{"Keys":[null]}}}"#,
            "The provided key element does not match the schema",
        ),
        (
            "PutItem",
            r#"{"TableName":"shop","Item":{"p":{"S":"a"},"l":{"L":[null]}}}"#,
            "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
        ),
    ] {
        let answer = Post::new(operation, body).said(&server);
        assert_eq!(answer, format!("400 ValidationException: {said}"), "{body}");
    }
    server.check();
}

#[test]
fn conditions_without_number_are_refused_and_not_nested_without_end() {
    let server = Server::start();
    server.create_table();
    let many = |of: &str| (0..200_000).map(|at| format!(r#""a{at}":{of}"#)).collect::<Vec<_>>().join(",");
    for (operation, rest, of) in [
        ("Scan", r#""ScanFilter""#, r#"{"ComparisonOperator":"NULL"}"#),
        ("PutItem", r#""Item":{"p":{"S":"a"}},"Expected""#, r#"{"Exists":false}"#),
        (
            "Query",
            r#""KeyConditionExpression":"p=:p","ExpressionAttributeValues":{":p":{"S":"a"}},"QueryFilter""#,
            r#"{"ComparisonOperator":"NULL"}"#,
        ),
    ] {
        for table in ["shop", "none"] {
            let body = format!(r#"{{"TableName":"{table}",{rest}:{{{}}}}}"#, many(of));
            let said = Post::new(operation, body).said(&server);
            assert!(said.starts_with("400 "), "{said}");
        }
        server.check();
    }
}

#[test]
fn each_operation_is_of_the_service_that_has_it() {
    let server = Server::start();
    for (service, operation) in
        [("DynamoDBStreams_20120810", "ListTables"), ("DynamoDB_20120810", "ListStreams")]
    {
        let request = Post::new(operation, "{}").header("X-Amz-Target", format!("{service}.{operation}"));
        assert!(request.said(&server).starts_with("400 UnknownOperationException"), "{operation}");
    }
}
