use dynamo_model::builder::Put;
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

fn use_of(shop: &Db<Shop>, order: &Order) {
    let _ = shop.transact().with(Put::new(order).returning_old());
    let _ = shop.transact().with(shop.put(order));
    let _ = shop.transact().with(Order::key("o1"));
    let _ = shop.transact().update(shop.update(Order::key("o1")).set(|o| o.total.to(2)));
}

fn main() {}
