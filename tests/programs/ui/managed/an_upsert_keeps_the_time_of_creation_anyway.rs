use dynamo_model::builder::Upsert;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
    #[attr(created)]
    created: u64,
    #[attr(version)]
    version: u64,
}

fn main() {
    let order = Order { id: "o1".into(), created: 0, version: 0 };
    let _ = Upsert::new(&order).keeping(|o| &o.created);
    let _ = Upsert::new(&order).adding(|o| &o.version);
}
