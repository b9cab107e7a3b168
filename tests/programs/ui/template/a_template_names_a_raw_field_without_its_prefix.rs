use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Label(Label),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "LABEL#{r#type}", sk = "{r#type:rest}")]
struct Label {
    r#type: String,
}

fn main() {}
