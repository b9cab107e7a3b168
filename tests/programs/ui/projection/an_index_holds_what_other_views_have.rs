use dynamo_model::{Db, Entity, Projection, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1", project(include))]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_day, index = gsi1, pk = "DAY#{day}", sk = "{id}", project(total), view = Summary)]
struct Order {
    id: String,
    day: String,
    total: u32,
    note: String,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Summary {
    id: String,
    total: u32,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Id {
    id: String,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Noted {
    note: String,
}

fn use_of(shop: &Db<Shop>) {
    let _ = shop.query(Order::by_day("mon")).view::<Id>();
    let _ = shop.query(Order::by_day("mon")).hydrate().view::<Noted>();
    let _ = shop.query(Order::by_day("mon")).view::<Noted>();
}

fn main() {
    let _ = use_of as fn(&Db<Shop>);
}
