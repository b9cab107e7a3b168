use dynamo_model::{Entity, Patch, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{status}#{day}")]
struct Order {
    id: String,
    customer: String,
    status: String,
    day: String,
    note: Option<String>,
}

#[derive(Patch)]
#[patch(of = Order, together(by_customer(day, status)))]
struct InAnotherOrder {
    status: Option<String>,
    day: Option<String>,
}

#[derive(Patch)]
#[patch(of = Order, together(by_customer(status, daily)))]
struct OfAnUnknownField {
    status: Option<String>,
    day: Option<String>,
}

#[derive(Patch)]
#[patch(of = Order, together(by_customer(status, day), by_customer(status, day)))]
struct Twice {
    status: Option<String>,
    day: Option<String>,
}

#[derive(Patch)]
#[patch(of = Order, togethr(by_customer(status, day)))]
struct Mistyped {
    status: Option<String>,
    day: Option<String>,
}

fn main() {}
