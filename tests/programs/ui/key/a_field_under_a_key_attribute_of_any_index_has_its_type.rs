use dynamo_model::{Entity, KeyPart, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
#[index(name = "by_tenant", pk("tenant", "region"), sk("day", ("total", N)))]
enum Shop {
    Order(Order),
    Note(Note),
    Label(Label),
    Invoice(Invoice),
    Parcel(Parcel),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = of_tenant, index = by_tenant, pk(tenant, region), sk(day, total))]
struct Order {
    id: String,
    tenant: String,
    region: String,
    day: String,
    total: u32,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "NOTE#{id}", sk = "NOTE")]
struct Note {
    id: String,
    tenant: u32,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "LABEL#{id}", sk = "LABEL")]
struct Label {
    id: String,
    gsi1pk: Option<Vec<String>>,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "INVOICE#{id}", sk = "INVOICE")]
struct Invoice {
    id: String,
    #[serde(rename = "day")]
    number: Option<InvoiceNumber>,
}

#[derive(Serialize, Deserialize, KeyPart)]
struct InvoiceNumber(u64);

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "PARCEL#{id}", sk = "PARCEL")]
struct Parcel {
    id: String,
    tenant: String,
    region: Region,
    total: Option<u64>,
}

#[derive(Serialize, Deserialize, KeyPart)]
enum Region {
    North,
    South,
}

fn main() {}
