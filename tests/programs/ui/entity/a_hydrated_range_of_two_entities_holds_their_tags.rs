use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1", project(keys_only))]
enum Shop {
    Order(Order),
    Invoice(Invoice),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{day}", hydrate)]
struct Order {
    id: String,
    customer: String,
    day: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "INVOICE#{id}", sk = "INVOICE")]
#[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{day}", hydrate)]
struct Invoice {
    id: String,
    customer: String,
    day: String,
}

fn main() {}
