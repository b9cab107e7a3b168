//! Views: reads that return some fields of an entity.

use dynamo_model::request::PutItem;
use dynamo_model::value::{Binary, Number, Value};
use dynamo_model::{Db, Entity, Projection, Result, Table};
use serde::{Deserialize, Serialize};

use super::model::{self as archive, Archive, Author, Book, Library, Reading, Readings, author, book};
use crate::Target;
use crate::kit::{item, number, refused};

/// Parcels, in an index that holds part of them, and in one that holds their keys.
#[derive(Debug, Table)]
#[table(name = "parcels")]
#[index(name = "by_day", project(include))]
#[index(name = "by_city", project(keys_only))]
#[index(name = "by_stamp")]
enum Post {
    Parcel(Parcel),
    Letter(Letter),
    Receipt(Receipt),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Post, pk = "SENDER#{sender}", sk = "PARCEL#{number}")]
#[access(name = sent, index = by_day, pk = "DAY#{day}", sk = "{number}", project(grams, note), view = Weight)]
#[access(name = to_city, index = by_city, pk = "CITY#{city}", sk = "{day}#{number}", view = Label)]
struct Parcel {
    #[attr(key)]
    sender: String,
    #[attr(key)]
    number: u32,
    day: String,
    city: Option<String>,
    #[serde(rename = "g")]
    grams: u32,
    note: Option<String>,
    content: Vec<String>,
}

/// A letter. It shares the partitions of `by_day` with the parcels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Post, pk = "SENDER#{sender}", sk = "LETTER#{number}")]
#[access(name = sent, index = by_day, pk = "DAY#{day}", sk = "{number}", view = Posted)]
#[access(name = stamped, index = by_stamp, pk = "STAMP#{stamp}", sk = "{number}")]
struct Letter {
    sender: String,
    number: u32,
    day: String,
    #[attr(key)]
    stamp: Option<String>,
}

/// A receipt. The keys of `by_day` hold all of it, and both keys of the table its number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Post, pk = "RECEIPT#{number}", sk = "RECEIPT#{number}")]
#[access(name = issued, index = by_day, pk = "DAY#{day}", sk = "{number}")]
struct Receipt {
    #[attr(key)]
    number: u32,
    #[attr(key)]
    day: String,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Parcel)]
struct Weight {
    number: u32,
    #[projection(from = grams)]
    weight: u32,
    note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Parcel)]
struct Label {
    number: u32,
    sender: String,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Letter)]
struct Posted {
    day: String,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Letter)]
struct Stamped {
    stamp: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Receipt)]
struct Issued {
    number: u32,
    day: String,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Book)]
struct Title {
    number: u32,
    title: String,
    shelf: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Author)]
struct Name {
    name: String,
    #[projection(from = name)]
    again: String,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Reading)]
struct Temperature {
    celsius: Number,
    at: i64,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = archive::Letter)]
struct Text {
    id: u32,
    text: String,
}

fn parcel(sender: &str, number: u32) -> Parcel {
    Parcel {
        sender: sender.to_owned(),
        number,
        day: "2026-11-20".to_owned(),
        city: Some("Ulm".to_owned()),
        grams: 100 * number,
        note: None,
        content: vec!["books".to_owned()],
    }
}

fn letter(number: u32, stamp: Option<&str>) -> Letter {
    let stamp = stamp.map(str::to_owned);
    Letter { sender: "ada".to_owned(), number, day: "2026-11-20".to_owned(), stamp }
}

fn title(number: u32) -> Title {
    Title { number, title: format!("Book {number}"), shelf: Some("A".to_owned()) }
}

/// Stores an author with six books.
async fn library(target: &Target) -> Result<Db<Library>> {
    let db = target.db::<Library>().await?;
    db.put(&author("a")).await?;
    for number in 0..6 {
        db.put(&book("a", number)).await?;
    }
    Ok(db)
}

