use dynamo_model::value::Item;
use dynamo_model::{Entity, Result, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
    Invoice(Invoice),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER", revision = 3, upgrade(1 = step))]
struct Order {
    id: String,
    total: u32,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "INVOICE#{id}", sk = "INVOICE", revision = 2)]
struct Invoice {
    id: String,
    total: u32,
}

fn step(_item: &mut Item) -> Result<()> {
    Ok(())
}

fn main() {}
