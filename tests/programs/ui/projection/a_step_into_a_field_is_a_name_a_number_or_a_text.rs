use dynamo_model::{Entity, Patch, Projection, Table};
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
    notes: Vec<String>,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Steps {
    #[projection(from = notes[first])]
    a: String,
    #[projection(from = notes[0, 1])]
    b: String,
    #[projection(from = notes[99999999999])]
    c: String,
    #[projection(from = notes.as_card(0).number)]
    d: String,
    #[projection(from = notes.0.1)]
    e: String,
}

#[derive(Patch)]
#[patch(of = Order)]
struct Change {
    #[patch(to = notes[0])]
    note: Option<String>,
}

fn main() {}