pub async fn a_view_has_the_fields_it_names(target: &Target) -> Result<()> {
    let db = library(target).await?;
    assert_eq!(db.get(Book::key("a", 3)).view::<Title>().consistent().await?, Some(title(3)));
    assert_eq!(db.get(Book::key("a", 9)).view::<Title>().await?, None);
    db.put(&Book { shelf: None, ..book("a", 3) }).await?;
    assert_eq!(
        db.get(Book::key("a", 3)).view::<Title>().consistent().await?,
        Some(Title { shelf: None, ..title(3) })
    );
    let name = Name { name: "Author a".to_owned(), again: "Author a".to_owned() };
    assert_eq!(db.get(Author::key("a")).view::<Name>().await?, Some(name));
    Ok(())
}

pub async fn a_view_asks_for_what_it_needs_and_no_more(target: &Target) -> Result<()> {
    let db = library(target).await?;
    let asked = db.get(Book::key("a", 3)).view::<Title>().request()?;
    let found = db.backend().get_item(asked).await?.item;
    let key = Book::key("a", 3).item()?;
    let wanted = item! {
        "_type": "Book", "sk": key.get("sk").unwrap(), "title": "Book 3", "shelf": "A",
    };
    assert_eq!(found, Some(wanted));
    let asked = db.query(Book::by_author("a")).view::<Title>().page_size(1).request()?;
    let found = db.backend().query(asked).await?.items;
    let names: Vec<&str> = found[0].view().iter().map(|(name, _)| name).collect();
    assert_eq!(names.len(), 5, "{names:?}");
    Ok(())
}

pub async fn queries_return_views_in_pages(target: &Target) -> Result<()> {
    let db = library(target).await?;
    let books = || db.query(Book::by_author("a")).filter(|book| book.pages.ne(998));
    let all = books().view::<Title>().all().await?;
    assert_eq!(all, [0, 1, 3, 4, 5].map(title));
    let first = books().view::<Title>().limit(3).page().await?;
    assert_eq!(first[..], [0, 1, 3].map(title));
    let cursor = first.cursor().cloned().unwrap();
    let rest = books().view::<Title>().after(cursor.clone()).page().await?;
    assert_eq!(rest[..], [4, 5].map(title));
    let whole = books().after(cursor).all().await?;
    assert_eq!(whole, [book("a", 4), book("a", 5)], "a cursor is the query's, whatever it returns");
    assert_eq!(books().view::<Title>().descending().first().await?, Some(title(5)));
    assert_eq!(books().view::<Title>().count().await?, 5);
    Ok(())
}

pub async fn an_index_answers_queries_with_views(target: &Target) -> Result<()> {
    let db = library(target).await?;
    let on_shelf = || db.query(Book::on_shelf("A".to_owned())).view::<Title>();
    assert_eq!(on_shelf().all().await?, [5, 4, 3, 2, 1, 0].map(title));
    let page = on_shelf().limit(4).page().await?;
    let rest = on_shelf().after(page.cursor().cloned().unwrap()).all().await?;
    assert_eq!(rest, [1, 0].map(title));
    Ok(())
}

/// Stores parcels 1 and 2 of Ada and 1 of Bob, and a letter, all sent on one day.
async fn post(target: &Target) -> Result<Db<Post>> {
    let db = target.db::<Post>().await?;
    for parcel in [parcel("ada", 1), parcel("ada", 2), parcel("bob", 3)] {
        db.put(&parcel).await?;
    }
    db.put(&letter(1, None)).await?;
    Ok(db)
}

