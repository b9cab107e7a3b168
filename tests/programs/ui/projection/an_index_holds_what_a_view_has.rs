use dynamo_model::{Entity, Projection, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1", project(include))]
#[index(name = "gsi2", project(keys_only))]
#[index(name = "gsi3", project(include))]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_customer, index = gsi1, pk = "{customer}", sk = "{day}", project(note), view = Total)]
#[access(name = by_day, index = gsi2, pk = "{day}", sk = "{id}", view = Noted)]
#[access(name = by_place, index = gsi3, pk = "{place}", sk = "{id}", project(total), view = Of)]
struct Order {
    id: String,
    #[attr(key)]
    customer: String,
    day: String,
    place: Option<String>,
    total: u32,
    note: Option<String>,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Total {
    id: String,
    day: String,
    #[projection(from = total)]
    cents: u32,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Noted {
    day: String,
    note: Option<String>,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Of {
    total: u32,
    customer: String,
}

fn main() {}
