use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "accounts")]
enum Accounts {
    User(User),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Accounts, pk = "USER#{id}", sk = "USER")]
struct User {
    id: String,
    #[attr(unique)]
    height: f64,
    #[attr(unique(normalize = lowercase))]
    names: Vec<String>,
}

fn main() {}
