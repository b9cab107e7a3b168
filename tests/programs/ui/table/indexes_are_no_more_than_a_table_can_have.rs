use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(
    name = "gsi1",
    project(include(
        "a00", "a01", "a02", "a03", "a04", "a05", "a06", "a07", "a08", "a09",
        "a10", "a11", "a12", "a13", "a14", "a15", "a16", "a17", "a18", "a19",
        "a20"
    ))
)]
#[index(name = "lsi0", local)]
#[index(name = "lsi1", local)]
#[index(name = "lsi2", local)]
#[index(name = "lsi3", local)]
#[index(name = "lsi4", local)]
#[index(name = "lsi5", local)]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
}

fn main() {}
