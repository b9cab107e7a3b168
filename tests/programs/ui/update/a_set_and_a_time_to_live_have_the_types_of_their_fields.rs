use std::collections::BTreeSet;

use dynamo_model::builder::Update;
use dynamo_model::value::as_set;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "site", ttl = "expires_at")]
enum Site {
    Session(Session),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "SESSION#{id}", sk = "SESSION")]
struct Session {
    id: String,
    #[serde(with = "as_set", default)]
    rights: BTreeSet<String>,
    #[attr(ttl)]
    until: u64,
}

fn main() {
    let session = || Update::new(Session::key("s1"));
    let _ = session().set(|s| s.until.to("tomorrow"));
    let _ = session().set(|s| s.rights.to("write"));
    let _ = session().set(|s| s.rights.add([5_u32]));
    let _ = session().only_if(|s| s.rights.contains(5_u32));
}
