use dynamo_model::{Entity, Projection, Table};
use serde::{Deserialize, Deserializer, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
#[access(name = of_customer)]
struct Order {
    #[attr(key)]
    customer: String,
    id: u32,
    total: u32,
    note: Option<String>,
    #[serde(skip)]
    seen: bool,
    #[serde(flatten)]
    place: Place,
    #[serde(with = "dynamo_model::value::as_number")]
    weight: String,
    #[serde(deserialize_with = "lenient")]
    count: u32,
}

fn lenient<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    Deserialize::deserialize(deserializer)
}

#[derive(Serialize, Deserialize)]
struct Place {
    city: String,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Summary {
    seen: bool,
    place: Place,
    weight: String,
    count: u32,
}

fn main() {}
