use dynamo_model::{Entity, Projection, Table};
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
#[access(name = by_id, index = gsi1, pk = "CUSTOMER#{id}", sk = "{name}", project(id, name))]
struct Customer {
    id: String,
    name: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{id}", view = OrderId)]
struct Order {
    id: String,
    customer: String,
    note: Option<String>,
}

#[derive(Projection)]
#[projection(of = Order)]
struct OrderId {
    id: String,
}

fn main() {
    let _ = Customer::by_id("c1").collection();
    let _ = Order::by_customer("c1").collection();
}
