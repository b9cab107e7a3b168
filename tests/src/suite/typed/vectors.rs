//! Searches of vector indexes: what is nearest, as entities and as views.

use std::sync::Arc;

use dynamo_model::request::{Distance, IndexProjection, SearchSchema, VectorIndex};
use dynamo_model::search::Scored;
use dynamo_model::{Db, Entity, KeyPart, Projection, Result, Table, Vector};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::{eventually, refused};

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "vectors")]
#[vector_index(
    name = "by_meaning",
    vector = "embedding",
    dimensions = 3,
    distance = cosine,
    pk = "shelf_pk",
    filter(language, ("year", N))
)]
#[vector_index(name = "all", vector = "embedding", dimensions = 3, distance = dot_product, filter("_type"))]
#[vector_index(name = "by_colour", vector = "colour", dimensions = 2, distance = euclidean, project(keys_only))]
enum Vectors {
    Book(Book),
    Author(Author),
    Paint(Paint),
}

/// Without a shelf it is not in `by_meaning`, and without an embedding in no index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Vectors, pk = "BOOK#{id}", sk = "BOOK")]
#[access(name = similar, index = by_meaning, pk = "SHELF#{shelf}", filter(language, year))]
#[access(name = like, index = all)]
struct Book {
    #[attr(key)]
    id: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    shelf: Option<String>,
    language: Language,
    year: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    embedding: Option<Vector<3>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, KeyPart)]
enum Language {
    English,
    French,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Vectors, pk = "AUTHOR#{id}", sk = "AUTHOR")]
#[access(name = like, index = all)]
struct Author {
    id: u32,
    embedding: Vector<3>,
    #[attr(deleted)]
    left_at: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Vectors, pk = "PAINT#{id}", sk = "PAINT")]
#[access(name = like, index = by_colour, hydrate)]
struct Paint {
    id: u32,
    name: String,
    colour: Vector<2>,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Book)]
struct Year {
    id: u32,
    year: u32,
}

fn vector<const N: usize>(numbers: [i16; N]) -> Vector<N> {
    Vector::new(numbers.map(f32::from)).unwrap()
}

/// A book of the year 2000 plus its number, in English if that is even.
fn book(id: u32, shelf: &str, embedding: [i16; 3]) -> Book {
    let language = if id.is_multiple_of(2) { Language::English } else { Language::French };
    let (shelf, embedding) = (Some(shelf.to_owned()), Some(vector(embedding)));
    Book { id, shelf, language, year: 2000 + id, embedding }
}

/// Books 1 to 4 on shelf `a`, from the nearest to `[1, 0, 0]` to the opposite, and 5 on shelf `b`.
async fn library(target: &Target) -> Result<Db<Vectors>> {
    let db = target.db::<Vectors>().await?;
    for book in books() {
        db.put(&book).await?;
    }
    Ok(db)
}

fn books() -> [Book; 5] {
    let on_shelf = [[2, 0, 0], [3, 4, 0], [0, 5, 0], [-1, 0, 0]];
    let [one, two, three, four] = on_shelf;
    [book(1, "a", one), book(2, "a", two), book(3, "a", three), book(4, "a", four), book(5, "b", one)]
}

fn ids(found: &[Scored<Book>]) -> Vec<u32> {
    found.iter().map(|found| found.item.id).collect()
}

/// Searches until the index has caught up, which is when it finds these books.
async fn found(db: &Db<Vectors>, shelf: &str, expected: &[u32]) -> Result<()> {
    eventually!(ids(&db.search(Book::similar(shelf), &vector([1, 0, 0])).await?) == expected);
    Ok(())
}

pub async fn a_search_returns_whole_entities_the_nearest_first(target: &Target) -> Result<()> {
    let db = library(target).await?;
    found(&db, "a", &[1, 2, 3, 4]).await?;
    let found = db.search(Book::similar("a"), &vector([1, 0, 0])).await?;
    let (items, scores): (Vec<Book>, Vec<f64>) =
        found.into_iter().map(|found| (found.item, found.score)).unzip();
    assert_eq!(items, books()[..4]);
    for (score, expected) in scores.into_iter().zip([0.0, 0.4, 1.0, 2.0]) {
        assert!((score - expected).abs() < 1e-6, "{score} is the cosine distance {expected}");
    }
    Ok(())
}

