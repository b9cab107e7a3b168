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
    payment: Payment,
}

#[derive(Serialize, Deserialize, Document)]
#[serde(tag = "kind")]
enum Payment {
    Card { last4: String },
    Cash,
}

fn main() {
    let _ = Update::new(Order::key("o1")).set(|o| o.payment.as_card().last4.to("4242"));
}
