// What an HTTP `PATCH` brings: fields left alone, set and removed, and all that make one index key.
use dynamo_model::builder::Update;
use dynamo_model::{Entity, Patch, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{day}")]
struct Order {
    id: String,
    customer: String,
    day: String,
    #[attr(range = 1..=100)]
    total: u32,
    note: Option<String>,
}

#[derive(Deserialize, Patch)]
#[patch(of = Order)]
struct OrderPatch {
    day: Option<String>,
    total: Option<u32>,
    note: Option<Option<String>>,
}

fn main() {
    let patch = OrderPatch { day: Some("2026-11-20".into()), total: None, note: Some(None) };
    let update = Update::new(Order::key("o1")).apply(&patch).request().unwrap().update;
    assert_eq!(update.sets().len(), 2, "the day, and the key of it");
    assert_eq!(update.removes().len(), 1);
    let patch = OrderPatch { day: None, total: Some(101), note: None };
    assert!(Update::new(Order::key("o1")).apply(&patch).request().unwrap_err().is_constraint());
}
