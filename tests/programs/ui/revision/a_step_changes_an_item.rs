use dynamo_model::value::Item;
use dynamo_model::{Entity, Result, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER", revision = 2, upgrade(1 = Order::from_first))]
struct Order {
    id: String,
    total: u32,
}

impl Order {
    fn from_first(item: Item) -> Result<Item> {
        Ok(item)
    }
}

fn main() {}
