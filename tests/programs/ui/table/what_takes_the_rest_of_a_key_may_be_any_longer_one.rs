use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "drive")]
enum Drive {
    File(File),
    Version(Version),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Drive, pk = "DRIVE", sk = "FILE#{path:rest}")]
struct File {
    path: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Drive, pk = "DRIVE", sk = "FILE#{path}#{version}")]
struct Version {
    path: String,
    version: u32,
}

fn main() {}
