// Views of what is in keys, and whole entities read by them.
use dynamo_model::query::IntoQuery as _;
use dynamo_model::{Entity, Projection, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1", project(keys_only))]
#[index(name = "gsi2", project(keys_only))]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = on_day, index = gsi1, pk = "DAY#{day}", sk = "{total}", view = Listed)]
#[access(name = of_customer, index = gsi2, pk = "CUSTOMER#{customer}", sk = "{id}", hydrate)]
struct Order {
    id: u32,
    day: String,
    total: u32,
    customer: String,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Listed {
    id: u32,
    day: String,
    #[projection(from = total)]
    cents: u32,
}

fn main() {
    let request = Order::on_day("2026-11-20").total(100..).request().unwrap();
    assert_eq!(request.index.as_deref(), Some("gsi1"));
    assert!(Order::of_customer("c1").into_query().request().is_ok());
    let listed = Listed { id: 1, day: String::new(), cents: 2 };
    assert_eq!(listed.id + listed.cents + listed.day.len() as u32, 3);
}
