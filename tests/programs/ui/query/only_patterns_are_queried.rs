use dynamo_model::{Db, Entity, KeyPart, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
enum Shop {
    Order(Order),
}

#[derive(Clone, Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{status}#{priority}#{day}")]
struct Order {
    id: String,
    customer: String,
    status: Status,
    priority: u32,
    day: String,
}

#[derive(Clone, Serialize, Deserialize, KeyPart)]
enum Status {
    Open,
    Cancelled,
}

fn use_of(shop: &Db<Shop>) {
    let _ = shop.query("ORDER#1");
}

fn main() {}
