use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "by_region", pk("tenant", "region"), sk("status", "day_text", ("total", N)))]
enum Shop {
    Order(Order),
    Refund(Refund),
    Offer(Offer),
    Draft(Draft),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_region, index = by_region, pk(tenant), sk(status, "{day}", total))]
struct Order {
    id: String,
    tenant: String,
    region: String,
    status: String,
    day: String,
    total: u32,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "REFUND#{id}", sk = "REFUND")]
#[access(name = by_region, index = by_region, pk(tenant, region), sk = "{status}")]
struct Refund {
    id: String,
    tenant: String,
    region: String,
    status: String,
    total: u32,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "OFFER#{id}", sk = "OFFER")]
#[access(name = by_region, index = by_region, pk(tenant, region))]
struct Offer {
    id: String,
    tenant: String,
    region: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "DRAFT#{id}", sk = "DRAFT")]
#[access(name = by_region, index = by_region, pk(tenant, region, id), sk(status, regoin, total))]
struct Draft {
    id: String,
    tenant: String,
    region: String,
    status: String,
    total: u32,
}

fn main() {}
