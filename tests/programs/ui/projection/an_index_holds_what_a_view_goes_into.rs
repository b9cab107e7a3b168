use dynamo_model::{Document, Entity, Projection, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1", project(include))]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_day, index = gsi1, pk = "DAY#{day}", sk = "{id}", view = City)]
struct Order {
    id: String,
    day: String,
    address: Address,
}

#[derive(Serialize, Deserialize, Document)]
struct Address {
    city: String,
}

#[derive(Projection)]
#[projection(of = Order)]
struct City {
    #[projection(from = address.city)]
    city: String,
}

fn main() {}
