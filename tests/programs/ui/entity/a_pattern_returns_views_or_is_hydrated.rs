use dynamo_model::{Entity, Projection, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1", project(include))]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{id}", view = OrderId, hydrate)]
struct Order {
    id: String,
    customer: String,
    total: u32,
}

#[derive(Projection)]
#[projection(of = Order)]
struct OrderId {
    id: String,
}

fn main() {}
