use dynamo_model::{Document, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "accounts")]
#[index(name = "gsi1")]
enum Accounts {
    User(User),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Accounts, pk = "USER#{id}", sk = "USER")]
#[access(name = by_nick, index = gsi1, pk = "NICK#{nick}", sk = "{id}")]
struct User {
    id: String,
    #[serde(skip)]
    #[attr(unique)]
    session: String,
    #[serde(flatten)]
    #[attr(unique)]
    address: Address,
    #[attr(key, unique)]
    nick: String,
}

#[derive(Serialize, Deserialize, Document)]
struct Address {
    #[attr(unique)]
    street: String,
}

fn main() {}
