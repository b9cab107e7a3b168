use dynamo_model::builder::Update;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "{day}")]
struct Order {
    id: String,
    hour: u32,
    #[attr(key, computed(day_of, from(hour)))]
    day: u32,
}

fn day_of(hour: &u32) -> u32 {
    hour / 24
}

fn main() {
    let _ = Update::new(Order::key("o1", 5)).set(|o| o.hour.to(5));
}
