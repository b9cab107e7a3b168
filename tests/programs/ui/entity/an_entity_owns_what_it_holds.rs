use std::borrow::Cow;

use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "log")]
enum Log {
    Line(Line<'static>),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Log, pk = "LINE#{id}", sk = "LINE")]
struct Line<'a> {
    id: u32,
    text: Cow<'a, str>,
}

fn main() {}
