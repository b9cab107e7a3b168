// Two steps, one next to the entity and one of its own type.
use dynamo_model::value::Item;
use dynamo_model::{Entity, Record, Result, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop", revision = "form")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(
    table = Shop, pk = "ORDER#{id}", sk = "ORDER",
    revision = 3, upgrade(1 = in_cents, 2 = Self::with_state),
)]
struct Order {
    id: String,
    cents: u32,
    state: String,
}

fn in_cents(item: &mut Item) -> Result<()> {
    item.rename("total", "cents");
    Ok(())
}

impl Order {
    fn with_state(item: &mut Item) -> Result<()> {
        item.insert("state", "open");
        Ok(())
    }
}

fn main() {
    let mut old = Order { id: "o1".into(), cents: 5, state: String::new() }.to_item().unwrap();
    old.rename("cents", "total");
    old.remove("state");
    old.remove("form");
    let read = Order::from_item(old.view()).unwrap();
    assert_eq!((read.id.as_str(), read.cents, read.state.as_str()), ("o1", 5, "open"));
}
