// Structs, lists, maps and enums inside an entity.
use std::collections::BTreeMap;

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
    lines: Vec<Line>,
    labels: BTreeMap<String, String>,
    payment: Payment,
}

#[derive(Serialize, Deserialize, Document)]
struct Address {
    city: String,
    zip: Option<String>,
}

#[derive(Serialize, Deserialize, Document)]
struct Line {
    quantity: u32,
}

#[derive(Serialize, Deserialize, Document)]
enum Payment {
    Card { last: String },
    Cash,
}

fn main() {
    let update = Update::new(Order::key("o1"))
        .set(|o| o.address.city.to("Lund"))
        .set(|o| o.address.zip.removed())
        .set(|o| o.lines[0].quantity.plus(1))
        .set(|o| o.labels["color"].to("red"))
        .only_if(|o| o.payment.is(PaymentTag::Card).and(o.lines.size().gt(0)));
    assert_eq!(update.request().unwrap().update.targets().count(), 4);
    let address = Address { city: String::new(), zip: None };
    let payments = [Payment::Card { last: "42".into() }, Payment::Cash];
    let known = |payment: &Payment| matches!(payment, Payment::Card { last } if last == "42");
    assert!(known(&payments[0]) && !known(&payments[1]));
    let lines = vec![Line { quantity: 1 }];
    let [payment, _] = payments;
    let order = Order { id: "o1".into(), address, lines, labels: BTreeMap::new(), payment };
    assert!(dynamo_model::builder::Put::new(&order).request().is_ok());
}
