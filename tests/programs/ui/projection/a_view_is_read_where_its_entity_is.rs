use dynamo_model::{Db, Entity, Projection, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
    Customer(Customer),
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

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "CUSTOMER#{id}", sk = "PROFILE")]
#[access(name = of_id)]
struct Customer {
    id: String,
    name: String,
}

#[derive(Projection)]
#[projection(of = Customer)]
struct Name {
    name: String,
}

fn use_of(shop: &Db<Shop>, name: &Name) {
    let _ = shop.get(Order::key("c1", 1)).view::<Name>();
    let _ = shop.query(Order::of_customer("c1")).view::<Name>();
    let _ = shop.query(Customer::of_id("c1")).view::<Place>();
    let _ = shop.query(Customer::of_id("c1")).view::<Customer>();
    let _ = shop.put(name);
}

fn main() {}
