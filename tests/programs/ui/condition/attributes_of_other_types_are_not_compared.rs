use std::collections::BTreeSet;

use dynamo_model::builder::Update;
use dynamo_model::value::as_set;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
    Other(Other),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
    note: String,
    total: u32,
    tags: Vec<String>,
    #[serde(with = "as_set", default)]
    colours: BTreeSet<String>,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "OTHER#{id}", sk = "OTHER")]
struct Other {
    id: String,
    total: u32,
}

fn main() {
    let order = Update::new(Order::key("o1"));
    let _ = order.only_if(|o| o.total.gt(&o.note));
}
