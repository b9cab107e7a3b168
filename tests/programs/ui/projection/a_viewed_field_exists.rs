use dynamo_model::{Entity, Projection, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
#[access(name = of_customer)]
struct Order {
    #[attr(key)]
    customer: String,
    id: u32,
    total: u32,
    note: Option<String>,
    #[serde(skip)]
    seen: bool,
    #[serde(flatten)]
    place: Place,
    #[serde(with = "dynamo_model::value::as_set", default)]
    tags: std::collections::BTreeSet<String>,
}

#[derive(Serialize, Deserialize)]
struct Place {
    city: String,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Summary {
    id: u32,
    totla: u32,
    #[projection(from = costumer)]
    who: String,
    colour: String,
}

fn main() {}
