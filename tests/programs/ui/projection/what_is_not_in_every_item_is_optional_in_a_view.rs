use std::collections::BTreeMap;

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
    lines: Vec<Line>,
    labels: BTreeMap<String, String>,
    totals: BTreeMap<u32, u32>,
    payment: Payment,
    #[serde(default)]
    limits: Limits,
    sides: [Line; 2],
}

#[derive(Serialize, Deserialize, Document)]
struct Address {
    city: String,
}

#[derive(Serialize, Deserialize, Document)]
struct Line {
    product: String,
    place: Option<Address>,
}

#[derive(Serialize, Deserialize, Document)]
enum Payment {
    Card { number: String },
    Cash,
}

#[derive(Default, Serialize, Deserialize, Document)]
struct Limits {
    daily: u32,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Wrong {
    #[projection(from = address.city)]
    a: String,
    #[projection(from = lines[1].product)]
    b: String,
    #[projection(from = labels["colour"])]
    c: String,
    #[projection(from = totals[&2026])]
    d: u32,
    #[projection(from = payment.as_card().number)]
    e: String,
    #[projection(from = sides[0].place.city)]
    f: String,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Right {
    #[projection(from = address.city)]
    a: Option<String>,
    #[projection(from = lines[1].product)]
    b: Option<String>,
    #[projection(from = labels["colour"])]
    c: Option<String>,
    #[projection(from = totals[&2026])]
    d: Option<u32>,
    #[projection(from = payment.as_card().number)]
    e: Option<String>,
    #[projection(from = sides[0].place.city)]
    f: Option<String>,
    // The entity has a default, and an array always has its elements.
    #[projection(from = limits.daily)]
    g: u32,
    #[projection(from = sides[1].product)]
    h: String,
}

fn main() {}
