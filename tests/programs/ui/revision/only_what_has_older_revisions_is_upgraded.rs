use dynamo_model::{Db, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER", revision = 1)]
struct Order {
    id: String,
    total: u32,
}

fn upgrade(shop: &Db<Shop>) {
    let _ = shop.upgrade_all::<Order>();
}

fn main() {}
