use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop", entity_type = none)]
enum Shop {
    Order(Order),
    Note(Note),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "{day}")]
#[access(name = of_customer)]
struct Order {
    customer: String,
    day: u32,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "note")]
#[access(name = of_customer)]
struct Note {
    customer: String,
    text: String,
}

fn main() {}
