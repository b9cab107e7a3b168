// Keys that differ in a literal, keys that differ in what their parts can begin with, such as digits of numbers and times and
// letters, and a pair that is acknowledged.
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "chat", overlap(Draft, Note))]
enum Chat {
    Room(Room),
    Message(Message),
    Topic(Topic),
    Said(Said),
    Draft(Draft),
    Note(Note),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Chat, pk = "ROOM#{id}", sk = "ROOM")]
struct Room {
    id: u32,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Chat, pk = "ROOM#{room}", sk = "{number}")]
struct Message {
    room: u32,
    number: u32,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Chat, pk = "TOPIC#{id}", sk = "META")]
struct Topic {
    id: u32,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Chat, pk = "TOPIC#{topic}", sk = "{at}")]
struct Said {
    topic: u32,
    at: jiff::Timestamp,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Chat, pk = "USER#{user}", sk = "{id}")]
struct Draft {
    user: String,
    id: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Chat, pk = "USER#{user}", sk = "{id}")]
struct Note {
    user: String,
    id: String,
}

fn main() {
    assert_eq!(Chat::SCHEMA.entities.len(), 6);
}
