use dynamo_model::{Db, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "events")]
enum Events {
    Signup(Event<Signup>),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Events, pk = "EVENT#{id}", sk = "EVENT")]
struct Event<P> {
    id: u32,
    payload: P,
}

#[derive(Serialize, Deserialize)]
struct Signup;

fn read_and_write(events: &Db<Events>) {
    let _ = Event::<Signup>::key(1);
    let _ = events.put(&Event { id: 2, payload: 5_u32 });
    let _ = events.get(Event::<u32>::key(2));
}

fn main() {}
