//! Item collections as types: enums read in order, structs read at once.

use dynamo_model::request::PutItem;
use dynamo_model::value::{Binary, Item};
use dynamo_model::{Collection, Db, Entity, Result, Table};
use serde::{Deserialize, Serialize};

use super::model::{
    Archive, Author, Book, Letter, Library, Loan, Note, Photo, Reading, Readings, Status, author, book, loan,
    note,
};
use crate::Target;
use crate::kit::{item, number, refused};

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Library, pk = "AUTHOR#{author}", of(author: String))]
enum OfAuthor {
    Author(Author),
    Book(Book),
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Library, index = gsi1, pk = "MEMBER#{id}", of(id: String))]
enum OfMember {
    Loan(Loan),
    #[collection(other)]
    Other(Item),
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Library, pk = "AUTHOR#{author}", of(author: String))]
struct AuthorWithBooks {
    author: Author,
    books: Vec<Book>,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Library, pk = "AUTHOR#{author}", of(author: String))]
struct AuthorWithBook {
    book: Option<Book>,
    #[collection(other)]
    rest: Vec<Item>,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Library, index = gsi1, pk = "MEMBER#{member}", of(member: String))]
struct MemberWithLoan {
    loan: Loan,
    notes: Vec<Note>,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Archive, index = by_day, pk = "DAY#{day}", of(day: u32))]
enum OfDay {
    Letter(Letter),
    Photo(Photo),
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Archive, index = by_day, pk = "DAY#{day}", of(day: u32))]
struct Day {
    photos: Vec<Photo>,
    letter: Letter,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Readings, pk = "{sensor}", of(sensor: Binary))]
enum OfSensor {
    Reading(Reading),
}

/// A table without tags, whose entities are known by their keys.
#[derive(Debug, PartialEq, Table)]
#[table(name = "untagged", entity_type = none)]
enum Untagged {
    Folder(Folder),
    File(File),
    Link(Link),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Untagged, pk = "FOLDER#{id}", sk = "FOLDER")]
struct Folder {
    id: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Untagged, pk = "FOLDER#{folder}", sk = "FILE#{name}")]
struct File {
    folder: u32,
    name: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Untagged, pk = "FOLDER#{folder}", sk = "LINK#{name}")]
struct Link {
    folder: u32,
    name: String,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Untagged, pk = "FOLDER#{id}", of(id: u32))]
struct FolderWithFiles {
    folder: Folder,
    files: Vec<File>,
}

/// Stores an author with books 1, 2 and 10.
async fn library(target: &Target) -> Result<Db<Library>> {
    let db = target.db::<Library>().await?;
    db.put(&author("a")).await?;
    for number in [2, 10, 1] {
        db.put(&book("a", number)).await?;
    }
    Ok(db)
}

pub async fn a_collection_is_read_in_the_order_of_its_sort_keys(target: &Target) -> Result<()> {
    let db = library(target).await?;
    db.put(&book("ab", 1)).await?;
    let all = db.query(OfAuthor::of("a")).all().await?;
    let mut wanted: Vec<OfAuthor> = [1, 2, 10].map(|number| OfAuthor::Book(book("a", number))).into();
    wanted.push(OfAuthor::Author(author("a")));
    assert_eq!(all, wanted);
    assert_eq!(db.query(OfAuthor::of("a")).descending().first().await?, wanted.pop());
    assert_eq!(db.query(OfAuthor::of("a")).count().await?, 4);
    assert!(db.query(OfAuthor::of("nobody")).all().await?.is_empty());
    Ok(())
}

pub async fn a_collection_is_read_in_pages(target: &Target) -> Result<()> {
    let db = library(target).await?;
    let page = db.query(OfAuthor::of("a")).limit(3).page().await?;
    assert_eq!(page.len(), 3);
    let cursor = page.cursor().cloned().unwrap();
    let rest = db.query(OfAuthor::of("a")).after(cursor.clone()).all().await?;
    assert_eq!(rest, [OfAuthor::Author(author("a"))]);
    assert!(refused(db.query(OfAuthor::of("b")).after(cursor).all().await).is_invalid_cursor());
    Ok(())
}

