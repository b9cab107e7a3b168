use dynamo_model::{Collection, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
    Visit(Visit),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
#[access(name = of_customer)]
struct Order {
    customer: String,
    id: String,
    total: u32,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "VISIT#{day}")]
struct Visit {
    customer: String,
    day: String,
}

#[derive(Collection)]
#[collection(table = Shop, pk = "CUSTOMER#{customer}", of(customer: String))]
enum Orders {
    Order(Order),
}

fn main() {
    let _ = Orders::of("c1").filter(|order| order.total.gt(100));
}
