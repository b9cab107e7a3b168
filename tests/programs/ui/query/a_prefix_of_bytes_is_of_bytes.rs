use dynamo_model::key::{starts_with, starts_with_bytes};
use dynamo_model::value::Binary;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop", sk("digest", B))]
#[index(name = "gsi1")]
enum Shop {
    File(File),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "FILE#{name}", sk = "{digest}")]
#[access(name = of)]
#[access(name = named, index = gsi1, pk = "FILE", sk = "{name}")]
struct File {
    name: String,
    digest: Binary,
}

fn main() {
    let _ = File::of("f").digest(starts_with("f3"));
    let _ = File::named().name(starts_with_bytes([0xf3]));
}
