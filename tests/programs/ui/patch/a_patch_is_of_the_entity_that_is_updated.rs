use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
enum Shop {
    Order(Order),
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

struct NoPatch {
    total: Option<u32>,
}

fn change() {
    let _ = dynamo_model::builder::Update::new(Order::key("o1")).apply(&NoPatch { total: None });
}

fn main() {}
