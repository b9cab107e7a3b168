use dynamo_model::{Collection, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{id}")]
struct Order {
    id: String,
    customer: String,
}

#[derive(Collection)]
#[collection(table = Shop, index = gsi1, pk = "CUSTOMER#{customer}", of(customer: String))]
enum InOrder {
    Order(Order),
}

#[derive(Collection)]
#[collection(table = Shop, index = gsi1, pk = "CUSTOMER#{customer}", of(customer: String))]
struct AtOnce {
    orders: Vec<Order>,
}

fn main() {
    let _ = InOrder::of("c1").consistent();
    let _ = AtOnce::of("c1").consistent();
}
