use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1", project(include))]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{number}", sk = "ORDER")]
#[access(name = by_customer, index = gsi1, pk = "{customer}", sk = "{id}", project(amount))]
struct Order {
    id: String,
    customer: String,
    total: u32,
}

fn main() {}
