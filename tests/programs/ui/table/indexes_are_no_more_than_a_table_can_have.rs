use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
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
