use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "hotel")]
enum Hotel {
    Stay(Stay),
    Visit(Visit),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Hotel, pk = "STAY#{id}", sk = "STAY", check = ordered)]
struct Stay {
    id: String,
    from: u32,
    to: u32,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Hotel, pk = "VISIT#{id}", sk = "VISIT", check = short)]
struct Visit {
    id: String,
    hours: u32,
}

fn ordered(from: &u32) -> Result<(), String> {
    if *from == 0 { Err("never".to_owned()) } else { Ok(()) }
}

fn short(visit: &Visit) -> bool {
    visit.hours < 12
}

fn main() {}
