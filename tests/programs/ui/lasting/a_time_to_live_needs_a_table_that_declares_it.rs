use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "site")]
enum Site {
    Session(Session),
    Note(Note),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "SESSION#{id}", sk = "SESSION")]
struct Session {
    id: String,
    #[attr(ttl)]
    until: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "NOTE#{id}", sk = "NOTE")]
struct Note {
    id: String,
    #[attr(deleted(expire_after = "30d"))]
    deleted_at: Option<u64>,
}

fn main() {}
