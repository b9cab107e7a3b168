use dynamo_model::builder::Upsert;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop", ttl = "expires")]
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
    day: u32,
    net: u32,
    #[attr(computed(gross, from(net)))]
    total: u32,
    placed_at: i64,
    #[attr(ttl(after = "30d", from = placed_at))]
    expires: i64,
}

fn gross(net: &u32) -> u32 {
    net * 12 / 10
}

fn main() {
    let upsert = |order: &Order| Upsert::new(order);
    let _ = |order: &Order| upsert(order).keeping(|o| &o.customer);
    let _ = |order: &Order| upsert(order).adding(|o| &o.day);
    let _ = |order: &Order| upsert(order).keeping(|o| &o.net);
    let _ = |order: &Order| upsert(order).keeping(|o| &o.placed_at);
}
