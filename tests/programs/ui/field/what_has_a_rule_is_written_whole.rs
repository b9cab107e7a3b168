use dynamo_model::builder::Update;
use dynamo_model::{Document, Entity, Table};
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
    #[attr(check = inhabited)]
    address: Address,
    #[attr(length = 1..=5)]
    lines: Vec<Line>,
}

#[derive(Serialize, Deserialize, Document)]
struct Address {
    city: String,
}

#[derive(Serialize, Deserialize, Document)]
struct Line {
    quantity: u32,
}

fn inhabited(_: &Address) -> Result<(), String> {
    Ok(())
}

fn main() {
    let _ = Update::new(Order::key("o1")).set(|o| o.address.city.to("Lund"));
    let _ = Update::new(Order::key("o1")).set(|o| o.lines[0].quantity.plus(1));
    let _ = Update::new(Order::key("o1")).set(|o| o.lines[0].removed());
}
