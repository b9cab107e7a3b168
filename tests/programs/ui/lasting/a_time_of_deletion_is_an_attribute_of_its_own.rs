use dynamo_model::Document;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "notes")]
enum Notes {
    Note(Note),
    Photo(Photo),
    Page(Page),
    Book(Book),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Notes, pk = "NOTE#{id}", sk = "NOTE")]
struct Note {
    id: String,
    #[attr(deleted)]
    deleted_at: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Notes, pk = "PHOTO#{id}", sk = "PHOTO")]
struct Photo {
    id: String,
    #[attr(deleted)]
    deleted_at: Option<u64>,
    #[attr(deleted)]
    removed_at: Option<u64>,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Notes, pk = "PAGE#{id}", sk = "PAGE")]
struct Page {
    id: String,
    #[attr(deleted)]
    #[serde(skip)]
    deleted_at: Option<u64>,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Notes, pk = "BOOK#{id}", sk = "BOOK")]
struct Book {
    id: String,
    cover: Cover,
}

#[derive(Serialize, Deserialize, Document)]
struct Cover {
    #[attr(ttl)]
    until: u64,
    #[attr(deleted)]
    deleted_at: Option<u64>,
}

fn main() {}
