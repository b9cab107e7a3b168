use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "lsi1", pk = "customer", sk = "day", local)]
#[index(name = "lsi2", sk = none, local)]
enum Shop {
    Order(Order),
}

#[derive(Table)]
#[table(name = "settings", sk = none)]
#[index(name = "lsi1", sk = "day", local)]
enum Settings {
    Setting(Setting),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Settings, pk = "SETTING#{name}")]
struct Setting {
    name: String,
}

fn main() {}
