use dynamo_model::{Db, Entity, Projection, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1", project(keys_only))]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_day, index = gsi1, pk = "DAY#{day}", sk = "{id}", view = OrderDay)]
struct Order {
    id: String,
    day: String,
    total: u32,
}

#[derive(Projection)]
#[projection(of = Order)]
struct OrderDay {
    day: String,
}

fn use_of(shop: &Db<Shop>) {
    let _ = Order::BY_DAY.parse_pk("DAY#mon");
    let _ = shop.scan::<Shop>().through(Order::BY_DAY);
    let _ = shop.scan::<Order>().through(Order::BY_DAY);
}

fn main() {}
