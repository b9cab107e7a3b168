use dynamo_model::builder::Update;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
    net: u32,
    tax: u32,
    #[attr(computed(sum, from(net, tax)))]
    total: u32,
}

fn sum(net: &u32, tax: &u32) -> u32 {
    net + tax
}

fn main() {
    let _ = Update::new(Order::key("o1")).set(|o| o.net.to(5));
}
