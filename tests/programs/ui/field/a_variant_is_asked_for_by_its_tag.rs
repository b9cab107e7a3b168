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
    note: String,
}

#[derive(Serialize, Deserialize, Document)]
#[serde(tag = "kind")]
enum Payment {
    Card { number: String },
    Cash,
}

fn main() {
    let order = Order::attributes();
    let _ = order.payment.is(Payment::Cash);
    let _ = order.payment.is(PaymentTag::Crad);
    let _ = order.note.is("Cash");
}
