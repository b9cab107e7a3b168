use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "site", ttl = "expires_at")]
enum Site {
    Session(Session),
    Token(Token),
    Note(Note),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "SESSION#{id}", sk = "SESSION")]
struct Session {
    id: String,
    #[attr(ttl(after = "30 days"))]
    until: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "TOKEN#{id}", sk = "TOKEN")]
struct Token {
    id: String,
    #[attr(ttl(after = "0s"))]
    until: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "NOTE#{id}", sk = "NOTE")]
struct Note {
    id: String,
    #[attr(deleted(expire_after = "99999999999999999w"))]
    deleted_at: Option<u64>,
}

fn main() {}
