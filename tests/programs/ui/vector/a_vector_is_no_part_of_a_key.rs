use dynamo_model::{Entity, Table, Vector};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "library")]
#[index(name = "gsi1")]
enum Library {
    Book(Book),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Library, pk = "BOOK#{id}", sk = "BOOK")]
#[access(name = by_meaning, index = gsi1, pk = "MEANING#{embedding}", sk = "{id}")]
struct Book {
    id: String,
    embedding: Vector<3>,
}

fn main() {}
