use dynamo_model::{Db, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1", project(all))]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{id}")]
struct Order {
    id: String,
    customer: String,
    total: u32,
}

fn use_of(shop: &Db<Shop>) {
    let _ = shop.query(Order::by_customer("c1")).any_pattern().filter(|o| o.total.gt(100));
}

fn main() {}
