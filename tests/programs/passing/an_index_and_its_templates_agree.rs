// Text, numbers and bytes; an inverted index, a local one, and one whose key is attributes that the entity has anyway.
use dynamo_model::value::Binary;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "inverted", pk = "sk", sk = "pk")]
#[index(name = "by_total", sk("total", N), local)]
#[index(name = "by_hash", pk("hash", B), sk = none)]
#[index(name = "by_region", pk("tenant", "region"), sk("status", ("total", N)))]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
#[access(name = by_id, index = inverted, pk = "ORDER#{id}", sk = "CUSTOMER#{customer}")]
#[access(name = largest, index = by_total, pk = "CUSTOMER#{customer}", sk = "{total}")]
#[access(name = with_hash, index = by_hash, pk = "{hash}")]
#[access(name = in_region, index = by_region, pk(tenant, region), sk(status, total))]
struct Order {
    customer: String,
    id: u32,
    total: u32,
    hash: Binary,
    tenant: String,
    region: String,
    status: String,
}

fn main() {
    let large = Order::in_region("t1", "eu").status("open").total(100..);
    assert_eq!(large.request().unwrap().key_condition.equals().len(), 3);
}
