use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop", ttl = "pk")]
struct Shop;

#[derive(Table)]
#[table(name = "forum", ttl = "_type")]
struct Forum;

#[derive(Table)]
#[table(name = "games", ttl = "gsi1sk")]
#[index(name = "gsi1")]
struct Games;

#[derive(Table)]
#[table(name = "chat", ttl = "_rev")]
struct Chat;

#[derive(Table)]
#[table(name = "carts", ttl = "expires_at")]
#[index(name = "by_end", pk = "kind", sk("expires_at", N))]
enum Carts {
    Cart(Cart),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Carts, pk = "CART#{id}", sk = "CART")]
#[access(name = by_end, index = by_end, pk = "CART", sk = "{at}")]
struct Cart {
    id: String,
    at: u64,
    #[attr(ttl)]
    until: u64,
}

fn main() {}
