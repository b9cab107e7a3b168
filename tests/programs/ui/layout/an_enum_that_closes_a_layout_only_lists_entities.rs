use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
struct ShopTable;

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = ShopTable, pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
}

#[derive(Table)]
#[table(of = ShopTable, name = "shop", ttl = "expires_at")]
#[index(name = "gsi1")]
enum Shop {
    Order(Order),
}

fn main() {}
