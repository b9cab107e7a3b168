use dynamo_model::Projection;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "notes")]
#[index(name = "by_topic", project(keys_only))]
enum Notes {
    Note(Note),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Notes, pk = "NOTE#{id}", sk = "NOTE")]
#[access(name = on_topic, index = by_topic, pk = "TOPIC#{topic}", sk = "{id}", view = Id)]
struct Note {
    id: String,
    topic: String,
    #[attr(deleted)]
    deleted_at: Option<u64>,
}

#[derive(Projection)]
#[projection(of = Note)]
struct Id {
    id: String,
}

fn main() {}
