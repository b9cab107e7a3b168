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
struct OrderPatch {
    total: Option<u32>,
}

#[derive(Patch)]
#[patch(of = Order, too = Order)]
struct OtherPatch {
    #[patch(from = total)]
    cents: Option<u32>,
}

#[derive(Patch)]
#[patch(of = Order)]
struct NoPatch {}

fn main() {}
