use dynamo_model::builder::Update;
use dynamo_model::{Document, Entity, Table};
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
    lines: Vec<Line>,
}

#[derive(Serialize, Deserialize, Document)]
struct Line {
    #[attr(range = 1..)]
    quantity: u32,
}

fn main() {
    let _ = Update::new(Order::key("o1")).set(|o| o.lines[0].quantity.plus(1));
}
