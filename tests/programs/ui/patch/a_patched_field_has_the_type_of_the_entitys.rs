use dynamo_model::{Entity, Patch, Table};
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

#[derive(Patch)]
#[patch(of = Order)]
struct OrderPatch {
    total: Option<String>,
}

fn main() {}
