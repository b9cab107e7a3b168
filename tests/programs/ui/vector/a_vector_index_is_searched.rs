use dynamo_model::{Db, Entity, Table, Vector};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "library")]
#[index(name = "gsi1")]
#[vector_index(name = "by_meaning", vector = "embedding", dimensions = 384, distance = cosine, pk = "shelf_pk", filter(language, ("year", N)))]
enum Library {
    Book(Book),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Library, pk = "BOOK#{id}", sk = "BOOK")]
#[access(name = by_title, index = gsi1, pk = "TITLE#{title}", sk = "{id}")]
#[access(name = similar, index = by_meaning, pk = "SHELF#{shelf}", filter(language, year))]
struct Book {
    id: String,
    shelf: String,
    title: String,
    language: String,
    year: u32,
    embedding: Vector<384>,
}

fn use_of(library: &Db<Library>, question: &Vector<384>) {
    let _ = library.query(Book::similar("s1"));
    let _ = library.scan::<Book>().through(Book::SIMILAR);
    let _ = library.search(Book::by_title("Atlas"), question);
    let _ = library.search("SHELF#s1", question);
}

fn main() {}
