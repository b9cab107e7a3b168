use dynamo_model::builder::Update;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
enum Shop {
    Order(Order),
}

#[derive(Clone, Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{day}")]
struct Order {
    id: String,
    customer: String,
    day: u32,
    note: String,
    total: u32,
}

fn main() {
    let order = Update::new(Order::key("o1"));
    let order = order.set(|o| o.total.gt(3));
    let _ = order.set(|o| {
        o.total.to(3);
    });
}
