use dynamo_model::{Entity, Table};
use jiff::civil::{Date, DateTime};
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
    #[attr(time)]
    day: Date,
    #[attr(time(seconds))]
    count: Option<u64>,
    #[attr(time(millis, N))]
    local: DateTime,
}

fn main() {}
