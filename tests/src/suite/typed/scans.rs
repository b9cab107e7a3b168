//! Scans: of one entity, of all of them, through indexes, in segments.

use dynamo_model::request::PutItem;
use dynamo_model::value::Item;
use dynamo_model::{Db, Result};

use super::model::{
    Account, Author, Book, Entry, Ledger, Library, Loan, Note, Status, author, book, loan, note,
};
use crate::Target;
use crate::kit::refused;

/// Stores two authors, with three books each, a loan and a note.
async fn shelves(target: &Target) -> Result<Db<Library>> {
    let db = target.db::<Library>().await?;
    for id in ["a", "b"] {
        db.put(&author(id)).await?;
        for number in 0..3 {
            db.put(&book(id, number)).await?;
        }
    }
    db.put(&loan("l", "2026-11-01", Status::Open)).await?;
    db.put(&note("n", "2026-11-02")).await?;
    Ok(db)
}

/// The keys of books, in order: a scan has none.
fn sorted(books: &[Book]) -> Vec<(&str, u32)> {
    let mut keys: Vec<_> = books.iter().map(|book| (book.author.as_str(), book.number)).collect();
    keys.sort_unstable();
    keys
}

const ALL: [(&str, u32); 6] = [("a", 0), ("a", 1), ("a", 2), ("b", 0), ("b", 1), ("b", 2)];

pub async fn a_scan_of_an_entity_returns_that_entity_only(target: &Target) -> Result<()> {
    let db = shelves(target).await?;
    assert_eq!(sorted(&db.scan::<Book>().all().await?), ALL);
    assert_eq!(db.scan::<Author>().consistent().count().await?, 2);
    assert_eq!(db.scan::<Loan>().all().await?, [loan("l", "2026-11-01", Status::Open)]);
    assert_eq!(db.scan::<Note>().first().await?, Some(note("n", "2026-11-02")));
    Ok(())
}

pub async fn a_scan_of_the_table_returns_every_entity(target: &Target) -> Result<()> {
    let db = shelves(target).await?;
    let all = db.scan::<Library>().all().await?;
    assert_eq!((all.len(), db.scan::<Library>().count().await?), (10, 10));
    assert!(all.contains(&author("b").into()) && all.contains(&note("n", "2026-11-02").into()));
    Ok(())
}

pub async fn a_scan_of_the_table_names_a_tag_that_no_entity_has(target: &Target) -> Result<()> {
    let db = shelves(target).await?;
    let stranger = Item::from_iter([("pk", "GHOST#1"), ("sk", "GHOST"), ("_type", "Ghost")]);
    db.backend().put_item(PutItem::new(db.table_name().clone(), stranger)).await?;
    let error = refused(db.scan::<Library>().all().await);
    assert!(error.is_unexpected_entity() && error.message().contains("\"Ghost\""), "{error}");
    assert_eq!(db.scan::<Book>().count().await?, 6);
    Ok(())
}

pub async fn a_scan_filters_and_limits_what_it_returns(target: &Target) -> Result<()> {
    let db = shelves(target).await?;
    let long = || db.scan::<Book>().filter(|b| b.pages.ge(999));
    assert_eq!(sorted(&long().all().await?), [("a", 0), ("a", 1), ("b", 0), ("b", 1)]);
    assert_eq!(sorted(&long().filter(|b| b.title.eq("Book 1")).all().await?), [("a", 1), ("b", 1)]);
    let page = long().limit(3).page_size(1).page().await?;
    assert_eq!(page.len(), 3);
    assert!(page.cursor().is_some());
    assert!(refused(long().limit(0).page().await).is_validation());
    Ok(())
}

pub async fn a_cursor_goes_on_with_the_same_scan_only(target: &Target) -> Result<()> {
    let db = shelves(target).await?;
    let (mut found, mut scan) = (Vec::new(), db.scan::<Book>().limit(2));
    loop {
        let page = scan.page().await?;
        assert!(page.len() <= 2);
        let Some(cursor) = page.cursor().cloned() else {
            found.extend(page);
            break;
        };
        found.extend(page);
        scan = db.scan::<Book>().limit(2).after(cursor);
    }
    assert_eq!(sorted(&found), ALL);

    let cursor = db.scan::<Book>().limit(1).page().await?.cursor().cloned().unwrap();
    for other in [
        db.scan::<Book>().filter(|b| b.pages.gt(1)).after(cursor.clone()),
        db.scan::<Book>().segment(0, 2).after(cursor.clone()),
    ] {
        assert!(refused(other.page().await).is_invalid_cursor());
    }
    assert!(refused(db.scan::<Author>().after(cursor.clone()).page().await).is_invalid_cursor());
    assert!(
        refused(db.scan::<Book>().through(Book::ON_SHELF).after(cursor).page().await).is_invalid_cursor()
    );
    Ok(())
}

pub async fn a_scan_through_an_index_returns_what_is_in_it(target: &Target) -> Result<()> {
    let db = shelves(target).await?;
    db.put(&Book { shelf: None, ..book("a", 1) }).await?;
    let on_shelves = || db.scan::<Book>().through(Book::ON_SHELF);
    let books = on_shelves().all().await?;
    assert_eq!(sorted(&books), [("a", 0), ("a", 2), ("b", 0), ("b", 1), ("b", 2)]);
    let page = on_shelves().limit(2).page().await?;
    let rest = on_shelves().after(page.cursor().cloned().unwrap()).all().await?;
    assert_eq!((page.len(), rest.len()), (2, 3));
    let of_members = db.scan::<Library>().through(Loan::OF_MEMBER).all().await?;
    assert_eq!(of_members.len(), 2, "a loan and a note");
    assert_eq!(db.scan::<Note>().through(Note::ABOUT_MEMBER).all().await?, [note("n", "2026-11-02")]);
    Ok(())
}

pub async fn segments_together_are_the_whole(target: &Target) -> Result<()> {
    let db = shelves(target).await?;
    let mut found = Vec::new();
    for number in 0..3 {
        found.extend(db.scan::<Book>().segment(number, 3).all().await?);
    }
    assert_eq!(sorted(&found), ALL);
    for (number, total) in [(0, 0), (3, 3), (0, 1_000_001)] {
        assert!(refused(db.scan::<Book>().segment(number, total).page().await).is_validation());
    }
    Ok(())
}

pub async fn without_tags_a_scan_tells_entities_by_their_keys(target: &Target) -> Result<()> {
    let db = target.db::<Ledger>().await?;
    let entry = |number| Entry { account: "a".to_owned(), number, amount: i64::from(number) * 10 };
    db.put(&Account { id: "a".to_owned() }).await?;
    for number in 0..4 {
        db.put(&entry(number)).await?;
    }
    assert_eq!(db.scan::<Account>().all().await?, [Account { id: "a".to_owned() }]);
    let entries = || db.scan::<Entry>().filter(|e| e.amount.ge(20));
    assert_eq!((entries().all().await?.len(), entries().count().await?), (2, 2));
    assert_eq!(db.scan::<Entry>().limit(3).page_size(1).page().await?.len(), 3);
    assert_eq!(db.scan::<Ledger>().count().await?, 5);
    Ok(())
}