pub async fn an_index_that_holds_part_of_an_entity_answers_with_views(target: &Target) -> Result<()> {
    let db = post(target).await?;
    let weight = |number: u32| Weight { number, weight: 100 * number, note: None };
    let sent = db.query(Parcel::sent("2026-11-20"));
    assert_eq!(sent.all().await?, [1, 2, 3].map(weight), "the letter in the same range is no parcel");
    let sent = || db.query(Parcel::sent("2026-11-20").number(1..=2));
    let page = sent().limit(1).page().await?;
    assert_eq!(page[..], [weight(1)]);
    assert_eq!(sent().after(page.cursor().cloned().unwrap()).all().await?, [weight(2)]);
    let posted = db.query(Letter::sent("2026-11-20")).all().await?;
    assert_eq!(posted, [Posted { day: "2026-11-20".to_owned() }]);
    Ok(())
}

pub async fn an_index_of_keys_answers_with_views_of_keys(target: &Target) -> Result<()> {
    let db = post(target).await?;
    let label = |sender: &str, number| Label { number, sender: sender.to_owned() };
    let to_city = || db.query(Parcel::to_city("Ulm".to_owned()));
    assert_eq!(to_city().all().await?, [label("ada", 1), label("ada", 2), label("bob", 3)]);
    let page = to_city().descending().limit(2).page().await?;
    let rest = to_city().descending().after(page.cursor().cloned().unwrap()).all().await?;
    assert_eq!(rest, [label("ada", 1)]);
    Ok(())
}

pub async fn a_field_in_the_key_of_an_index_is_viewed_by_any_read(target: &Target) -> Result<()> {
    let db = post(target).await?;
    db.put(&letter(2, Some("blue"))).await?;
    let stamped = |stamp: &str| Stamped { stamp: Some(stamp.to_owned()) };
    let read = |number| db.get(Letter::key("ada", number)).view::<Stamped>().consistent();
    assert_eq!(read(1).await?, Some(Stamped { stamp: None }));
    assert_eq!(read(2).await?, Some(stamped("blue")));
    let found = db.query(Letter::stamped("blue".to_owned())).view::<Stamped>().all().await?;
    assert_eq!(found, [stamped("blue")]);
    Ok(())
}

pub async fn a_hydrated_query_reads_views_from_the_table(target: &Target) -> Result<()> {
    let db = target.db::<Archive>().await?;
    for id in 0..3 {
        let (title, text) = ("Hello".to_owned(), format!("text {id}"));
        db.put(&archive::Letter { id, title, day: 26, text }).await?;
    }
    let text = |id| Text { id, text: format!("text {id}") };
    let on_day = || db.query(archive::Letter::on_day(26)).view::<Text>();
    assert_eq!(on_day().all().await?, [0, 1, 2].map(text));
    let page = on_day().limit(2).page().await?;
    assert_eq!(on_day().after(page.cursor().cloned().unwrap()).all().await?, [text(2)]);
    assert_eq!(on_day().count().await?, 3);
    let scanned = db.scan::<archive::Letter>().through(archive::Letter::TITLED).view::<Text>().all().await?;
    assert_eq!(scanned.len(), 3);
    Ok(())
}

pub async fn scans_return_views(target: &Target) -> Result<()> {
    let db = library(target).await?;
    let scan = || db.scan::<Book>().filter(|book| book.pages.ne(998)).view::<Title>();
    let mut titles = scan().all().await?;
    titles.sort_by_key(|title| title.number);
    assert_eq!(titles, [0, 1, 3, 4, 5].map(title));
    assert_eq!(scan().count().await?, 5);
    let first = scan().limit(2).page().await?;
    assert_eq!(scan().after(first.cursor().cloned().unwrap()).all().await?.len(), 3);
    assert_eq!(db.scan::<Book>().through(Book::ON_SHELF).view::<Title>().count().await?, 6);
    let readings = target.db::<Readings>().await?;
    readings.put(&Reading { sensor: Binary::from(&[1_u8][..]), at: 7, celsius: number("21.5") }).await?;
    let scan = || readings.scan::<Reading>().view::<Temperature>();
    assert_eq!(scan().all().await?, [Temperature { celsius: number("21.5"), at: 7 }]);
    assert_eq!(scan().count().await?, 1);
    Ok(())
}

