use dynamo_model::{Db, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1", project(keys_only))]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{id}", hydrate)]
struct Order {
    id: String,
    customer: String,
    total: u32,
}

fn use_of(shop: &Db<Shop>) {
    let _ = shop.query(Order::by_customer("c1")).filter(|o| o.total.gt(100));
    let _ = shop.query(Order::by_customer("c1")).consistent();
    let _ = shop.scan::<Order>().through(Order::BY_CUSTOMER).filter(|o| o.total.gt(100));
}

fn main() {}
