use dynamo_model::value::Item;
use dynamo_model::{Entity, Result, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1", project(include))]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER", revision = 2, upgrade(1 = step))]
#[access(name = by_total, index = gsi1, pk = "TOTAL#{total}", sk = "{id}", project(id, total))]
struct Order {
    id: String,
    total: u32,
}

fn step(_item: &mut Item) -> Result<()> {
    Ok(())
}

fn main() {}
