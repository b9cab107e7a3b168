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
    #[attr(created)]
    created_at: u64,
    #[attr(created)]
    made_at: u64,
    #[attr(updated)]
    updated_at: u64,
    #[attr(updated)]
    changed_at: u64,
}

fn main() {}
