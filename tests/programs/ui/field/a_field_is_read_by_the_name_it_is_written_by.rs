use dynamo_model::{Document, Entity, KeyPart, Table};
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
    #[serde(rename(serialize = "customerName"))]
    customer: String,
    #[serde(rename(serialize = "a", deserialize = "b"))]
    first: String,
    #[serde(rename(serialize = "c", deserialize = "d"), alias = "c")]
    second: String,
    #[serde(rename = "name", alias = "fullName")]
    third: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "PARCEL#{id}", sk = "PARCEL")]
#[serde(rename_all(serialize = "camelCase"))]
struct Parcel {
    id: String,
    sent_at: String,
}

#[derive(Serialize, Deserialize, Document)]
#[serde(rename_all_fields(serialize = "camelCase", deserialize = "kebab-case"))]
enum Payment {
    Card { sent_at: String },
    #[serde(rename(serialize = "cash"))]
    Cash,
    #[serde(skip_deserializing)]
    Voucher,
    #[serde(rename_all(deserialize = "camelCase"))]
    Debit { sent_at: String },
}

#[derive(Serialize, Deserialize, KeyPart)]
#[serde(rename_all(serialize = "lowercase"))]
enum Status {
    Open,
    #[serde(rename(serialize = "done"))]
    Closed,
}

fn main() {}
