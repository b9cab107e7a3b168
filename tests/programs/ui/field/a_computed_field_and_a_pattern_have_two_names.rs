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
#[access(name = day, index = gsi1, pk = "DAY#{day}", sk = "{id}")]
struct Order {
    id: String,
    hour: u32,
    #[attr(computed(day_of, from(hour)))]
    day: u32,
}

fn day_of(hour: &u32) -> u32 {
    hour / 24
}

fn main() {}
