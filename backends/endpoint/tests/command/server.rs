//! Serving: the ready line, data that is kept or not, and the end.

use std::net::TcpListener;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::process::{CREATE, Server, run};
use super::wire::{Connection, head};

const PUT: &str = r#"{"TableName":"shop","Item":{"id":{"S":"o-1"}}}"#;
const GET: &str = r#"{"TableName":"shop","Key":{"id":{"S":"o-1"}}}"#;

#[test]
fn the_first_line_says_where_it_listens_and_it_answers_there() {
    let server = Server::start(["--in-memory"]);
    assert_eq!(server.ready, format!("dynamo-local listening on http://127.0.0.1:{}\n", server.port));
    let answer = server.call("ListTables", "{}");
    assert!(answer.is_ok(), "{answer:?}");
    assert_eq!(answer.text(), r#"{"TableNames":[]}"#);
    server.stop();
}

#[test]
fn data_survives_a_restart() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("shop");
    let arguments = ["serve".as_ref(), "--data".as_ref(), data.as_os_str()];
    let server = Server::start(arguments);
    assert!(server.call("CreateTable", CREATE).is_ok());
    assert!(server.call("PutItem", PUT).is_ok());
    server.stop();

    let server = Server::start(arguments);
    assert_eq!(server.call("GetItem", GET).text(), r#"{"Item":{"id":{"S":"o-1"}}}"#);
}

#[test]
fn what_is_answered_survives_a_killed_server() {
    let directory = tempfile::tempdir().unwrap();
    let arguments = ["--data".as_ref(), directory.path().as_os_str()];
    let server = Server::start(arguments);
    assert!(server.call("CreateTable", CREATE).is_ok());
    assert!(server.call("PutItem", PUT).is_ok());
    drop(server);

    let server = Server::start(arguments);
    assert_eq!(server.call("GetItem", GET).text(), r#"{"Item":{"id":{"S":"o-1"}}}"#);
}

#[test]
fn nothing_is_kept_in_memory() {
    let server = Server::start(["--in-memory"]);
    assert!(server.call("CreateTable", CREATE).is_ok());
    server.stop();
    let server = Server::start(["--in-memory"]);
    assert_eq!(server.call("ListTables", "{}").text(), r#"{"TableNames":[]}"#);
}

#[test]
fn what_has_expired_goes_as_often_as_is_said() {
    let server = Server::start(["--in-memory", "--sweep-interval", "1"]);
    assert!(server.call("CreateTable", CREATE).is_ok());
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let item =
        format!(r#"{{"TableName":"shop","Item":{{"id":{{"S":"o-1"}},"until":{{"N":"{}"}}}}}}"#, now - 60);
    assert!(server.call("PutItem", &item).is_ok());
    assert_ne!(server.call("GetItem", GET).text(), "{}");
    let expiry = r#"{"TableName":"shop","TimeToLiveSpecification":{"AttributeName":"until","Enabled":true}}"#;
    assert!(server.call("UpdateTimeToLive", expiry).is_ok());
    while server.call("GetItem", GET).text() != "{}" {
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Sends a request up to its body, which the server then waits for.
fn begin(server: &Server, body: &str) -> Connection {
    let mut client = server.connect();
    client.send(head("ListTables", body, "Expect: 100-continue")).unwrap();
    assert_eq!(client.head().unwrap(), "HTTP/1.1 100 Continue");
    client
}

fn a_request_under_way_is_answered_after(signal: &str) {
    let mut server = Server::start(["--in-memory"]);
    let body = r#"{"Limit":1}"#;
    let mut client = begin(&server, body);
    server.signal(signal);
    server.logged("stopping");
    client.send(body).unwrap();
    let answer = client.answer().unwrap();
    assert!(answer.is_ok(), "{answer:?}");
    assert_eq!(answer.text(), r#"{"TableNames":[]}"#);
    assert_eq!(server.ended().0, Some(0));
}

#[test]
fn a_request_under_way_is_answered_after_sigterm() {
    a_request_under_way_is_answered_after("TERM");
}

#[test]
fn a_request_under_way_is_answered_after_sigint() {
    a_request_under_way_is_answered_after("INT");
}

#[test]
fn a_second_signal_ends_it_at_once() {
    let mut server = Server::start(["--in-memory"]);
    let client = begin(&server, "{}");
    server.signal("TERM");
    server.logged("stopping");
    server.signal("TERM");
    let (status, log) = server.ended();
    assert_eq!(status, Some(1), "{log}");
    assert!(log.contains("stopped at once"), "{log}");
    drop(client);
}

#[test]
fn an_address_that_is_taken_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let error = run(["--in-memory", "--log-level", "off", "--port", &port]).failed();
    assert!(error.starts_with(&format!("error: cannot listen on 127.0.0.1:{port}: ")), "{error}");
}

#[test]
fn a_database_is_served_once_at_a_time() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().to_str().unwrap();
    let server = Server::start(["--data", data]);
    for arguments in
        [&["serve", "--port", "0", "--data", data][..], &["import", "--data", data, "--table", "shop", "-"]]
    {
        let error = run(arguments).failed();
        assert!(error.contains("it is open already") && error.contains("with SIGTERM"), "{error}");
    }
    server.stop();
}

#[test]
fn it_warns_when_other_machines_can_connect() {
    let mut server = Server::start(["--in-memory", "--bind", "0.0.0.0"]);
    let warning = server.logged("WARN");
    assert!(warning.contains("can read, change and delete all data, and nothing is encrypted"), "{warning}");
    assert!(warning.contains("--verify-signatures") && warning.contains("--bind 127.0.0.1"), "{warning}");
    assert_eq!(server.get("/metrics").status, 404, "metrics are for loopback unless asked for");
    server.stop();
}

#[test]
fn tables_keep_the_names_that_they_had_in_another_region() {
    let directory = tempfile::tempdir().unwrap();
    let serve = |region| {
        let options = ["--region", region].map(AsRef::as_ref);
        Server::start(["--data".as_ref(), directory.path().as_os_str()].into_iter().chain(options))
    };
    let arn = |region| format!("arn:aws:dynamodb:{region}:000000000000:table/shop");
    let server = serve("eu-west-2");
    let created = server.call("CreateTable", CREATE);
    assert!(created.text().contains(&arn("eu-west-2")), "{created:?}");
    assert!(server.call("PutItem", PUT).is_ok());
    server.stop();

    let server = serve("us-east-1");
    let known_as = format!(r#"{{"TableName":"{}"}}"#, arn("eu-west-2"));
    let described = server.call("DescribeTable", &known_as);
    assert!(described.text().contains(&arn("us-east-1")), "{described:?}");
    let read = server.call("GetItem", &GET.replace("shop", &arn("eu-west-2")));
    assert_eq!(read.text(), r#"{"Item":{"id":{"S":"o-1"}}}"#);
    server.stop();
}

#[test]
fn the_wording_and_the_region_can_be_picked() {
    let server = Server::start(["--in-memory", "--region", "eu-west-2", "--validation", "classic"]);
    assert_eq!(server.get("/").text(), "healthy: dynamodb.eu-west-2.amazonaws.com ");
    let current = Server::start(["--in-memory"]);
    let refused = r#"{"TableName":"shop","Item":{},"ReturnValues":"MOST"}"#;
    let [classic, current] =
        [server, current].map(|server| server.call("PutItem", refused).text().to_owned());
    assert!(classic.contains("Value 'MOST' at 'returnValues' failed to satisfy constraint"), "{classic}");
    assert!(!current.contains("MOST"), "{current}");
}
