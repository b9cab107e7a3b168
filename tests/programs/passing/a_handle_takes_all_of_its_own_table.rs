// Entities, the table's enum, collections and batches of one table, without a backend at hand.
use dynamo_model::{Db, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
}

#[derive(Clone, Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
    total: u32,
}

fn use_of(shop: &Db<Shop>, order: &Order) {
    let _ = shop.put(order);
    let _ = shop.put(&Shop::from(order.clone()));
    let _ = shop.get(Order::key("o1"));
    let _ = shop.update(Order::key("o1")).set(|o| o.total.plus(1));
    let _ = shop.delete(Order::key("o1"));
    let _ = shop.scan::<Shop>();
    let _ = shop.batch_get([Order::key("o1")]);
    let _ = shop.batch_write().put(order).delete(Order::key("o2"));
    let _ = shop.transact().create(order).delete(Order::key("o2"));
}

fn main() {
    let _ = use_of;
}
