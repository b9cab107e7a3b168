use std::cmp::Reverse;

use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
    Line(Line),
    Page(Page),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id:millis}", sk = "ORDER")]
struct Order {
    id: u32,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "LINE#{id:unpadded}", sk = "LINE")]
struct Line {
    id: Reverse<u32>,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "PAGE#{id:unpadded}", sk = "PAGE")]
struct Page {
    id: u128,
}

fn main() {}
