use dynamo_model::{Collection, Entity, Projection, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
struct Order {
    id: String,
    customer: String,
    total: u32,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Total {
    total: u32,
}

#[derive(Collection)]
#[collection(table = Shop, pk = "CUSTOMER#{customer}", of(customer: String))]
enum OfCustomer {
    Order(Order),
    Total(Total),
}

fn main() {}
