use std::collections::BTreeSet;

use dynamo_model::{Document, Entity, Table};
use serde::{Deserialize, Deserializer, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    labels: Vec<String>,
    #[serde(skip_serializing)]
    cached: u32,
    #[serde(with = "dynamo_model::value::as_number::option")]
    price: Option<String>,
    #[serde(with = "dynamo_model::value::as_set")]
    tags: BTreeSet<String>,
    #[serde(deserialize_with = "lenient")]
    note: Option<String>,
    payment: Payment,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    colours: Vec<String>,
}

#[derive(Serialize, Deserialize, Document)]
enum Payment {
    Card {
        #[serde(with = "dynamo_model::value::as_set")]
        holders: BTreeSet<String>,
        #[serde(deserialize_with = "lenient")]
        note: Option<String>,
        bank: Option<String>,
    },
    Voucher(#[serde(deserialize_with = "lenient")] Option<String>),
}

fn lenient<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Deserialize::deserialize(deserializer)
}

fn main() {}
