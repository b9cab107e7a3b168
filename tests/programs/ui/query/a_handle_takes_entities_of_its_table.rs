use dynamo_model::{Db, Entity, KeyPart, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
enum Shop {
    Order(Order),
}

#[derive(Clone, Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{status}#{priority}#{day}")]
struct Order {
    id: String,
    customer: String,
    status: Status,
    priority: u32,
    day: String,
}

#[derive(Clone, Serialize, Deserialize, KeyPart)]
enum Status {
    Open,
    Cancelled,
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
    let _ = archive.put(order);
    let _ = archive.get(Order::key("o1"));
    let _ = archive.query(Order::by_customer("c1"));
}

fn main() {}
