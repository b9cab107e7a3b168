// What an HTTP `PATCH` brings: fields left alone, set and removed, and all that make one index key.
use dynamo_model::builder::Update;
use dynamo_model::{Entity, Patch, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
enum Shop {
    Order(Order),
    Bill(Bill),
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

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "BILL#{id}", sk = "BILL")]
#[access(name = by_status, index = gsi1, pk = "DAY#{day}", sk = "{status}#{due}")]
struct Bill {
    id: String,
    day: String,
    status: String,
    due: Option<String>,
    net: u32,
    tax: u32,
    #[attr(computed(sum, from(net, tax)))]
    total: u32,
}

fn sum(net: &u32, tax: &u32) -> u32 {
    net + tax
}

#[derive(Deserialize, Patch)]
#[patch(of = Bill, together(total(net, tax), by_status(date, status, due)))]
struct BillPatch {
    net: Option<u32>,
    tax: Option<u32>,
    #[patch(to = day)]
    date: Option<String>,
    status: Option<String>,
    due: Option<Option<String>>,
}

fn main() {
    let patch = OrderPatch { day: Some("2026-11-20".into()), total: None, note: Some(None) };
    let update = Update::new(Order::key("o1")).apply(&patch).request().unwrap().update;
    assert_eq!(update.sets().len(), 2, "the day, and the key of it");
    assert_eq!(update.removes().len(), 1);
    let patch = OrderPatch { day: None, total: Some(101), note: None };
    assert!(Update::new(Order::key("o1")).apply(&patch).request().unwrap_err().is_constraint());

    let update = |patch: &BillPatch| Update::new(Bill::key("b1")).apply(patch).request();
    let made = BillPatch { net: Some(100), tax: Some(19), date: None, status: None, due: None };
    assert_eq!(update(&made).unwrap().update.sets().len(), 3, "and what is computed");
    let (date, status) = (Some("2026-11-27".to_owned()), Some("paid".to_owned()));
    let moved = BillPatch { net: None, tax: None, date, status, due: Some(None) };
    let request = update(&moved).unwrap().update;
    assert_eq!((request.sets().len(), request.removes().len()), (2, 3), "it leaves the index");
    let part = update(&BillPatch { due: None, tax: Some(0), ..moved }).unwrap_err();
    assert!(part.is_validation());
}
