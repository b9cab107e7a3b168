use dynamo_model::{Collection, Entity, Projection, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1", project(include))]
enum Shop {
    Customer(Customer),
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "CUSTOMER#{id}", sk = "PROFILE")]
#[access(name = by_id, index = gsi1, pk = "CUSTOMER#{id}", sk = "PROFILE")]
struct Customer {
    #[attr(key)]
    id: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{id}", project(total), view = Total)]
struct Order {
    id: String,
    customer: String,
    total: u32,
    note: Option<String>,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Total {
    total: u32,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Note {
    note: Option<String>,
}

#[derive(Collection)]
#[collection(table = Shop, index = gsi1, pk = "CUSTOMER#{customer}", of(customer: String))]
enum Totals {
    Customer(Customer),
    Order(Total),
}

#[derive(Collection)]
#[collection(table = Shop, index = gsi1, pk = "CUSTOMER#{customer}", of(customer: String))]
enum Notes {
    Customer(Customer),
    Order(Note),
}

fn main() {}
