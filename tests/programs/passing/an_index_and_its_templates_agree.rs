// Text, numbers and bytes; an inverted index, a local one, one whose key is attributes that the entity has anyway, and one
// with as many of them as there can be, some made by templates.
use dynamo_model::value::Binary;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "inverted", pk = "sk", sk = "pk")]
#[index(name = "by_total", sk("total", N), local)]
#[index(name = "by_hash", pk("hash", B), sk = none)]
#[index(name = "by_region", pk("tenant", "region"), sk("status", ("total", N)))]
#[index(name = "whole", pk("tenant", "region", ("total", N), "place"), sk("status", ("rank", N), "day_key", ("hash", B)))]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
#[access(name = by_id, index = inverted, pk = "ORDER#{id}", sk = "CUSTOMER#{customer}")]
#[access(name = largest, index = by_total, pk = "CUSTOMER#{customer}", sk = "{total}")]
#[access(name = with_hash, index = by_hash, pk = "{hash}")]
#[access(name = in_region, index = by_region, pk(tenant, region), sk(status, total))]
#[access(name = whole, index = whole, pk(tenant, region, total, "{street}#{house}"), sk(status, rank, "DAY#{day}#{id}", hash))]
struct Order {
    customer: String,
    id: u32,
    total: u32,
    hash: Binary,
    tenant: String,
    region: String,
    status: String,
    street: String,
    house: u16,
    rank: i32,
    day: String,
}

fn main() {
    let large = Order::in_region("t1", "eu").status("open").total(100..);
    assert_eq!(large.request().unwrap().key_condition.equals().len(), 3);
    let place = Order::whole("t1", "eu", 100, "high street", 7_u16);
    let one = place.status("open").rank(-1).day("2026-11-20").id(7).hash(Binary::from(vec![1])..);
    assert_eq!(one.request().unwrap().key_condition.equals().len(), 7);
}
