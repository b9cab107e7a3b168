use dynamo_model::builder::Update;
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
    #[attr(range = 1..=100)]
    total: u32,
    #[attr(length = ..=3)]
    tags: Vec<String>,
}

fn main() {
    let _ = Update::new(Order::key("o1")).set(|o| o.total.plus(1));
    let _ = Update::new(Order::key("o1")).set(|o| o.tags.append(["a"]));
}