pub async fn a_search_finds_as_many_as_it_asks_for(target: &Target) -> Result<()> {
    let db = library(target).await?;
    found(&db, "a", &[1, 2, 3, 4]).await?;
    let near = |top| db.search(Book::similar("a"), &vector([1, 0, 0])).top(top);
    assert_eq!(ids(&near(2).await?), [1, 2]);
    assert_eq!(ids(&near(100).await?), [1, 2, 3, 4]);
    assert!(refused(near(101).await).is_unsent() && refused(near(0).await).is_unsent());
    Ok(())
}

pub async fn filters_narrow_a_search_before_it_ranks(target: &Target) -> Result<()> {
    let db = library(target).await?;
    found(&db, "a", &[1, 2, 3, 4]).await?;
    let near = || db.search(Book::similar("a"), &vector([1, 0, 0])).top(1);
    assert_eq!(ids(&near().filter(|b| b.language.eq(Language::English)).await?), [2]);
    assert_eq!(ids(&near().filter(|b| b.year.eq(2003)).await?), [3]);
    let both = near().filter(|b| b.language.eq(Language::French).and(b.year.eq(2003)));
    assert_eq!(ids(&both.await?), [3]);
    let none = near().filter(|b| b.language.eq(Language::English)).filter(|b| b.year.eq(2003));
    assert!(none.await?.is_empty());
    Ok(())
}

pub async fn an_entity_is_found_while_it_has_a_vector_and_its_partition(target: &Target) -> Result<()> {
    let db = library(target).await?;
    db.put(&Book { shelf: None, ..book(6, "a", [1, 0, 0]) }).await?;
    db.put(&Book { embedding: None, ..book(7, "b", [1, 0, 0]) }).await?;
    found(&db, "a", &[1, 2, 3, 4]).await?;
    found(&db, "b", &[5]).await?;
    db.update(Book::key(1)).set(|b| b.embedding.to(vector([0, 0, 1]))).await?;
    db.update(Book::key(2)).set(|b| b.embedding.removed()).await?;
    db.update(Book::key(7)).set(|b| b.embedding.to(vector([1, 1, 0]))).await?;
    found(&db, "b", &[5, 7]).await?;
    db.update(Book::key(3)).set(|b| b.shelf.to("b")).await?;
    db.delete(Book::key(5)).await?;
    found(&db, "a", &[1, 4]).await?;
    found(&db, "b", &[7, 3]).await
}

pub async fn a_search_of_one_entity_finds_no_other(target: &Target) -> Result<()> {
    let db = library(target).await?;
    let author = |id, embedding| Author { id, embedding: vector(embedding), left_at: None };
    db.put(&author(1, [9, 0, 0])).await?;
    db.put(&author(2, [8, 0, 0])).await?;
    let question = vector([1, 0, 0]);
    eventually!(db.search(Author::like(), &question).await?.len() == 2);
    let authors = db.search(Author::like(), &question).await?;
    assert_eq!(authors[0], Scored { item: author(1, [9, 0, 0]), score: 9.0 }, "the greatest product first");
    let books = db.search(Book::like(), &question).top(2).await?;
    assert_eq!(ids(&books), [2, 1], "though authors are nearer");
    Ok(())
}

pub async fn hidden_entities_are_left_out_of_what_is_found(target: &Target) -> Result<()> {
    let db = library(target).await?;
    for id in 1..=2 {
        db.put(&Author { id, embedding: vector([1, 0, 0]), left_at: None }).await?;
    }
    let question = vector([1, 0, 0]);
    let authors = || db.search(Author::like(), &question);
    eventually!(authors().await?.len() == 2);
    db.soft_delete(Author::key(1)).await?;
    eventually!(authors().await?.len() == 1);
    assert_eq!(authors().including_hidden().await?.len(), 2);
    Ok(())
}

pub async fn a_view_of_what_is_found_has_its_score(target: &Target) -> Result<()> {
    let db = library(target).await?;
    found(&db, "a", &[1, 2, 3, 4]).await?;
    let near = db.search(Book::similar("a"), &vector([2, 0, 0])).view::<Year>();
    let english = near.filter(|b| b.language.eq(Language::English)).await?;
    let years: Vec<&Year> = english.iter().map(|found| &found.item).collect();
    assert_eq!(years, [&Year { id: 2, year: 2002 }, &Year { id: 4, year: 2004 }]);
    assert!(english[0].score < english[1].score);
    Ok(())
}

