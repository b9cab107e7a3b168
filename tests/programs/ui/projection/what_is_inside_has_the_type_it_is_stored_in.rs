use dynamo_model::{Document, Entity, Projection, Table};
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
    address: Option<Address>,
    home: Address,
    lines: Vec<Line>,
}

#[derive(Serialize, Deserialize, Document)]
struct Address {
    city: String,
    floor: Option<u32>,
}

#[derive(Serialize, Deserialize, Document)]
struct Line {
    quantity: u32,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Types {
    #[projection(from = address.city)]
    a: Option<u32>,
    #[projection(from = lines[0].quantity)]
    b: Option<u64>,
    #[projection(from = lines[0])]
    c: Option<u32>,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Optional {
    #[projection(from = home.floor)]
    floor: u32,
}

fn main() {}
