use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop", pk = "rev", entity_type = "_type", revision = "rev")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER", revision = 1)]
struct Order {
    id: String,
    total: u32,
}

mod other {
    use super::*;

    #[derive(Table)]
    #[table(name = "other", entity_type = "what", revision = "what")]
    enum Other {
        Thing(Thing),
    }

    #[derive(Serialize, Deserialize, Entity)]
    #[entity(table = Other, pk = "THING#{id}", sk = "THING", revision = 1)]
    struct Thing {
        id: String,
    }
}

fn main() {}
