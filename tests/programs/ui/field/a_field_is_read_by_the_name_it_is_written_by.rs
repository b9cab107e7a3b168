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
    #[serde(rename(serialize = "customerName"))]
    customer: String,
    #[serde(rename(serialize = "a", deserialize = "b"))]
    first: String,
    #[serde(rename(serialize = "c", deserialize = "d"), alias = "c")]
    second: String,
    #[serde(rename = "name", alias = "fullName")]
    third: String,
}

fn main() {}
