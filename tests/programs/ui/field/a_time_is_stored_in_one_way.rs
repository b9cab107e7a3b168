use dynamo_model::{Entity, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop", ttl = "expires_at")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
    #[attr(time(hours))]
    placed_at: Timestamp,
    #[attr(time(N))]
    paid_at: Timestamp,
    #[attr(time())]
    packed_at: Timestamp,
    #[attr(time(millis, B))]
    sent_at: Timestamp,
    #[attr(time(millis, S, N))]
    arrived_at: Timestamp,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "PARCEL#{id}", sk = "PARCEL")]
struct Parcel {
    id: String,
    #[attr(created, time(millis))]
    created: Timestamp,
    #[attr(ttl, time)]
    expires: Timestamp,
    #[attr(time)]
    #[serde(skip)]
    seen: Timestamp,
}

fn main() {}
