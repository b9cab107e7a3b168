use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "site", ttl = "expires_at")]
enum Site {
    Session(Session),
    Invite(Invite),
    Note(Note),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "SESSION#{id}", sk = "SESSION")]
struct Session {
    id: String,
    #[attr(ttl)]
    until: Option<String>,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "INVITE#{id}", sk = "INVITE")]
struct Invite {
    id: String,
    sent_at: u32,
    #[attr(ttl(after = "2d", from = sent_at))]
    until: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "NOTE#{id}", sk = "NOTE")]
struct Note {
    id: String,
    #[attr(deleted)]
    deleted: Option<bool>,
}

fn main() {}
