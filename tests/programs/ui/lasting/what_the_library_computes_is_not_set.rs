use dynamo_model::builder::Update;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "site", ttl = "expires_at")]
enum Site {
    Invite(Invite),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "INVITE#{id}", sk = "INVITE")]
struct Invite {
    id: String,
    sent_at: u64,
    #[attr(ttl(after = "2d", from = sent_at))]
    until: u64,
    #[attr(deleted)]
    deleted_at: Option<u64>,
}

fn main() {
    let update = || Update::new(Invite::key("i1"));
    let _ = update().set(|i| i.until.to(7));
    let _ = update().set(|i| i.deleted_at.removed());
    let _ = update().set(|i| i.sent_at.plus(7));
}
