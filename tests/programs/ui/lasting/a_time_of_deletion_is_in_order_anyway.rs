use dynamo_model::{Entity, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "notes")]
enum Notes {
    Note(Note),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Notes, pk = "NOTE#{id}", sk = "NOTE")]
struct Note {
    id: String,
    #[attr(deleted, time(millis))]
    deleted_at: Option<Timestamp>,
}

fn main() {}
