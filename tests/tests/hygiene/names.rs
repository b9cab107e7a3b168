//! The user's names are those of the standard library, of the crate and of what the derives generate.

use dynamo_model::{Collection as C, Entity as E, KeyPart as K, Projection as P, Table as T};
use serde::{Deserialize, Serialize};

mod core {}
mod std {}
mod dynamo_model_shadow {}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, K)]
struct String(::std::string::String);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, K)]
struct Condition(::std::string::String);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, K)]
enum Kind {
    None,
    Some,
}

#[derive(Debug, Clone, Copy)]
struct Result;

#[derive(Debug, Clone, Copy)]
struct Entity;

#[derive(Debug, T)]
#[table(name = "names")]
#[index(name = "gsi1")]
enum Table {
    Ok(Record),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, E)]
#[entity(table = Table, pk = "{key}", sk = "{item}#{extra}")]
#[access(name = query, index = gsi1, pk = "{field}", sk = "{condition}#{bounds}#{kind}#{named}")]
struct Record {
    key: String,
    item: u8,
    extra: u8,
    #[attr(key)]
    field: String,
    #[attr(key)]
    bounds: String,
    condition: Condition,
    kind: Kind,
    named: u8,
}

#[derive(Debug, PartialEq, P)]
#[projection(of = Record)]
struct Projection {
    item: u8,
    kind: Kind,
    #[projection(from = key)]
    index: String,
    #[projection(from = field)]
    viewed: String,
    #[projection(from = named)]
    place: u8,
}

#[derive(Debug, PartialEq, C)]
#[collection(table = Table, pk = "{item}", of(item: String))]
enum Collection {
    None(Record),
}

#[derive(Debug, PartialEq, C)]
#[collection(table = Table, index = gsi1, pk = "{members}", of(members: String))]
struct Grouped {
    members: Vec<Record>,
}

#[test]
fn no_name_of_the_users_is_taken_for_one_of_ours() {
    let text = |text: &str| String(text.to_owned());
    let key = Record::key(text("k"), 1, 2).item().map(|item| item.to_dynamodb_json());
    assert_eq!(key.ok().as_deref(), Some(r#"{"pk":{"S":"k"},"sk":{"S":"001#002"}}"#));
    let view = dynamo_model::builder::Get::new(Record::key(text("k"), 1, 2)).view::<Projection>();
    assert!(view.request().is_ok());
    assert!(Collection::of(text("k")).request().is_ok());
    assert!(Grouped::of(text("f")).request().is_ok());
    let condition = Condition("c".to_owned());
    let pattern = Record::query(text("f")).condition(condition).bounds(text("b")).kind(Kind::Some);
    let found = pattern.named(..3).request().map(|request| request.key_condition.to_string());
    assert_eq!(
        found.ok().as_deref(),
        Some("gsi1pk = \"f\" AND gsi1sk BETWEEN \"c#b#Some#\" AND \"c#b#Some#002\\u{10ffff}\"")
    );
    let (Result, Entity, Kind::None) = (Result, Entity, Kind::None) else { return };
}
