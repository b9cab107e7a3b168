use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Invoice(Invoice),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "YEAR#{year}", sk = "INVOICE#{n:_<8}")]
#[access(name = of_year)]
struct Invoice {
    year: u16,
    n: String,
}

fn main() {
    let _ = Invoice::of_year(2026_u16).n(dynamo_model::key::starts_with("a"));
    let _ = Invoice::of_year(2026_u16).n("a1"..);
}
