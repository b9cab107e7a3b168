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
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(skip_serializing)]
    cached: u32,
    #[serde(with = "dynamo_model::value::as_number::option")]
    price: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    colours: Vec<String>,
}

fn main() {}
