use std::collections::{BTreeMap, HashMap};

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
    labels: HashMap<String, String>,
    totals: BTreeMap<u32, u32>,
    by_state: BTreeMap<State, u32>,
    pair: [Line; 2],
    none: [u32; 0],
}

#[derive(Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Open,
}

#[derive(Serialize, Deserialize, Document)]
struct Line {
    product: String,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Keys {
    #[projection(from = totals["abc"])]
    a: Option<u32>,
    #[projection(from = totals[&"abc"])]
    b: Option<u32>,
    #[projection(from = totals[2026])]
    c: Option<u32>,
    #[projection(from = by_state["Open"])]
    d: Option<u32>,
    #[projection(from = labels[&State::Open])]
    e: Option<String>,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Elements {
    #[projection(from = pair[5].product)]
    a: Option<String>,
    #[projection(from = pair[2])]
    b: Line,
    #[projection(from = none[0])]
    c: u32,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Right {
    #[projection(from = labels["colour"])]
    a: Option<String>,
    #[projection(from = totals[&2026])]
    b: Option<u32>,
    #[projection(from = by_state[&State::Open])]
    c: Option<u32>,
    #[projection(from = pair[1].product)]
    d: String,
}

fn main() {}
