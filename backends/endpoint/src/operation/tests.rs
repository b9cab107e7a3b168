//! Every kind of JSON for every member of every operation.

use dynamo_lmdb::Lmdb;

use super::{Call, OPERATIONS, Operation};
use crate::fault::Fault;
use crate::wire::json::Json;
use crate::wire::read::Members;
use crate::wire::shape::{Member, Shape};

/// A value of each kind. The text is one in base64, too.
const KINDS: [&str; 7] = ["null", "true", "1", "1.5", r#""text""#, "[]", "{}"];
/// How deep members are followed. Values nest without end.
const DEEPEST: usize = 9;

fn fits(kind: &str, shape: &Shape) -> bool {
    match shape.kind() {
        _ if kind == "null" => true,
        Shape::Text | Shape::Word(_) | Shape::Bytes => kind.starts_with('"'),
        Shape::Integer(..) | Shape::Decimal => kind.starts_with('1'),
        Shape::Flag => kind == "true",
        Shape::List(_) => kind == "[]",
        Shape::Map(_) | Shape::Structure(..) => kind == "{}",
        Shape::Ruled(..) => false,
    }
}

/// Lists the members of an operation, each as what is written before and after it, and its shape.
fn places(operation: &Operation) -> Vec<(String, String, &'static Shape)> {
    let mut places = Vec::new();
    in_structure(operation.members, "", "", DEEPEST, &mut places);
    places
}

fn in_structure(
    members: &'static [Member],
    before: &str,
    after: &str,
    depth: usize,
    places: &mut Vec<(String, String, &'static Shape)>,
) {
    for Member { name, shape, .. } in members {
        add(shape, format!(r#"{before}{{"{name}":"#), format!("}}{after}"), depth, places);
    }
}

fn add(
    shape: &'static Shape,
    before: String,
    after: String,
    depth: usize,
    places: &mut Vec<(String, String, &'static Shape)>,
) {
    if let Some(depth) = depth.checked_sub(1) {
        match shape.kind() {
            Shape::List(of) => add(of, format!("{before}["), format!("]{after}"), depth, places),
            Shape::Map(of) => add(of, format!(r#"{before}{{"a":"#), format!("}}{after}"), depth, places),
            Shape::Structure(_, members) => in_structure(members, &before, &after, depth, places),
            _ => {}
        }
    }
    places.push((before, after, shape));
}

async fn answer(operation: &Operation, engine: &Lmdb, body: &str) -> Result<Vec<u8>, Fault> {
    let json = Json::parse(body.as_bytes()).unwrap();
    let call = Call { engine, members: Members(&json), body: body.as_bytes(), host: None };
    operation.answer(call).await
}

#[tokio::test]
async fn members_of_a_kind_that_is_not_theirs_are_refused_as_such_and_others_are_not() {
    let engine = Lmdb::temporary().unwrap();
    for operation in OPERATIONS {
        for (before, after, shape) in places(operation) {
            for kind in KINDS {
                let body = format!("{before}{kind}{after}");
                let outcome = answer(operation, &engine, &body).await;
                let name = outcome.as_ref().err().map(Fault::name);
                let expected = !fits(kind, shape);
                assert_eq!(name == Some("SerializationException"), expected, "{} {body}", operation.name);
                assert_ne!(name, Some("InternalServerError"), "{} {body}", operation.name);
            }
        }
    }
}

#[tokio::test]
async fn an_empty_request_lacks_what_its_operation_requires() {
    let engine = Lmdb::temporary().unwrap();
    for operation in OPERATIONS {
        let name = answer(operation, &engine, "{}").await.err().map(|fault| fault.name());
        let expected = match operation.name {
            "DescribeEndpoints" | "DescribeLimits" | "ListStreams" | "ListTables" => None,
            _ => Some("ValidationException"),
        };
        assert_eq!(name, expected, "{}", operation.name);
    }
}

#[tokio::test]
async fn a_body_that_is_no_object_is_unreadable_to_every_operation() {
    let engine = Lmdb::temporary().unwrap();
    for operation in OPERATIONS {
        for body in ["null", "[]", "1", "true", r#""{}""#, "[{}]"] {
            let fault = answer(operation, &engine, body).await.unwrap_err();
            assert_eq!(fault.to_string(), "SerializationException", "{} {body}", operation.name);
        }
    }
}
