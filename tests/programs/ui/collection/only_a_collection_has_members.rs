use dynamo_model::{Collection, Entity, Table};
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

struct OfCustomer {
    orders: Vec<Order>,
}

fn table_of<C: Collection>() -> &'static str {
    <C::Table as Table>::SCHEMA.name
}

fn main() {
    let _ = table_of::<OfCustomer>();
}
