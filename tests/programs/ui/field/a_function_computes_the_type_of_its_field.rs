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
    day: String,
    #[attr(computed(day_of, from(id)))]
    first: u32,
}

fn day_of(hour: &u32) -> u32 {
    hour / 24
}

fn main() {}
