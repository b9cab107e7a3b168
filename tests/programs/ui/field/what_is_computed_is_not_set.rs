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
    hour: u32,
    #[attr(computed(day_of, from(hour)))]
    day: u32,
    #[attr(computed(note_of, from(hour)))]
    note: Option<String>,
}

fn day_of(hour: &u32) -> u32 {
    hour / 24
}

fn note_of(_: &u32) -> Option<String> {
    None
}

fn main() {
    let order = Update::new(Order::key("o1"));
    let order = order.set(|o| o.day.to(5));
    let _ = order.set(|o| o.note.removed());
}
