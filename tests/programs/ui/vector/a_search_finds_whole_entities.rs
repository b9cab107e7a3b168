use dynamo_model::{Entity, Table, Vector};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "library")]
#[vector_index(name = "of_keys", vector = "embedding", dimensions = 384, distance = cosine, project(keys_only))]
#[vector_index(name = "of_all", vector = "colour", dimensions = 3, distance = euclidean)]
enum Library {
    Book(Book),
    Paint(Paint),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Library, pk = "BOOK#{id}", sk = "BOOK")]
#[access(name = similar, index = of_keys)]
struct Book {
    id: String,
    embedding: Vector<384>,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Library, pk = "PAINT#{id}", sk = "PAINT")]
#[access(name = like, index = of_all)]
struct Paint {
    id: String,
    colour: Vector<3>,
    #[serde(flatten)]
    maker: Maker,
}

#[derive(Serialize, Deserialize)]
struct Maker {
    name: String,
}

fn main() {}
