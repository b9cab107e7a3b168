use dynamo_model::{Entity, Table, Vector};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "library")]
#[index(name = "gsi1")]
#[vector_index(name = "of_shelf", vector = "embedding", dimensions = 384, distance = cosine, pk = "shelf_pk")]
#[vector_index(name = "of_all", vector = "embedding", dimensions = 384, distance = cosine)]
enum Library {
    Book(Book),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Library, pk = "BOOK#{id}", sk = "BOOK")]
#[access(name = of_shelf, index = of_shelf)]
#[access(name = of_all, index = of_all, pk = "SHELF#{shelf}")]
#[access(name = by_title, index = gsi1)]
struct Book {
    id: String,
    shelf: String,
    embedding: Vector<384>,
}

fn main() {}
