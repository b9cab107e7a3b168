use dynamo_model::{Document, Entity, Table, Vector};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "library")]
#[vector_index(name = "by_meaning", vector = "embedding", dimensions = 384, distance = cosine, filter("_type"))]
enum Library {
    Book(Book),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Library, pk = "BOOK#{id}", sk = "BOOK")]
struct Book {
    id: String,
    #[serde(flatten)]
    meaning: Meaning,
}

#[derive(Serialize, Deserialize, Document)]
struct Meaning {
    embedding: Vector<3>,
}

fn main() {}
