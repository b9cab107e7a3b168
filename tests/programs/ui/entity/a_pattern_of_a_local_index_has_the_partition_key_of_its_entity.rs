use dynamo_model::{Db, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "lsi1", sk = "day", local)]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
#[access(name = by_day, index = lsi1, pk = "SHOP#{shop}", sk = "{day}")]
struct Order {
    customer: String,
    id: String,
    shop: String,
    day: String,
}

fn use_of(shop: &Db<Shop>) {
    let _ = shop.query(Order::by_day("s1")).consistent();
}

fn main() {}
