use dynamo_model::{Collection, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop", collections(OfCustomer))]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
struct Order {
    id: String,
    customer: String,
}

#[derive(Collection)]
#[collection(table = Shop, pk = "CUSTOMER#{customer}", of(customer: String))]
enum OfCustomer {
    Order(Order),
}

#[derive(Collection)]
#[collection(table = Shop, pk = "CUSTOMER#{customer}", of(customer: String))]
struct Orders {
    orders: Vec<Order>,
}

#[derive(Collection)]
#[collection(table = Shop, pk = "CUSTOMER#{customer}", of(customer: String), unlisted)]
struct Others {
    orders: Vec<Order>,
}

fn main() {}
