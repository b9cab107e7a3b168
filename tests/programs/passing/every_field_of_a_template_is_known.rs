// Raw names, renamed attributes, literal braces and formats.
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "{{order}}#{type}#{number:06}", sk = "ORDER")]
struct Order {
    r#type: String,
    #[serde(rename = "n")]
    number: u32,
}

fn main() {
    let key = Order::key("web", 7).item().unwrap();
    assert_eq!(key.get("pk").and_then(|pk| pk.as_s()), Some("{order}#web#000007"));
}
