use dynamo_model::value::Binary;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{digest}", sk = "ORDER")]
struct Order {
    digest: Binary,
}

fn main() {}
