use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop", pk("id", N), sk = none)]
enum Shop {
    Customer(Customer),
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "{id}")]
struct Customer {
    id: u32,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "{id}")]
struct Order {
    id: u64,
}

fn main() {}
