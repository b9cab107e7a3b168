use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop", entity_type = none)]
#[index(name = "gsi1", project(keys_only))]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER", revision = 1)]
#[access(name = by_total, index = gsi1, pk = "TOTAL#{total}", sk = "{id}")]
struct Order {
    #[attr(key)]
    id: String,
    #[attr(key)]
    total: u32,
}

fn main() {}
