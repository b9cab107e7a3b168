use dynamo_model::builder::{Check, Put, Update, Upsert};
use dynamo_model::{Db, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
enum Shop {
    Order(Order),
}

#[derive(Clone, Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{day}")]
struct Order {
    id: String,
    customer: String,
    day: u32,
    note: String,
    total: u32,
}

#[derive(Table)]
#[table(name = "archive")]
enum Archive {
    Receipt(Receipt),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Archive, pk = "RECEIPT#{id}", sk = "RECEIPT")]
struct Receipt {
    id: String,
}

fn use_of(archive: &Db<Archive>, order: &Order) {
    let _ = archive.transact().put(order);
    let _ = archive.transact().create(order);
    let _ = archive.transact().replace(order);
    let _ = archive.transact().update(Update::new(Order::key("o1")));
    let _ = archive.transact().delete(Order::key("o1"));
    let _ = archive.transact().check(Check::exists(Order::key("o1")));
    let _ = archive.transact().with(Put::new(order));
    let _ = archive.transact().with(Upsert::new(order));
    let _ = archive.transact_get((Order::key("o1"), Receipt::key("r1")));
}

fn main() {}
