// As text and as numbers, of newtypes and options, alone as key attributes and compared with each other.
use dynamo_model::{Entity, KeyPart, Table};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop", pk = "shop", sk("placed_at", N))]
#[index(name = "by_place", pk = "place", sk = "packed_at")]
enum Shop {
    Order(Order),
}

#[derive(Clone, Serialize, Deserialize, KeyPart)]
struct PackedAt(Timestamp);

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "{shop}", sk = "{placed_at}")]
#[access(name = placed)]
#[access(name = packed, index = by_place, pk(place), sk(packed_at))]
struct Order {
    shop: String,
    #[attr(time(millis, N))]
    placed_at: Timestamp,
    place: String,
    #[attr(time(millis))]
    packed_at: PackedAt,
    #[attr(time(seconds, N))]
    sent_at: Option<Timestamp>,
    #[attr(time(seconds, N))]
    due_at: Option<Timestamp>,
    #[attr(time)]
    seen_at: DateTime,
    day: Date,
}

fn main() {
    let now = Timestamp::UNIX_EPOCH;
    let order = Order::attributes();
    let late = order.sent_at.gt(&order.due_at).or(order.packed_at.gt(PackedAt(now)));
    let today = Date::constant(2026, 11, 20);
    assert!(late.and(order.day.lt(today)).into_condition().is_ok());
    assert!(order.packed_at.begins_with("2026-11").into_condition().is_ok());
    let request = Order::packed("Ulm").packed_at(PackedAt(now)..).request().unwrap();
    assert_eq!(request.index.as_deref(), Some("by_place"));
    assert!(Order::placed("s1").placed_at(now..).request().is_ok());
}
