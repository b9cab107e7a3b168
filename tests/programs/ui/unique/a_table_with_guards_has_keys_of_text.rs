use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "accounts", sk("at", N))]
enum Accounts {
    User(User),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Accounts, pk = "USER#{id}", sk = "{at}")]
struct User {
    id: String,
    at: u64,
    #[attr(unique)]
    email: String,
}

#[derive(Table)]
#[table(name = "owners")]
#[index(name = "by_owner", pk = "_owner", sk = none)]
enum Owners {
    Owner(Owner),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Owners, pk = "OWNER#{id}", sk = "OWNER")]
struct Owner {
    id: String,
    #[attr(unique)]
    email: String,
}

fn main() {}
