use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Invoice(Invoice),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "YEAR#{year}", sk = "INVOICE#{n:+06}")]
#[access(name = of_year)]
struct Invoice {
    year: u16,
    n: u32,
}

fn main() {}
