use std::cmp::Reverse;

use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop", sk("day", N))]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "{day}")]
struct Order {
    id: String,
    day: Reverse<u32>,
}

fn main() {}
