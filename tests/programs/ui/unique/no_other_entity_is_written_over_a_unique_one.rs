use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "accounts", overlap(User, Guest))]
enum Accounts {
    User(User),
    Guest(Guest),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Accounts, pk = "PERSON#{id}", sk = "PERSON")]
struct User {
    id: String,
    #[attr(unique)]
    email: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Accounts, pk = "PERSON#{id}", sk = "PERSON")]
struct Guest {
    id: String,
}

fn main() {}
