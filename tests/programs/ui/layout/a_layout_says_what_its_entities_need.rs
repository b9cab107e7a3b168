use dynamo_model::{Entity, Projection, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop", ttl = "expires_at")]
#[index(name = "gsi1", project(include("total")))]
struct ShopTable;

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = ShopTable, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_day, index = gsi1, pk = "DAY#{day}", sk = "{id}", view = Total, project(note))]
struct Order {
    id: String,
    day: u32,
    total: u32,
    note: String,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Total {
    total: u32,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = ShopTable, pk = "CART#{id}", sk = "CART")]
#[access(name = by_day, index = gsi1, pk = "DAY#{day}", sk = "{id}", hydrate)]
struct Cart {
    id: String,
    day: u32,
    #[attr(ttl)]
    until: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = ShopTable, pk = "NOTE#{id}", sk = "NOTE", revision = 1)]
struct Note {
    id: String,
}

fn main() {}
