use dynamo_model::{Document, Entity, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
    #[attr(time)]
    #[serde(with = "dynamo_model::time::as_time")]
    placed_at: Timestamp,
}

#[derive(Serialize, Deserialize, Document)]
struct Line {
    product: String,
    #[attr(time(millis))]
    packed_at: Timestamp,
}

#[derive(Serialize, Deserialize, Document)]
struct Parcel {
    #[serde(with = "dynamo_model::time::as_seconds_since_1970")]
    sent_at: Option<Timestamp>,
}

#[derive(Serialize, Deserialize, Document)]
enum State {
    Packed(#[attr(time(seconds, N))] Timestamp),
}

fn main() {}