pub async fn a_collection_of_an_index_takes_items_of_other_types(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.put(&loan("l", "2026-11-01", Status::Open)).await?;
    db.put(&note("n", "2026-11-02")).await?;
    let page = db.query(OfMember::of("m")).limit(1).page().await?;
    assert_eq!(page[..], [OfMember::Loan(loan("l", "2026-11-01", Status::Open))]);
    let rest = db.query(OfMember::of("m")).after(page.cursor().cloned().unwrap()).all().await?;
    let [OfMember::Other(other)] = &rest[..] else { panic!("{rest:?}") };
    assert_eq!(other.get("text").and_then(|text| text.as_s()), Some("hello"));
    Ok(())
}

pub async fn an_item_of_no_member_is_an_error_that_names_its_tag(target: &Target) -> Result<()> {
    let db = library(target).await?;
    let poster = item! { "pk": "AUTHOR#a", "sk": "POSTER#1", "_type": "Poster" };
    db.backend().put_item(PutItem::new(db.table_name().clone(), poster.clone())).await?;
    let message =
        |name: &str| format!("collection `{name}` has no member with tag \"Poster\"; it has Author, Book");
    let error = refused(db.query(OfAuthor::of("a")).all().await);
    assert!(error.is_unexpected_entity());
    assert_eq!(error.message(), message("OfAuthor"));
    let error = refused(db.get_collection(AuthorWithBooks::of("a")).await);
    assert!(error.is_unexpected_entity());
    assert_eq!(error.message(), message("AuthorWithBooks"));
    for number in [1, 2] {
        db.delete(Book::key("a", number)).await?;
    }
    let found = db.get_collection(AuthorWithBook::of("a")).consistent().await?.unwrap();
    assert_eq!(found.book, Some(book("a", 10)));
    assert_eq!(found.rest.len(), 2);
    assert!(found.rest.contains(&poster));
    Ok(())
}

pub async fn a_collection_is_read_at_once(target: &Target) -> Result<()> {
    let db = library(target).await?;
    let found = db.get_collection(AuthorWithBooks::of("a")).consistent().await?;
    let wanted = AuthorWithBooks { author: author("a"), books: [1, 2, 10].map(|n| book("a", n)).into() };
    assert_eq!(found, Some(wanted));
    assert_eq!(db.get_collection(AuthorWithBooks::of("nobody")).await?, None);
    db.put(&loan("l", "2026-11-01", Status::Open)).await?;
    let found = db.get_collection(MemberWithLoan::of("m")).await?;
    let wanted = MemberWithLoan { loan: loan("l", "2026-11-01", Status::Open), notes: Vec::new() };
    assert_eq!(found, Some(wanted));
    Ok(())
}

pub async fn a_collection_is_read_from_either_end_and_no_further_than_asked(target: &Target) -> Result<()> {
    let db = library(target).await?;
    let wanted = |numbers: &[u32]| {
        Some(AuthorWithBooks { author: author("a"), books: numbers.iter().map(|n| book("a", *n)).collect() })
    };
    let of = || AuthorWithBooks::of("a");
    assert_eq!(db.get_collection(of().descending().limit(3)).await?, wanted(&[10, 2]), "the latest of them");
    assert_eq!(db.get_collection(of().descending()).await?, wanted(&[10, 2, 1]));
    assert_eq!(db.get_collection(of().limit(4)).await?, wanted(&[1, 2, 10]));
    let cut_off = refused(db.get_collection(of().limit(3)).await);
    assert_eq!(cut_off.message(), "read `AuthorWithBooks`: no item is a `Author`, of which it has one");
    Ok(())
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Library, pk = "AUTHOR#{author}", of(author: String))]
struct PartOfAuthor {
    author: Option<Author>,
    books: Vec<Book>,
}

