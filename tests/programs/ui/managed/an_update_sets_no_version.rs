use dynamo_model::builder::Update;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
    #[attr(version)]
    version: u64,
    #[attr(updated)]
    updated: Option<u64>,
}

fn main() {
    let order = || Update::new(Order::key("o1"));
    let _ = order().set(|o| o.version.to(3));
    let _ = order().set(|o| o.version.plus(1));
    let _ = order().set(|o| o.updated.removed());
    let _ = order().set(|o| o.updated.to_if_missing(3));
}
