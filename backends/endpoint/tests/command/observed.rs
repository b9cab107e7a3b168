//! What the server lets be seen: its log, and its metrics.

use serde_json::Value;

use super::process::{CREATE, Server};

#[test]
fn a_logged_request_has_its_id_operation_table_status_and_duration() {
    let mut server = Server::start(["--in-memory", "--log-format", "json", "--log-level", "debug"]);
    let answer = server.call("DescribeTable", r#"{"TableName":"shop"}"#);
    let line: Value = serde_json::from_str(&server.logged("answered")).unwrap();
    let span = line.get("span").unwrap();
    assert_eq!(span.get("id").unwrap(), answer.header("x-amzn-requestid").unwrap());
    assert_eq!(span.get("operation").unwrap(), "DescribeTable");
    assert_eq!(span.get("table").unwrap(), "shop");
    let fields = line.get("fields").unwrap();
    assert_eq!(fields.get("status").unwrap(), 400);
    assert_eq!(fields.get("outcome").unwrap(), "ResourceNotFoundException");
    assert!(fields.get("took").unwrap().as_f64().unwrap() > 0.0);
    server.stop();
}

#[test]
fn metrics_count_requests_by_operation_and_outcome_and_show_the_tables() {
    let server = Server::start(["--in-memory"]);
    assert!(server.call("CreateTable", CREATE).is_ok());
    assert!(server.call("PutItem", r#"{"TableName":"shop","Item":{"id":{"S":"o-1"}}}"#).is_ok());
    assert!(!server.call("PutItem", r#"{"TableName":"shop","Item":{}}"#).is_ok());
    assert!(!server.call("PlayItem", "{}").is_ok());

    let answer = server.get("/metrics");
    assert!(answer.header("content-type").unwrap().starts_with("application/openmetrics-text"));
    for line in [
        r#"dynamo_requests_total{operation="CreateTable",outcome="ok"} 1"#,
        r#"dynamo_requests_total{operation="PutItem",outcome="ok"} 1"#,
        r#"dynamo_requests_total{operation="PutItem",outcome="ValidationException"} 1"#,
        r#"dynamo_requests_total{operation="unknown",outcome="UnknownOperationException"} 1"#,
        r#"dynamo_request_duration_seconds_count{operation="PutItem"} 2"#,
        "dynamo_connections_total 5",
        r#"dynamo_table_items{table="shop"} 1"#,
        r#"dynamo_table_size_bytes{table="shop"} 5"#,
        "# EOF",
    ] {
        assert!(answer.text().lines().any(|found| found == line), "{line}\n{}", answer.text());
    }
    assert!(answer.text().contains("dynamo_database_used_bytes "));
}

#[test]
fn metrics_are_where_they_are_asked_for() {
    let server = Server::start(["--in-memory", "--metrics-path", "/observed"]);
    assert!(server.get("/observed").text().contains("# EOF"));
    assert_eq!(server.get("/metrics").status, 404);
    let server = Server::start(["--in-memory", "--no-metrics"]);
    assert_eq!(server.get("/metrics").status, 404);
}