pub async fn an_index_that_holds_part_of_an_entity_is_not_scanned_for_all_entities(
    target: &Target,
) -> Result<()> {
    let db = post(target).await?;
    let receipt = Receipt { number: 7, day: "2026-11-20".to_owned() };
    db.put(&receipt).await?;
    assert_eq!(db.scan::<Receipt>().through(Receipt::ISSUED).all().await?, [receipt]);
    let error = refused(db.scan::<Post>().through(Receipt::ISSUED).all().await);
    assert!(error.is_validation());
    assert!(error.message().contains("`by_day` does not hold every entity whole"), "{error}");
    Ok(())
}

pub async fn batches_and_transactions_read_views(target: &Target) -> Result<()> {
    let db = library(target).await?;
    let found = db.batch_get([4, 9, 1].map(|number| Book::key("a", number))).view::<Title>().await?;
    assert_eq!(found, [Some(title(4)), None, Some(title(1))]);
    let keys = (Book::key("a", 2), Book::key("a", 3).view::<Title>(), Author::key("b").view::<Name>());
    assert_eq!(db.transact_get(keys).await?, (Some(book("a", 2)), Some(title(3)), None));
    Ok(())
}

pub async fn a_view_of_what_both_keys_hold_is_read_where_one_of_them_is_not_asked_for(
    target: &Target,
) -> Result<()> {
    let db = post(target).await?;
    db.put(&Receipt { number: 7, day: "2026-11-20".to_owned() }).await?;
    let issued = Issued { number: 7, day: "2026-11-20".to_owned() };
    assert_eq!(db.get(Receipt::key(7)).view::<Issued>().await?, Some(issued.clone()));
    assert_eq!(db.transact_get((Receipt::key(7).view::<Issued>(),)).await?, (Some(issued.clone()),));
    assert_eq!(db.batch_get([Receipt::key(7)]).view::<Issued>().await?, [Some(issued)]);
    Ok(())
}

pub async fn a_view_is_of_its_entity_or_an_error(target: &Target) -> Result<()> {
    let db = library(target).await?;
    let mut other = Book::key("a", 3).item()?;
    other.insert("_type", "Poster");
    other.insert("title", "Poster 3");
    db.backend().put_item(PutItem::new(db.table_name().clone(), other.clone())).await?;
    let error = refused(db.get(Book::key("a", 3)).view::<Title>().consistent().await);
    assert!(error.is_unexpected_entity());
    assert!(error.message().contains("\"Poster\""), "{error}");
    other.insert("_type", "Book");
    other.insert("title", Value::from(3));
    db.backend().put_item(PutItem::new(db.table_name().clone(), other.clone())).await?;
    let error = refused(db.get(Book::key("a", 3)).view::<Title>().consistent().await);
    assert!(error.is_codec());
    assert!(error.message().starts_with("read `Title`: attribute `title`: invalid type"), "{error}");
    other.remove("title");
    db.backend().put_item(PutItem::new(db.table_name().clone(), other)).await?;
    let error = refused(db.get(Book::key("a", 3)).view::<Title>().consistent().await);
    assert_eq!(error.message(), "read `Title`: missing field `title`");
    Ok(())
}

pub async fn without_tags_views_are_known_by_their_keys(target: &Target) -> Result<()> {
    let db = target.db::<Readings>().await?;
    let sensor = || Binary::from(&[1_u8][..]);
    for at in 0..3 {
        db.put(&Reading { sensor: sensor(), at, celsius: number("21.5") }).await?;
    }
    let temperature = |at| Temperature { celsius: number("21.5"), at };
    assert_eq!(db.get(Reading::key(sensor(), 1)).view::<Temperature>().await?, Some(temperature(1)));
    let query = || db.query(Reading::of_sensor(sensor())).view::<Temperature>();
    let page = query().limit(1).page().await?;
    assert_eq!(query().after(page.cursor().cloned().unwrap()).all().await?, [1, 2].map(temperature));
    Ok(())
}
