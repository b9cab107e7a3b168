use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "ORDER#{day}#{id}")]
#[access(name = of_customer)]
struct Order {
    customer: String,
    day: String,
    id: String,
}

fn main() {
    let _ = Order::of_customer("c1").day("2026-11-26").collection::<Shop>();
}
