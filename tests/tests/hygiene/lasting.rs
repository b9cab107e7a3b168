//! Items that expire and are softly deleted, by fields with raw identifiers, and without the prelude.

#![no_implicit_prelude]

use ::dynamo_model::{Entity, Table};
use ::serde::{Deserialize, Serialize};
use ::std::fmt::Debug;
use ::std::option::Option;
use ::std::string::String;

#[derive(Debug, Table)]
#[table(name = "lasting", ttl = "until")]
enum Lasting {
    Lease(Lease),
    Grave(Grave),
}

#[derive(Debug, Serialize, Deserialize, Entity)]
#[entity(table = Lasting, pk = "LEASE#{id}", sk = "LEASE", hide_expired)]
struct Lease {
    id: String,
    r#yield: Option<u64>,
    #[attr(ttl(after = "2w", from = r#yield))]
    r#final: Option<i64>,
}

#[derive(Debug, Serialize, Deserialize, Entity)]
#[entity(table = Lasting, pk = "GRAVE#{id}", sk = "GRAVE")]
struct Grave {
    id: String,
    #[attr(deleted(expire_after = "90s"))]
    r#virtual: Option<u64>,
}

#[test]
fn what_expires_needs_no_names_in_scope() {
    use ::dynamo_model::Record as _;
    use ::dynamo_model::builder::Update;

    let lease = Lease {
        id: ::std::string::ToString::to_string("a"),
        r#yield: Option::Some(5),
        r#final: Option::None,
    };
    let json = lease.to_item().map(|item| item.to_dynamodb_json());
    let expected = r#"{"pk":{"S":"LEASE#a"},"sk":{"S":"LEASE"},"_type":{"S":"Lease"},"until":{"N":"1209605"},"id":{"S":"a"},"yield":{"N":"5"}}"#;
    ::std::assert_eq!(json.ok().as_deref(), Option::Some(expected));
    let never = Update::new(Lease::key("a")).set(|lease| lease.r#yield.removed()).request();
    ::std::assert_eq!(never.ok().map(|request| request.update.removes().len()), Option::Some(2));
    let deleted = Update::soft_delete(Grave::key("a")).request();
    ::std::assert_eq!(deleted.ok().map(|request| request.update.sets().len()), Option::Some(2));
}
