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
#[access(name = similar, index = by_meaning, pk = "SHELF#{shelf}", filter(language, title))]
struct Book {
    id: String,
    shelf: String,
    title: String,
    language: String,
    embedding: Vector<384>,
}

fn main() {}
