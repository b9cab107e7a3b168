use dynamo_model::builder::Update;
use dynamo_model::time::Timestamp;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
}

/// Days since 1970.
#[derive(Serialize, Deserialize)]
struct Day(i64);

impl Timestamp for Day {
    fn to_seconds(&self) -> Option<i64> {
        self.0.checked_mul(86_400)
    }

    fn from_seconds(seconds: i64) -> Option<Self> {
        Some(Day(seconds.div_euclid(86_400)))
    }
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
    total: u32,
    #[attr(created)]
    day: Day,
    #[attr(updated)]
    at: u64,
}

fn main() {
    let order = || Update::new(Order::key("o1")).set(|o| o.total.to(5));
    let _ = order().only_if(|o| o.day.eq(Day(5)).and(o.at.lt(5)));
    let _ = order().only_if(|o| o.day.lt(Day(5)));
}
