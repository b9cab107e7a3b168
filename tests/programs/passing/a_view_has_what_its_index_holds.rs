// Some fields of an entity, by get and through an index that holds part of it.
use dynamo_model::builder::Get;
use dynamo_model::{Entity, Projection, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1", project(include))]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = on_day, index = gsi1, pk = "DAY#{day}", sk = "{id}", project(total), view = Total)]
struct Order {
    id: u32,
    day: String,
    total: u32,
    lines: Vec<String>,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Total {
    id: u32,
    #[projection(from = total)]
    cents: u32,
}

fn main() {
    let request = Get::new(Order::key(7)).view::<Total>().request().unwrap();
    assert!(request.projection.is_some());
    let on_day = dynamo_model::query::IntoQuery::into_query(Order::on_day("2026-11-20"));
    assert!(on_day.filter(|o| o.total.gt(1)).request().is_ok());
    let total = Total { id: 1, cents: 2 };
    assert_eq!(total.id + total.cents, 3);
}
