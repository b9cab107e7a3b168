use dynamo_model::builder::Update;
use dynamo_model::{Db, Entity, Key, Table};
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

fn write(events: &Db<Events>) {
    let _ = Event::<Signup>::key(1);
    let _ = events.put(&Event { id: 2, payload: 5_u32 });
}

fn change(key: Key<Event<u32>>) {
    let _ = Update::new(key);
}

fn main() {}
