use dynamo_model::{Entity, Projection, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "events")]
#[index(name = "gsi1")]
enum Events {
    Event(Event<u32, String>),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Events, pk = "EVENT#{id}", sk = "EVENT")]
#[access(name = by_day, index = gsi1, pk = "DAY#{day}", sk = "{id}", view = Day)]
struct Event<I, P> {
    id: I,
    day: u32,
    #[attr(unique)]
    code: Option<P>,
    payload: P,
}

#[derive(Projection)]
#[projection(of = Event<u32, String>)]
struct Day {
    day: u32,
}

fn main() {}
