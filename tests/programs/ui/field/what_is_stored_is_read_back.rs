use dynamo_model::{Document, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "{day}")]
struct Order {
    id: String,
    #[serde(skip_deserializing)]
    day: String,
    #[serde(skip_deserializing, default = "one")]
    copies: u32,
    #[serde(skip)]
    seen: bool,
}

fn one() -> u32 {
    1
}

#[derive(Serialize, Deserialize, Document)]
struct Address {
    city: String,
    #[serde(skip_deserializing)]
    zip: Option<String>,
}

#[derive(Serialize, Deserialize, Document)]
enum Payment {
    Card(String, #[serde(skip_deserializing)] u32),
    Transfer {
        #[serde(skip_deserializing)]
        iban: String,
    },
}

fn main() {}
