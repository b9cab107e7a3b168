use dynamo_model::{Document, Entity, Table};
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

fn paths_of<D: Document>(_: &D) {}

fn use_of(order: &Order) {
    paths_of(&order.note);
}

fn main() {}
