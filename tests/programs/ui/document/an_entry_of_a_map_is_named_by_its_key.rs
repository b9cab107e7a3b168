use std::collections::{BTreeMap, HashMap};

use dynamo_model::{Entity, Table};
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
    labels: BTreeMap<String, String>,
    totals: HashMap<u16, u32>,
}

fn main() {
    let order = Order::attributes();
    let _ = order.labels["color"].eq("red").and(order.totals[&2026].gt(3));
    let _ = order.labels[&2026];
    let _ = order.totals["2026"];
    let _ = order.totals[2026];
}
