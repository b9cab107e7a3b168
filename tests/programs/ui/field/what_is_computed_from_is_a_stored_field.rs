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
    #[attr(computed(day_of, from(huor)))]
    day: u32,
    #[attr(computed(day_of, from(day)))]
    week: u32,
    #[serde(skip)]
    cached: u32,
    #[attr(computed(day_of, from(cached)))]
    age: u32,
    #[attr(computed(day_of, from(own)))]
    own: u32,
}

fn day_of(hour: &u32) -> u32 {
    hour / 24
}

fn main() {}
