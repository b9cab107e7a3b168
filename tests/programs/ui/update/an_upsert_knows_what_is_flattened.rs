use std::collections::BTreeMap;

use dynamo_model::builder::Upsert;
use dynamo_model::{Document, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
    Parcel(Parcel),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
    #[serde(flatten)]
    more: BTreeMap<String, String>,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "PARCEL#{id}", sk = "PARCEL")]
struct Parcel {
    id: String,
    #[serde(flatten)]
    address: Address,
}

#[derive(Serialize, Deserialize, Document)]
struct Address {
    city: String,
    #[serde(flatten)]
    geo: Geo,
}

#[derive(Serialize, Deserialize)]
struct Geo {
    lat: i32,
}

fn main() {
    let order = Order { id: "o1".into(), more: BTreeMap::new() };
    let _ = Upsert::new(&order);
    let address = Address { city: "Lund".into(), geo: Geo { lat: 56 } };
    let _ = Upsert::new(&Parcel { id: "p1".into(), address });
}
