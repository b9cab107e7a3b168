use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "accounts")]
enum Accounts {
    User(User),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(
    table = Accounts, pk = "USER#{id}", sk = "{part}",
    unique(fields(row, letter)),
)]
struct User {
    id: String,
    part: String,
    #[attr(unique, unique)]
    nick: String,
    #[attr(unique)]
    email: String,
    #[attr(unique(normalize()))]
    row: u32,
    letter: char,
}

fn main() {}
