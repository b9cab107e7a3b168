use dynamo_model::{Entity, Table, Vector};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "library")]
#[index(name = "gsi1")]
#[vector_index(vector = "embedding", dimensions = 384, distance = cosine)]
#[vector_index(name = "no_vector", dimensions = 384, distance = cosine)]
#[vector_index(name = "no_dimensions", vector = "embedding", distance = cosine)]
#[vector_index(name = "no_distance", vector = "embedding", dimensions = 384)]
#[vector_index(name = "none", vector = "embedding", dimensions = 0, distance = cosine)]
#[vector_index(name = "many", vector = "embedding", dimensions = 4097, distance = cosine)]
#[vector_index(name = "other", vector = "embedding", dimensions = 384, distance = cosin)]
#[vector_index(name = "sorted", vector = "embedding", dimensions = 384, distance = cosine, sk = "year")]
#[vector_index(name = "wrong", vector = "embedding", dimension = 384, distance = cosine)]
#[vector_index(name = "nothing", vector = "embedding", dimensions = 384, distance = cosine, filter())]
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
