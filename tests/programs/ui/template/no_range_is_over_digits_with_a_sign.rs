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
    n: i32,
}

fn main() {
    let _ = Invoice::of_year(2026_u16).n(5);
    let _ = Invoice::of_year(2026_u16).n(5..);
}
