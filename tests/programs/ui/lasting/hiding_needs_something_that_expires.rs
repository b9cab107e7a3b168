use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "site", ttl = "expires_at")]
enum Site {
    Session(Session),
    Note(Note),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "SESSION#{id}", sk = "SESSION", hide_expired)]
struct Session {
    id: String,
    expires_at: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "NOTE#{id}", sk = "NOTE", hide_expird)]
struct Note {
    id: String,
}

fn main() {}
