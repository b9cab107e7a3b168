use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(tabel = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_customer, idx = gsi1)]
struct Order {
    #[attr(kee)]
    id: String,
}

fn main() {}
