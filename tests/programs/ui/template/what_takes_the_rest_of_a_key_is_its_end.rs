use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "drive")]
enum Drive {
    File(File),
    Note(Note),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Drive, pk = "FILE#{path:rest}#{id}", sk = "FILE")]
struct File {
    path: String,
    id: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Drive, pk = "NOTE#{id:rest}", sk = "NOTE")]
struct Note {
    id: u32,
}

fn main() {}
