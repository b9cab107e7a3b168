use dynamo_model::builder::Update;
use dynamo_model::{Entity, KeyPart, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, KeyPart)]
struct PaidAt(Timestamp);

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
    total: u32,
    placed_at: Timestamp,
    sent_at: Option<Timestamp>,
    paid_at: PaidAt,
    #[attr(time(millis))]
    due_at: Timestamp,
}

fn main() {
    let order = || Update::new(Order::key("o1")).set(|o| o.total.to(5));
    let then = Timestamp::UNIX_EPOCH;
    let _ = order().only_if(|o| o.placed_at.eq(then).and(o.due_at.gt(then)));
    let _ = order().only_if(|o| o.placed_at.gt(then));
    let _ = order().only_if(|o| o.sent_at.between(then, then));
    let _ = order().only_if(|o| o.paid_at.lt(PaidAt(then)));
    let _ = order().only_if(|o| o.due_at.lt(5_u64));
}
