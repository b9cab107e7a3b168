use dynamo_model::{Entity, Table, Vector};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "library")]
#[vector_index(name = "by_meaning", vector = "embedding", dimensions = 384, distance = cosine)]
enum Library {
    Book(Book),
    Author(Author),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Library, pk = "BOOK#{id}", sk = "BOOK")]
#[access(name = similar, index = by_meaning)]
struct Book {
    id: String,
    embedding: Vector<384>,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Library, pk = "AUTHOR#{id}", sk = "AUTHOR")]
struct Author {
    id: String,
    embedding: Vector<384>,
}

fn main() {}
