//! A design.

use dynamo_model::{Document, Entity, KeyPart, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
pub(crate) enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_status, index = gsi1, pk = "STATUS#{status}", sk = "{id}")]
pub(crate) struct Order {
    id: OrderId,
    status: Status,
    #[attr(unique(normalize(trim)))]
    email: String,
    ship_to: Address,
    articles: Vec<Article>,
    payment: Option<Payment>,
    delivery: Delivery,
    #[attr(time(millis))]
    placed_at: jiff::Timestamp,
}

#[derive(Serialize, Deserialize, KeyPart)]
pub(crate) struct OrderId(u32);

#[derive(Serialize, Deserialize, KeyPart)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Status {
    Open,
    Paid,
}

#[derive(Serialize, Deserialize, Document)]
pub(crate) struct Address {
    city: String,
    zip: String,
}

/// It holds others, as a set of articles does.
#[derive(Serialize, Deserialize, Document)]
pub(crate) struct Article {
    name: String,
    parts: Vec<Article>,
}

#[derive(Serialize, Deserialize, Document)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum Payment {
    Cash,
    Card { holder_name: String },
    Voucher(String),
}

#[derive(Serialize, Deserialize, Document)]
#[serde(tag = "kind")]
pub(crate) enum Delivery {
    Post,
    Courier { name: String },
}
