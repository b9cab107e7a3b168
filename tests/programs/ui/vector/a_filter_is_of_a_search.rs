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
#[access(name = by_title, index = gsi1, pk = "TITLE#{title}", sk = "{id}", filter(language))]
struct Book {
    id: String,
    title: String,
    language: String,
    embedding: Vector<384>,
}

fn main() {}
