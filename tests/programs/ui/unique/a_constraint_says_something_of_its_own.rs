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
    unique(name = email, fields(row, letter)),
    unique(name = alone, fields(row)),
    unique(name = twice, fields(row, row)),
    unique(name = all, fields(id, part, row)),
)]
struct User {
    id: String,
    #[attr(unique(scope = id))]
    part: String,
    #[attr(unique)]
    nick: String,
    #[attr(unique)]
    email: String,
    #[attr(unique(scope = row))]
    row: u32,
    letter: char,
}

fn main() {}
