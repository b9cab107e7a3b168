use dynamo_model::query::Between;
use dynamo_model::{Entity, KeyPart, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
enum Shop {
    Order(Order),
}

#[derive(Clone, Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{status}#{priority}#{day}")]
struct Order {
    id: String,
    customer: String,
    status: Status,
    priority: u32,
    day: String,
}

#[derive(Clone, Serialize, Deserialize, KeyPart)]
enum Status {
    Open,
    Cancelled,
}

fn main() {
    let _ = Order::by_customer("c1").status(Status::Open).between(|from| from.priority(3..), |to| to);
    let _ = Order::by_customer("c1").status(Status::Open).between(|from| from.priority(3).day("a"..), |to| to);
    let _ = Order::by_customer("c1").status(Status::Open).priority(3..).between(|from| from, |to| to);
}
