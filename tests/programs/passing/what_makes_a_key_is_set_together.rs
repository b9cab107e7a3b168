// Alone what makes a key alone, together what makes one with others, and anything by `edit`.
use dynamo_model::builder::Update;
use dynamo_model::{Db, Entity, Result, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
#[index(name = "gsi2", sk = none)]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_state, index = gsi1, pk = "ORDERS", sk = "{state}#{day}")]
#[access(name = of_customer, index = gsi2, pk = "CUSTOMER#{customer}")]
struct Order {
    id: String,
    state: String,
    day: String,
    customer: Option<String>,
}

async fn ship(shop: &Db<Shop>) -> Result<Order> {
    shop.edit(Order::key("o1"), |order| {
        order.state = "shipped".into();
        Ok(())
    })
    .await
}

fn main() {
    let moved = Update::new(Order::key("o1")).set(|o| o.by_state("paid", "2026-11-20"));
    let anonymous = moved.set(|o| o.customer.removed()).request().unwrap();
    let names: Vec<String> = anonymous.update.targets().map(ToString::to_string).collect();
    assert_eq!(names, ["state", "day", "gsi1pk", "gsi1sk", "customer", "gsi2pk"]);
    let _ = ship;
}
