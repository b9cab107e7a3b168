use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "{created}#{version}")]
struct Order {
    id: String,
    #[attr(created)]
    created: u64,
    #[attr(version)]
    version: u64,
}

fn main() {}
