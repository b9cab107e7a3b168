// One of each, next to each other.
use dynamo_model::builder::Put;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "accounts", ttl = "expires_at")]
enum Accounts {
    User(User),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Accounts, pk = "USER#{id}", sk = "USER")]
struct User {
    id: String,
    #[attr(unique(normalize = lowercase))]
    email: String,
    #[attr(version)]
    version: u64,
    #[attr(created)]
    created_at: Option<u64>,
    #[attr(updated)]
    updated_at: Option<u64>,
    #[attr(ttl)]
    until: Option<u64>,
}

fn main() {
    let user = User {
        id: "u1".into(),
        email: "Ada@example.org".into(),
        version: 0,
        created_at: None,
        updated_at: None,
        until: Some(1_900_000_000),
    };
    assert_eq!(Put::create(&user).transaction(None).unwrap().writes.len(), 2);
}
