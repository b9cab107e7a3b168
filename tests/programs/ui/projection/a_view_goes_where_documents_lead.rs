use std::collections::BTreeMap;

use dynamo_model::{Document, Entity, Projection, Table};
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
    labels: BTreeMap<String, String>,
}

#[derive(Serialize, Deserialize, Document)]
struct Address {
    city: String,
    #[serde(skip)]
    seen: bool,
}

#[derive(Serialize, Deserialize)]
struct Payment {
    sum: u32,
}

#[derive(Serialize, Deserialize, Document)]
struct Line {
    quantity: u32,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Fields {
    #[projection(from = adress.city)]
    a: String,
    #[projection(from = address.citty)]
    b: String,
    #[projection(from = lines[0].colour)]
    c: Option<u32>,
    #[projection(from = address.seen)]
    d: bool,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Steps {
    #[projection(from = payment.sum)]
    a: u32,
    #[projection(from = id.length)]
    b: u32,
    #[projection(from = address[0])]
    c: String,
    #[projection(from = lines["first"].quantity)]
    d: u32,
}

fn main() {}