pub async fn a_collection_is_read_part_by_part(target: &Target) -> Result<()> {
    let db = library(target).await?;
    let of = || db.get_collection(PartOfAuthor::of("a"));
    let part = |author, numbers: &[u32]| PartOfAuthor {
        author,
        books: numbers.iter().map(|number| book("a", *number)).collect(),
    };
    let first = of().limit(2).page().await?;
    let cursor = first.cursor().cloned().unwrap();
    assert_eq!(first.into_collection(), Some(part(None, &[1, 2])));
    let second = of().limit(3).after(cursor.clone()).page().await?;
    assert_eq!(second.collection(), Some(&part(Some(author("a")), &[10])));
    assert!(second.cursor().is_none(), "nothing is left");
    assert_eq!(of().after(cursor.clone()).await?, second.into_collection());
    let other = refused(db.get_collection(PartOfAuthor::of("b")).after(cursor).page().await);
    assert!(other.is_invalid_cursor(), "{other}");
    assert_eq!(of().page().await?.into_collection(), of().await?);
    Ok(())
}

pub async fn a_collection_larger_than_a_page_is_read_at_once(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.put(&author("a")).await?;
    for number in 0..5 {
        db.put(&Book { title: "x".repeat(300_000), ..book("a", number) }).await?;
    }
    let found = db.get_collection(AuthorWithBooks::of("a")).await?;
    assert_eq!(found.map(|found| found.books.len()), Some(5));
    Ok(())
}

pub async fn one_item_too_few_or_too_many_is_an_error(target: &Target) -> Result<()> {
    let db = library(target).await?;
    let error = refused(db.get_collection(AuthorWithBook::of("a")).await);
    assert!(error.is_codec());
    assert_eq!(error.message(), "read `AuthorWithBook`: 3 items are a `Book`, of which it has one");
    db.delete(Author::key("a")).await?;
    let error = refused(db.get_collection(AuthorWithBooks::of("a")).await);
    assert!(error.is_codec());
    assert_eq!(error.message(), "read `AuthorWithBooks`: no item is a `Author`, of which it has one");
    Ok(())
}

pub async fn without_tags_members_are_known_by_their_keys(target: &Target) -> Result<()> {
    let db = target.db::<Readings>().await?;
    let sensor = || Binary::from(&[7_u8][..]);
    for at in 0..2 {
        db.put(&Reading { sensor: sensor(), at, celsius: number("20") }).await?;
    }
    assert_eq!(db.query(OfSensor::of(sensor())).all().await?.len(), 2);
    let db = target.db::<Untagged>().await?;
    let file = File { folder: 1, name: "a".to_owned() };
    db.put(&Folder { id: 1 }).await?;
    db.put(&file).await?;
    let found = db.get_collection(FolderWithFiles::of(1)).consistent().await?;
    assert_eq!(found, Some(FolderWithFiles { folder: Folder { id: 1 }, files: vec![file] }));
    db.put(&Link { folder: 1, name: "b".to_owned() }).await?;
    let error = refused(db.get_collection(FolderWithFiles::of(1)).consistent().await);
    assert!(error.is_unexpected_entity());
    assert_eq!(error.message(), "no member of collection `FolderWithFiles` has the item's primary key");
    Ok(())
}

pub async fn a_collection_of_a_hydrated_index_is_whole(target: &Target) -> Result<()> {
    let db = target.db::<Archive>().await?;
    let letter = Letter { id: 2, title: "Hello".to_owned(), day: 26, text: "all of it".to_owned() };
    let photo = |id| Photo { id, day: 26, subject: "a bridge".to_owned() };
    db.put(&letter).await?;
    db.batch_write().put_all(&[photo(1), photo(3)]).await?;
    let of_day = [OfDay::Photo(photo(1)), OfDay::Letter(letter.clone()), OfDay::Photo(photo(3))];
    assert_eq!(db.query(OfDay::of(26)).all().await?, of_day);
    let day = Day { photos: vec![photo(1), photo(3)], letter };
    assert_eq!(db.get_collection(Day::of(26)).await?, Some(day));
    assert_eq!(db.get_collection(Day::of(27)).await?, None);
    Ok(())
}