pub async fn what_an_index_of_keys_finds_is_read_from_the_table(target: &Target) -> Result<()> {
    let db = target.db::<Vectors>().await?;
    let paint = |id, name: &str, colour| Paint { id, name: name.to_owned(), colour: vector(colour) };
    for (id, name, colour) in [(1, "vermilion", [9, 1]), (2, "ultramarine", [1, 9]), (3, "crimson", [6, 5])] {
        db.put(&paint(id, name, colour)).await?;
    }
    let question = vector([9, 1]);
    let near = || db.search(Paint::like(), &question);
    eventually!(near().await?.len() == 3);
    let found = near().top(2).await?;
    let expected = [(paint(1, "vermilion", [9, 1]), 0.0), (paint(3, "crimson", [6, 5]), 5.0)];
    assert_eq!(found, expected.map(|(item, score)| Scored { item, score }));
    Ok(())
}

pub async fn a_table_has_the_vector_indexes_that_are_declared(target: &Target) -> Result<()> {
    let db = target.db::<Vectors>().await?;
    let made = db.ensure_table().await?;
    let mut names: Vec<&str> = made.vector_indexes.iter().map(|of| of.definition.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["all", "by_colour", "by_meaning"]);
    let by_meaning = made.vector_indexes.iter().find(|of| of.definition.name == "by_meaning").unwrap();
    assert_eq!(by_meaning.definition.schema.partition(), ["shelf_pk"]);
    assert_eq!(by_meaning.definition.schema.filters(), ["language", "year"]);
    let other = Db::<Others>::new(Arc::clone(target.backend())).named(db.table_name().clone());
    let error = refused(other.ensure_table().await);
    assert!(error.message().contains("its vector index `all` compares or filters by something else"));
    Ok(())
}

pub async fn ensure_table_compares_all_of_a_vector_index(target: &Target) -> Result<()> {
    type Change = fn(&mut VectorIndex);
    let differs = "compares or filters by something else";
    let changes: [(&str, Change, String); 7] = [
        ("all", |index| index.name = "none".to_owned(), "it has no vector index `all`".to_owned()),
        ("all", |index| index.distance = Distance::Cosine, format!("its vector index `all` {differs}")),
        ("by_colour", |index| index.dimensions = 3, format!("its vector index `by_colour` {differs}")),
        (
            "by_colour",
            |index| index.attribute = "other".to_owned(),
            format!("its vector index `by_colour` {differs}"),
        ),
        (
            "by_meaning",
            |index| index.schema = SearchSchema::new().with_filter("language").with_filter("year"),
            format!("its vector index `by_meaning` {differs}"),
        ),
        (
            "by_meaning",
            |index| index.schema = SearchSchema::new().with_partition("shelf_pk").with_filter("year"),
            format!("its vector index `by_meaning` {differs}"),
        ),
        (
            "all",
            |index| index.projection = IndexProjection::KeysOnly,
            "its vector index `all` holds fewer attributes".to_owned(),
        ),
    ];
    for (name, change, what) in changes {
        let table = target.table_name();
        let mut request = Vectors::SCHEMA.create_table(&table);
        change(request.vector_indexes.iter_mut().find(|index| index.name == name).unwrap());
        let schemas = request.vector_indexes.iter().flat_map(|index| index.schema.attributes());
        let named: Vec<String> = request.key.attributes().chain(schemas).map(str::to_owned).collect();
        request.attributes.retain(|attribute| named.contains(&attribute.name));
        target.backend().create_table(request).await?;
        let error =
            refused(Db::<Vectors>::new(Arc::clone(target.backend())).named(table).ensure_table().await);
        assert!(error.is_validation() && error.message().contains(&what), "{error}, not {what}");
    }
    Ok(())
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "vectors")]
#[vector_index(name = "all", vector = "embedding", dimensions = 3, distance = cosine)]
enum Others {
    Other(Other),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Others, pk = "OTHER#{id}", sk = "OTHER")]
struct Other {
    id: u32,
}
