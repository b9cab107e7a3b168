//! The same design, later.

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
    #[attr(unique(normalize(trim, lowercase)))]
    email: String,
    ship_to: Address,
    articles: Vec<Article>,
    payment: Option<Payment>,
    delivery: Delivery,
    #[attr(time(millis, N))]
    placed_at: jiff::Timestamp,
}

#[derive(Serialize, Deserialize, KeyPart)]
pub(crate) struct OrderId(u32);

#[derive(Serialize, Deserialize, KeyPart)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Status {
    #[serde(rename = "waiting")]
    Open,
    Lost,
    Paid,
}

#[derive(Serialize, Deserialize, Document)]
pub(crate) struct Address {
    city: String,
}

/// It holds others, as a set of articles does.
#[derive(Serialize, Deserialize, Document)]
pub(crate) struct Article {
    name: String,
    weight: u32,
    note: Option<String>,
    parts: Vec<Article>,
}

#[derive(Serialize, Deserialize, Document)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum Payment {
    Cash,
    #[serde(rename = "creditCard")]
    Card {
        holder_name: u32,
    },
    Voucher(String),
}

#[derive(Serialize, Deserialize, Document)]
#[serde(tag = "kind", content = "data")]
pub(crate) enum Delivery {
    Post,
    Courier { name: String },
}
