use dynamo_model::{Document, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
    Tagged(Tagged),
}

#[derive(Serialize, Deserialize, Entity)]
#[serde(tag = "_type")]
#[entity(table = Shop, pk = "TAGGED#{id}", sk = "TAGGED")]
struct Tagged {
    id: String,
    note: Option<Option<String>>,
}

#[derive(Serialize, Deserialize, Entity)]
#[serde(into = "Stored", from = "Stored")]
#[derive(Clone)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
    total: u32,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    total: String,
}

impl From<Stored> for Order {
    fn from(_: Stored) -> Self {
        Self { id: String::new(), total: 0 }
    }
}

impl From<Order> for Stored {
    fn from(_: Order) -> Self {
        Self { total: String::new() }
    }
}

#[derive(Clone, Copy, Serialize, Deserialize, Document)]
#[serde(into = "u8", from = "u8")]
enum Level {
    Low,
    High,
}

impl From<u8> for Level {
    fn from(level: u8) -> Self {
        if level == 0 { Self::Low } else { Self::High }
    }
}

impl From<Level> for u8 {
    fn from(level: Level) -> Self {
        level as Self
    }
}

fn main() {}
