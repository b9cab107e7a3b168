use dynamo_model::builder::Update;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_status, index = gsi1, pk = "ORDERS", sk = "{status}#{created}")]
struct Order {
    id: String,
    status: String,
    #[attr(created)]
    created: u64,
}

fn main() {
    let order = || Update::new(Order::key("o1"));
    let _ = order().set(|o| o.status.to("paid"));
    let _ = order().set(|o| o.by_status("paid", 3));
}
