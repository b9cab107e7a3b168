// Newtypes, enums, reversed integers, and an `Option` in the key of an index.
use std::cmp::Reverse;

use dynamo_model::{Entity, KeyPart, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, KeyPart)]
struct OrderId(u64);

#[derive(Serialize, Deserialize, KeyPart)]
#[serde(rename_all = "lowercase")]
enum Status {
    Open,
    Paid,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "{newest}")]
#[access(name = of_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{status}#{paid}")]
struct Order {
    id: OrderId,
    newest: Reverse<u32>,
    customer: Option<String>,
    status: Status,
    paid: bool,
}

fn main() {
    let open = Order::of_customer("c1").status(Status::Open).paid(false);
    let open = dynamo_model::query::IntoQuery::into_query(open).request().unwrap();
    assert_eq!(open.index.as_deref(), Some("gsi1"));
    let _ = Status::Paid;
}
