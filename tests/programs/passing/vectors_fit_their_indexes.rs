use dynamo_model::value::{Binary, Number};
use dynamo_model::{Db, Entity, KeyPart, Table, Vector};
use serde::{Deserialize, Serialize};

const DIMENSIONS: usize = 384;

type Embedding = Vector<DIMENSIONS>;

#[derive(Table)]
#[table(name = "library")]
#[index(name = "gsi1")]
#[vector_index(name = "by_meaning", vector = "embedding", dimensions = 384, distance = cosine, pk = "shelf_pk", filter(language, ("year", N), (digest, B)))]
#[vector_index(name = "by_sound", vector = sound, dimensions = 3, distance = dot_product, filter("_type", language), project(keys_only))]
#[vector_index(name = "by_look", vector = "look", dimensions = 3, distance = euclidean, pk("shelf", S), project(include("title")))]
enum Library {
    Book(Book),
    Song(Song),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Library, pk = "BOOK#{id}", sk = "BOOK")]
#[access(name = similar, index = by_meaning, pk = "SHELF#{shelf}", filter(language, year, digest))]
#[access(name = looks_like, index = by_look, pk(shelf), hydrate)]
#[access(name = by_title, index = gsi1, pk = "TITLE#{title}", sk = "{id}")]
struct Book {
    id: String,
    shelf: String,
    title: String,
    language: Language,
    year: Number,
    digest: Binary,
    embedding: Option<Embedding>,
    look: Option<Vector<3>>,
    chapters: Vec<Vector<{ 2 + 2 }>>,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Library, pk = "SONG#{id}", sk = "SONG")]
#[access(name = sounds_like, index = by_sound, filter(tongue), hydrate)]
struct Song {
    id: String,
    #[serde(rename = "language")]
    tongue: Option<Language>,
    sound: Vector<3>,
}

#[derive(Clone, Serialize, Deserialize, KeyPart)]
enum Language {
    English,
    French,
}

fn use_of(library: &Db<Library>, meaning: &Embedding, sound: &Vector<3>) {
    let recent = library.search(Book::similar("s1"), meaning).top(5);
    let _ = recent.filter(|b| b.language.eq(Language::English).and(b.year.eq(Number::from(2026))));
    let _ = library.search(Book::looks_like("s1"), sound);
    let _ = library.search(Song::sounds_like(), sound).filter(|s| s.tongue.eq(Language::French));
    let _ = library.query(Book::by_title("Atlas"));
    let _ = library.update(Book::key("b1")).set(|b| b.embedding.to(meaning));
}

fn main() {
    let _ = use_of;
}
