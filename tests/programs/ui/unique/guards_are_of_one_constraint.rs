use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "accounts")]
enum Accounts {
    User(User),
    Member(Member),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Accounts, pk = "USER#{id}", sk = "USER", tag = "a")]
struct User {
    id: String,
    #[attr(unique)]
    #[serde(rename = "b.c")]
    email: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Accounts, pk = "MEMBER#{id}", sk = "MEMBER", tag = "a.b")]
struct Member {
    id: String,
    #[attr(unique)]
    c: String,
}

fn main() {}
