use dynamo_model::{Entity, Table, Vector};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "library")]
#[index(name = "gsi1", pk = "shelf", sk("year", N))]
#[vector_index(name = "gsi1", vector = "embedding", dimensions = 384, distance = cosine)]
#[vector_index(name = "of_key", vector = "shelf", dimensions = 384, distance = cosine)]
#[vector_index(name = "of_filter", vector = "language", dimensions = 384, distance = cosine, filter(language))]
#[vector_index(name = "twice", vector = "embedding", dimensions = 384, distance = cosine, pk = "shelf", filter(shelf, genre, genre))]
#[vector_index(name = "typed", vector = "embedding", dimensions = 384, distance = cosine, filter(year))]
#[vector_index(name = "sixth", vector = "embedding", dimensions = 384, distance = cosine)]
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
