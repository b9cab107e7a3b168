use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "inverse", pk = "sk", sk = "pk")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "LINE#{line}")]
#[access(name = by_line, index = inverse, pk = "L#{line}", sk = "ORDER#{id}")]
struct Order {
    id: String,
    line: u32,
}

fn main() {}
