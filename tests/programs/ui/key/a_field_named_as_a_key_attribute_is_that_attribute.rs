use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "by_region", pk("tenant", "region"), sk("placed_at", ("total", N)))]
enum Shop {
    Order(Order),
    Refund(Refund),
    Offer(Offer),
    Draft(Draft),
}

/// The attribute has another name.
#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_region, index = by_region, pk(tenant, region), sk(placed_at, total))]
struct Order {
    id: String,
    tenant: String,
    region: String,
    #[serde(rename = "placedAt")]
    placed_at: String,
    total: u32,
}

/// Two are exchanged.
#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "REFUND#{id}", sk = "REFUND")]
#[access(name = by_region, index = by_region, pk(region, tenant), sk(placed_at, total))]
struct Refund {
    id: String,
    tenant: String,
    region: String,
    placed_at: String,
    total: u32,
}

/// One is of another type.
#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "OFFER#{id}", sk = "OFFER")]
#[access(name = by_region, index = by_region, pk(tenant, region), sk(placed_at, total))]
struct Offer {
    id: String,
    tenant: String,
    region: String,
    placed_at: String,
    total: String,
}

mod text {
    pub fn serialize<S: serde::Serializer>(value: &str, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(value)
    }
}

/// One is stored in another form.
#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "DRAFT#{id}", sk = "DRAFT")]
#[access(name = by_region, index = by_region, pk(tenant, region), sk(placed_at, total))]
struct Draft {
    id: String,
    tenant: String,
    region: String,
    #[serde(serialize_with = "text::serialize")]
    placed_at: String,
    total: u32,
}

fn main() {}
