use dynamo_model::query::IntoQuery as _;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "by_region", pk("tenant", "region"), sk("status", ("total", N)))]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_region, index = by_region, pk(tenant, region), sk(status, total))]
struct Order {
    id: String,
    tenant: String,
    region: String,
    status: String,
    total: u32,
}

fn main() {
    let _ = Order::by_region("t");
    let _ = Order::by_region("t", "eu").total(7);
    let _ = Order::by_region("t", "eu").status("open".."paid").total(7);
    let _ = Order::by_region("t", "eu").status("open").total(7..).filter(|o| o.total.gt(9));
    let _ = Order::by_region("t", "eu").status("open"..).filter(|o| o.region.eq("us"));
}
