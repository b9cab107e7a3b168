use std::cmp::Reverse;

use dynamo_model::{Entity, KeyPart, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
    Task(Task),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "{name}")]
struct Order {
    id: String,
    name: Reverse<String>,
}

#[derive(Serialize, Deserialize, KeyPart)]
enum State {
    Open,
    Closed,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "TASK#{id}", sk = "{state}")]
struct Task {
    id: String,
    state: Reverse<State>,
}

fn main() {}
