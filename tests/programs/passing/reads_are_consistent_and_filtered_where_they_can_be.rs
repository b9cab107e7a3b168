// The table and a local index are read consistently; what is no key attribute is filtered.
use dynamo_model::query::IntoQuery;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "by_day", sk = "day", local)]
#[index(name = "gsi1")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
#[access(name = of_customer)]
#[access(name = since, index = by_day, pk = "CUSTOMER#{customer}", sk = "{day}")]
#[access(name = on_day, index = gsi1, pk = "DAY#{day}", sk = "{customer}")]
struct Order {
    customer: String,
    id: u32,
    day: String,
    total: u32,
}

fn main() {
    assert!(Order::of_customer("c1").into_query().consistent().request().is_ok());
    assert!(Order::since("c1").day("2026".."2027").consistent().request().is_ok());
    let by_day = Order::on_day("2026-11-20").into_query().filter(|o| o.total.gt(5).and(o.day.exists()));
    assert!(by_day.request().unwrap().filter.is_some());
}
