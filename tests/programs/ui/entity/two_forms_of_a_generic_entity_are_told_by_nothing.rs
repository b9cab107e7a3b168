use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "events")]
enum Events {
    Count(Event<u32>),
    Note(Event<String>),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Events, pk = "EVENT#{id}", sk = "EVENT")]
struct Event<P> {
    id: u32,
    payload: P,
}

fn main() {}
