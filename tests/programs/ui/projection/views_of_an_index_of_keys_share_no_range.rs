use dynamo_model::{Entity, Projection, Table};
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
#[access(name = by_day, index = gsi1, pk = "{day}", sk = "{id}", view = OrderId)]
struct Order {
    id: String,
    day: String,
}

#[derive(Projection)]
#[projection(of = Order)]
struct OrderId {
    id: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "INVOICE#{id}", sk = "INVOICE")]
#[access(name = by_day, index = gsi1, pk = "{day}", sk = "INVOICE#{id}", view = InvoiceId)]
struct Invoice {
    id: String,
    day: String,
}

#[derive(Projection)]
#[projection(of = Invoice)]
struct InvoiceId {
    id: String,
}

fn main() {}
