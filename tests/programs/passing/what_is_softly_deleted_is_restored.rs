// Soft deletion by its own writes, in transactions too, and reads that include what is hidden.
use dynamo_model::builder::{Get, Transact, Update};
use dynamo_model::query::IntoQuery as _;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "notes", ttl = "expires_at")]
#[index(name = "gsi1", project(include))]
enum Notes {
    Note(Note),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Notes, pk = "BOOK#{book}", sk = "NOTE#{id}")]
#[access(name = in_book)]
#[access(name = on_topic, index = gsi1, pk = "TOPIC#{topic}", sk = "{id}", hydrate)]
struct Note {
    book: String,
    id: u32,
    topic: String,
    #[attr(deleted(expire_after = "30d"))]
    deleted_at: Option<u64>,
}

fn main() {
    let key = || Note::key("b", 1);
    let writes = Transact::<Notes>::new().update(Update::soft_delete(key())).request().unwrap().writes;
    assert!(writes[0].condition.is_some());
    assert_eq!(Update::restore(key()).request().unwrap().update.removes().len(), 2, "and when it is gone");
    assert!(Get::new(key()).visible_if().is_some());
    assert!(Note::in_book("b").into_query().request().unwrap().filter.is_some());
    assert!(Note::on_topic("rust").into_query().including_hidden().request().unwrap().filter.is_none());
    let note = Note { book: "b".into(), id: 1, topic: "rust".into(), deleted_at: None };
    assert!(note.deleted_at.is_none());
}
