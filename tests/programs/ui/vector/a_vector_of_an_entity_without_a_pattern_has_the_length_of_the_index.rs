use dynamo_model::{Entity, Table, Vector};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "library")]
#[vector_index(name = "by_meaning", vector = "embedding", dimensions = 384, distance = cosine, pk = "shelf_pk", filter(language, ("year", N)))]
enum Library {
    Book(Book),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Library, pk = "BOOK#{id}", sk = "BOOK")]
struct Book {
    id: String,
    embedding: Vector<3>,
}

fn main() {}
