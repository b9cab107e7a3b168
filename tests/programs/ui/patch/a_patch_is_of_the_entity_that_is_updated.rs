use dynamo_model::builder::Update;
use dynamo_model::{Entity, Patch, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
enum Shop {
    Order(Order),
    Receipt(Receipt),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{status}")]
struct Order {
    id: String,
    customer: String,
    status: String,
    total: u32,
    note: Option<String>,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "RECEIPT#{id}", sk = "RECEIPT")]
struct Receipt {
    id: String,
}

#[derive(Patch)]
#[patch(of = Order)]
struct OrderPatch {
    total: Option<u32>,
}

struct NoPatch {
    total: Option<u32>,
}

fn change() {
    let _ = Update::new(Order::key("o1")).apply(&NoPatch { total: None });
    let _ = Update::new(Receipt::key("r1")).apply(&OrderPatch { total: None });
}

fn main() {}
