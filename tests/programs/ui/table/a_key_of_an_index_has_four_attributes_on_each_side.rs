use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1", pk("a", "b", ("c", N), ("d", B), "e"))]
#[index(name = "gsi2", sk("a", "b", "c", "d", ("e", N)))]
#[index(name = "gsi3", pk())]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
}

fn main() {}
