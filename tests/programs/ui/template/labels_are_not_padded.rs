use dynamo_model::{Entity, KeyPart, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Invoice(Invoice),
}

#[derive(Serialize, Deserialize, KeyPart)]
enum Status {
    Open,
    Paid,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "YEAR#{year}", sk = "INVOICE#{n:_<8}")]
#[access(name = of_year)]
struct Invoice {
    year: u16,
    n: Status,
}

fn main() {}
