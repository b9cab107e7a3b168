use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
    #[attr(rename = "sum")]
    total: u32,
    #[attr(default)]
    copies: u32,
    #[attr(set)]
    tags: Vec<String>,
}

fn main() {}
