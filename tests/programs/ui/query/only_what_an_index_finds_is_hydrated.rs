use dynamo_model::{Db, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1", project(keys_only))]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
#[access(name = of_customer)]
#[access(name = by_day, index = gsi1, pk = "DAY#{day}", sk = "{id}", hydrate)]
struct Order {
    customer: String,
    id: String,
    day: String,
}

fn use_of(shop: &Db<Shop>) {
    let _ = shop.query(Order::by_day("mon")).hydrate();
    let _ = shop.query(Order::by_day("mon").collection::<Shop>()).hydrate();
    let _ = shop.query(Order::of_customer("c1")).hydrate();
    let _ = shop.query(Order::by_day("mon")).hydrate().filter(|o| o.customer.eq("c1"));
}

fn main() {}
