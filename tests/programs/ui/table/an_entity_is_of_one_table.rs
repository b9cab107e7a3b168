use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
}

#[derive(Table)]
#[table(name = "archive")]
enum Archive {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Archive, pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
}

fn main() {}
