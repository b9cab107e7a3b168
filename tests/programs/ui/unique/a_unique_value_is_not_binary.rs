use dynamo_model::value::Binary;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "accounts")]
enum Accounts {
    Badge(Badge),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Accounts, pk = "BADGE#{id}", sk = "BADGE")]
struct Badge {
    id: String,
    #[attr(unique)]
    chip: Binary,
}

fn main() {}
