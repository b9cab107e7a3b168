// Numbers add up, lists grow, sets gain members, texts have beginnings, and attributes compare with each other.
use std::collections::BTreeSet;

use dynamo_model::builder::Update;
use dynamo_model::value::as_set;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
    total: u32,
    paid: u32,
    lines: Vec<String>,
    #[serde(with = "as_set", default)]
    tags: BTreeSet<String>,
    note: Option<String>,
}

fn main() {
    let update = Update::new(Order::key("o1"))
        .set(|o| o.total.plus(5))
        .set(|o| o.lines.append(["pen"]))
        .set(|o| o.tags.add(["new"]))
        .set(|o| o.note.removed())
        .only_if(|o| o.paid.lt(&o.total).and(o.note.begins_with("N")).and(o.lines.size().lt(10)));
    assert!(update.request().is_ok());
}
