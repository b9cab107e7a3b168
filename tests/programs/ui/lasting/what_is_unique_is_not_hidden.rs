//! A `create` over an entity that has expired knows nothing of the guards of that one.

use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop", ttl = "expires_at")]
enum Shop {
    Invitation(Invitation),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "INVITATION#{id}", sk = "INVITATION", hide_expired)]
struct Invitation {
    id: String,
    #[attr(unique)]
    email: String,
    #[attr(ttl)]
    until: u64,
}

fn main() {}
