use dynamo_model::builder::Update;
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
    address: Address,
    payment: Payment,
    lines: Vec<Line>,
}

#[derive(Serialize, Deserialize, Document)]
struct Address {
    city: String,
}

#[derive(Serialize, Deserialize)]
struct Payment {
    sum: u32,
}

#[derive(Serialize, Deserialize, Document)]
struct Line {
    quantity: u32,
}

fn main() {
    let order = Update::new(Order::key("o1"));
    let _ = order.only_if(|o| o.address.town.eq("Lund"));
}
