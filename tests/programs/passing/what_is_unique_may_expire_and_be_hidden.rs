// Unique values, alone, in a scope and together, of an entity that expires, is hidden then, and can be softly deleted.
use dynamo_model::builder::{Put, Update};
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "club", ttl = "expires_at")]
enum Club {
    Invitation(Invitation),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(
    table = Club, pk = "INVITATION#{id}", sk = "INVITATION", hide_expired,
    unique(name = seat, fields(row, number)),
)]
struct Invitation {
    id: u32,
    #[attr(unique(normalize = lowercase))]
    email: String,
    club: String,
    #[attr(unique(scope = club))]
    nick: Option<String>,
    row: u8,
    number: u8,
    #[attr(ttl)]
    until: u64,
    #[attr(deleted)]
    deleted_at: Option<u64>,
}

fn main() {
    let invitation = Invitation {
        id: 1,
        email: "Ada@example.org".into(),
        club: "chess".into(),
        nick: None,
        row: 1,
        number: 2,
        until: 1_900_000_000,
        deleted_at: None,
    };
    assert_eq!(Put::create(&invitation).transaction(None).unwrap().writes.len(), 3, "it has no nick");
    let later = Update::new(Invitation::key(1)).set(|i| i.until.to(2_000_000_000));
    assert_eq!(later.transaction(Some(&invitation)).unwrap().writes.len(), 3);
    let deleted = Update::soft_delete(Invitation::key(1));
    assert_eq!(deleted.transaction(Some(&invitation)).unwrap().writes.len(), 1);
}
