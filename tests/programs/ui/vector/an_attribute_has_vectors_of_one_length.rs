use dynamo_model::{Entity, Table, Vector};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "library")]
#[vector_index(name = "by_meaning", vector = "embedding", dimensions = 384, distance = cosine)]
#[vector_index(name = "by_sound", vector = "embedding", dimensions = 256, distance = euclidean)]
enum Library {
    Book(Book),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Library, pk = "BOOK#{id}", sk = "BOOK")]
struct Book {
    id: String,
    embedding: Vector<384>,
}

fn main() {}
