use dynamo_model::query::IntoQuery;
use dynamo_model::{Entity, KeyPart, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_id)]
struct Order {
    id: String,
    priority: Handling,
}

#[derive(Serialize, Deserialize, KeyPart)]
struct Handling(Priority);

#[derive(Serialize, Deserialize, KeyPart)]
enum Priority {
    Low,
    High,
}

fn main() {
    let query = Order::by_id("o1").into_query();
    let _ = query.filter(|o| o.priority.gt(Handling(Priority::Low)));
}
