use dynamo_model::{Entity, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "by_place", pk = "place", sk = "placed_at")]
#[index(name = "by_number", pk = "place", sk("sent_at", N))]
enum Shop {
    Order(Order),
    Parcel(Parcel),
    Letter(Letter),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = at, index = by_place, pk(place), sk(placed_at))]
struct Order {
    id: String,
    place: String,
    placed_at: Timestamp,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "PARCEL#{id}", sk = "PARCEL")]
#[access(name = sent, index = by_number, pk(place), sk(sent_at))]
struct Parcel {
    id: String,
    place: String,
    #[attr(time(seconds))]
    sent_at: Timestamp,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "LETTER#{id}", sk = "LETTER")]
#[access(name = at, index = by_place, pk(place), sk(placed_at))]
struct Letter {
    id: String,
    place: String,
    #[attr(time(seconds, N))]
    placed_at: Timestamp,
}

fn main() {}
