use dynamo_model::query::IntoQuery;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "site", ttl = "expires_at")]
enum Site {
    Session(Session),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "USER#{user}", sk = "SESSION#{id}")]
#[access(name = of_user)]
struct Session {
    user: String,
    id: String,
    #[attr(ttl)]
    until: u64,
}

fn main() {
    let _ = Session::of_user("ada").into_query().filter(|s| s.until.lt("tomorrow"));
}
