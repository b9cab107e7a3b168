use dynamo_model::entity::{IndexParts, KeyParts};
use dynamo_model::scan::IndexOf;
use dynamo_model::{Entity, Key, Result, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
enum Shop {
    Order(Order),
    Place(Place),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{day}")]
struct Order {
    id: String,
    customer: String,
    day: u32,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "PLACE#{a}#{b}#{c}#{d}#{e}#{f}#{g}#{h}#{i}#{j}#{k}#{l}#{m}", sk = "PLACE")]
struct Place {
    a: u8,
    b: u8,
    c: u8,
    d: u8,
    e: u8,
    f: u8,
    g: u8,
    h: u8,
    i: u8,
    j: u8,
    k: u8,
    l: u8,
    m: u8,
}

fn numbered<E: KeyParts<(u32,)>>(key: &Key<E>) -> Result<u32> {
    key.parts().map(|(number,)| number)
}

fn of_day<A, S, P: IndexParts<A, (u32,), S>>(index: IndexOf<Order, P>) -> Result<u32> {
    index.parse_pk("CUSTOMER#7").map(|(number,)| number)
}

fn use_of(place: &Key<Place>) {
    let _ = numbered(&Order::key("o1"));
    let _ = of_day(Order::BY_CUSTOMER);
    let _ = place.parts();
}

fn main() {}
