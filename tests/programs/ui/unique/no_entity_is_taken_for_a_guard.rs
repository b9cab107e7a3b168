use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "accounts")]
enum Accounts {
    User(User),
    Page(Page),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Accounts, pk = "USER#{id}", sk = "USER")]
struct User {
    id: String,
    #[attr(unique)]
    email: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Accounts, pk = "{url}", sk = "{part}")]
struct Page {
    url: String,
    part: String,
}

#[derive(Table)]
#[table(name = "members")]
enum Members {
    Member(Member),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Members, pk = "MEMBER#{id}", sk = "MEMBER", tag = "_unique")]
struct Member {
    id: String,
    #[attr(unique)]
    email: String,
}

fn main() {}
