use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_price, index = gsi1, pk = "PRICES", sk = "{price}#{rebate}")]
struct Order {
    id: String,
    price: Option<f32>,
    rebate: u32,
}

fn main() {}
