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
#[access(name = by_id, index = gsi1, pk = "CUSTOMER#{id}", sk = "PROFILE", view = OrderId)]
struct Customer {
    id: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{id}", veiw = OrderId)]
struct Order {
    id: String,
    customer: String,
}

#[derive(Projection)]
#[projection(of = Order)]
struct OrderId {
    id: String,
}

fn main() {}
