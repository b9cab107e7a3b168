use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
#[index(name = "gsi2")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = key)]
#[access(name = by_id, index = gsi1, pk = "{id}", sk = "{id}")]
#[access(name = by_id, index = gsi2, pk = "{id}", sk = "{id}")]
struct Order {
    id: String,
}

fn main() {}
