use dynamo_model::{Db, Entity, Table};
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

fn use_of(shop: &Db<Shop>, order: Order) {
    let _ = shop.transact_get("ORDER#o1");
    let _ = shop.batch_get_mixed(vec![order]);
}

fn main() {}
