use dynamo_model::query::IntoQuery as _;
use dynamo_model::{Document, Entity, Projection, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop", ttl = "expires_at")]
#[index(name = "gsi1", project(include))]
#[index(name = "gsi2", project(keys_only))]
#[index(name = "gsi3")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_day, index = gsi1, pk = "DAY#{day}", sk = "{id}", project(total), view = Total)]
#[access(name = by_state, index = gsi2, pk = "{state}", sk = "{day}", view = Keys)]
#[access(name = by_note, index = gsi3, pk = "{note}", sk = "{id}")]
struct Order {
    id: String,
    day: String,
    state: String,
    note: String,
    total: u32,
    #[attr(ttl)]
    ends: Option<u64>,
    address: Address,
}

#[derive(Serialize, Deserialize, Document)]
struct Address {
    city: String,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Total {
    total: u32,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Keys {
    day: String,
}

fn main() {
    let _ = Order::by_day("d1").into_query().filter(|o| o.total.gt(3).and(o.ends.exists()));
    let _ = Order::by_day("d1").into_query().filter(|o| o.note.eq("late"));
    let _ = Order::by_state("open").into_query().filter(|o| o.total.gt(3));
    let _ = Order::by_state("open").into_query().filter(|o| o.day.eq("d1"));
    let _ = Order::by_day("d1").into_query().filter(|o| o.address.city.eq("Lund"));
    let _ = Order::by_note("late").into_query().filter(|o| o.address.city.eq("Lund"));
    let _ = Order::by_note("late").into_query().filter(|o| o.total.gt(3).and(o.state.eq("open")));
}
