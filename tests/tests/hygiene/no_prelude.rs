//! A module without the prelude: generated code names everything by its path.

#![no_implicit_prelude]

use ::dynamo_model::{Document, Entity, KeyPart, Table};
use ::serde::{Deserialize, Serialize};
use ::std::fmt::Debug;
use ::std::option::Option::{self, Some};
use ::std::string::String;

#[derive(Debug, Table)]
#[table(name = "bare", entity_type = none)]
#[index(name = "gsi1", sk = none)]
enum Bare {
    Thing(Thing),
}

#[derive(Debug, Serialize, Deserialize, Entity)]
#[entity(table = Bare, pk = "THING#{id}", sk = "{state}")]
#[access(name = all)]
#[access(name = owned, index = gsi1, pk = "{owner}")]
struct Thing {
    id: Id,
    #[attr(key)]
    state: State,
    owner: Option<String>,
    size: Size,
}

#[derive(Debug, Serialize, Deserialize, Document)]
struct Size {
    width: Option<u32>,
}

#[derive(Debug, Serialize, Deserialize, KeyPart)]
struct Id(u32);

#[derive(Debug, Serialize, Deserialize, KeyPart)]
enum State {
    New,
    Old,
}

#[test]
fn nothing_is_needed_from_the_prelude() {
    use ::dynamo_model::Record as _;

    let thing = Thing {
        id: Id(7),
        state: State::Old,
        owner: Some(::std::string::ToString::to_string("ada")),
        size: Size { width: Some(3) },
    };
    let item = thing.to_item();
    let json = item.map(|item| item.to_dynamodb_json());
    ::std::assert_eq!(
        json.ok().as_deref(),
        Some(
            r#"{"pk":{"S":"THING#0000000007"},"sk":{"S":"Old"},"gsi1pk":{"S":"ada"},"id":{"N":"7"},"owner":{"S":"ada"},"size":{"M":{"width":{"N":"3"}}}}"#
        )
    );
    let pattern = Thing::all(Id(7)).state(State::New);
    ::std::assert!(::dynamo_model::query::IntoQuery::into_query(pattern).request().is_ok());
    ::std::assert!(::dynamo_model::query::IntoQuery::into_query(Thing::owned("ada")).request().is_ok());
    let update =
        ::dynamo_model::builder::Update::new(Thing::key(Id(7), State::New)).set(|o| o.owner.to("ada"));
    ::std::assert!(update.request().is_ok());
}
