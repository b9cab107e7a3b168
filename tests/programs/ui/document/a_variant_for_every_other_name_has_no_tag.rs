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
    Card { number: String },
    Cash,
    #[serde(other)]
    Other,
}

fn main() {
    let order = Order::attributes();
    let _ = order.payment.is(PaymentTag::Cash);
    let _ = order.payment.is(PaymentTag::Other);
}
