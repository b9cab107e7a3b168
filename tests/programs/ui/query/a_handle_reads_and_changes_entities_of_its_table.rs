use dynamo_model::{Collection, Db, Entity, Patch, Table};
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

#[derive(Patch)]
#[patch(of = Order)]
struct OrderPatch {
    total: Option<u32>,
}

#[derive(Collection)]
#[collection(table = Shop, index = gsi1, pk = "CUSTOMER#{customer}", of(customer: String))]
struct OfCustomer {
    orders: Vec<Order>,
}

fn use_of(archive: &Db<Archive>, order: &Order, patch: &OrderPatch) {
    let _ = archive.delete(Order::key("o1"));
    let _ = archive.update(Order::key("o1"));
    let _ = archive.upsert(order);
    let _ = archive.patch(Order::key("o1"), patch);
    let _ = archive.edit(Order::key("o1"), |order| {
        order.total += 1;
        Ok(())
    });
    let _ = archive.batch_get([Order::key("o1")]);
    let _ = archive.batch_get_mixed(vec![Order::key("o1")]);
    let _ = archive.batch_write().put(order).delete(Order::key("o2"));
    let _ = archive.get_collection(OfCustomer::of("c1"));
    let _ = archive.scan::<Order>();
}

fn main() {}
