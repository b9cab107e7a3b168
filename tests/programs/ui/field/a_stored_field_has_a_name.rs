use dynamo_model::{Document, Entity, Table};
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
    #[serde(rename = "")]
    total: u32,
}

#[derive(Serialize, Deserialize, Document)]
struct Address {
    #[serde(rename = "")]
    city: String,
}

fn main() {}
