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
}

#[derive(Serialize, Deserialize, Document)]
struct Address {
    city: String,
}

fn inhabited(_: &Address) -> Result<(), String> {
    Ok(())
}

fn main() {
    let _ = Update::new(Order::key("o1")).set(|o| o.address.city.to("Lund"));
}
