use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "accounts")]
enum Accounts {
    User(User),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Accounts, pk = "USER#{id}", sk = "USER", unique(name = place, fields(row, leter)))]
struct User {
    id: String,
    tenant: String,
    #[attr(unique(scope = tenat))]
    email: String,
    #[attr(unique(scop = tenant))]
    nick: String,
    row: u32,
    letter: char,
}

fn main() {}
