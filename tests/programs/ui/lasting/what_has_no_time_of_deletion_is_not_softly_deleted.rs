use dynamo_model::Db;
use dynamo_model::builder::Update;
use dynamo_model::{Entity, Table};
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
}

fn delete(notes: &Db<Notes>) {
    let _ = notes.soft_delete(Note::key("n1"));
    let _ = Update::restore(Note::key("n1"));
}

fn main() {}
