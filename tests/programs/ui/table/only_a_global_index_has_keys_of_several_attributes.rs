use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop", pk("tenant", "region"))]
enum Shop {
    Order(Order),
}

#[derive(Table)]
#[table(name = "mall", sk("floor", ("shop", N)))]
enum Mall {
    Order(Order),
}

#[derive(Table)]
#[table(name = "street")]
#[index(name = "lsi1", sk("day", ("total", N)), local)]
enum Street {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
}

fn main() {}
