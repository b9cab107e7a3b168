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
    payment: Payment,
}

#[derive(Serialize, Deserialize, Document)]
#[serde(untagged)]
enum Payment {
    Card { number: String },
    Cash,
}

fn main() {}
