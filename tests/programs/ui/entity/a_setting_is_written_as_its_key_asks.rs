use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop", ttl = "expires_at")]
#[index(name = "gsi1")]
enum Shop {
    Order(Order),
    Cart(Cart),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = "Shop", pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = "by_day", index = gsi1, pk = "DAY#{day}", sk = "{id}")]
#[access(name = by_id, index = gsi1, pk = "TYPE#{day}", sk = "{id}", project = day)]
struct Order {
    id: String,
    day: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = id, sk = "CART")]
#[access("by_day")]
struct Cart {
    id: String,
    #[attr(ttl(after = 30))]
    until: u64,
}

fn main() {}
