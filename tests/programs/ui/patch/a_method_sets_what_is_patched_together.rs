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
#[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{status}#{day}")]
struct Order {
    id: String,
    customer: String,
    status: String,
    day: String,
}

#[derive(Patch)]
#[patch(of = Order, together(by_custmer(status, day)))]
struct OrderPatch {
    status: Option<String>,
    day: Option<String>,
}

#[derive(Patch)]
#[patch(of = Order, together(by_customer(status)))]
struct StatusPatch {
    status: Option<String>,
}

fn main() {}
