use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "site", ttl = "expires_at")]
enum Site {
    Session(Session),
    Token(Token),
    Invite(Invite),
    Note(Note),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "SESSION#{id}", sk = "SESSION")]
struct Session {
    id: String,
    #[attr(ttl)]
    until: u64,
    #[attr(ttl)]
    expires_at: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "TOKEN#{id}", sk = "{until}")]
struct Token {
    id: String,
    #[attr(ttl)]
    until: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "INVITE#{id}", sk = "INVITE")]
struct Invite {
    id: String,
    #[attr(ttl)]
    until: u64,
    expires_at: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "NOTE#{id}", sk = "NOTE")]
struct Note {
    id: String,
    #[attr(ttl)]
    until: u64,
    #[attr(deleted(expire_after = "30d"))]
    deleted_at: Option<u64>,
}

fn main() {}
