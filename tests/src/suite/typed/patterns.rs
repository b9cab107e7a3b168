//! Access patterns: what each of them finds.

use dynamo_model::{Db, Result, starts_with};

use super::model::{Book, Library, Loan, Note, Status, author, book, loan, note};
use crate::Target;
use crate::kit::refused;

/// Stores an author with books 1, 2, 9, 10 and 100, and another author with book 1.
async fn shelves(target: &Target) -> Result<Db<Library>> {
    let db = target.db::<Library>().await?;
    db.put(&author("a")).await?;
    for number in [100, 9, 2, 10, 1] {
        db.put(&book("a", number)).await?;
    }
    db.put(&book("ab", 1)).await?;
    Ok(db)
}

fn numbers(books: &[Book]) -> Vec<u32> {
    books.iter().map(|book| book.number).collect()
}

pub async fn an_access_pattern_returns_its_entity_in_value_order(target: &Target) -> Result<()> {
    let db = shelves(target).await?;
    let books = db.query(Book::by_author("a")).all().await?;
    assert_eq!(numbers(&books), [1, 2, 9, 10, 100]);
    assert_eq!(books[0], book("a", 1));
    assert_eq!(numbers(&db.query(Book::by_author("a")).descending().all().await?), [100, 10, 9, 2, 1]);
    assert!(db.query(Book::by_author("nobody")).all().await?.is_empty());
    Ok(())
}

pub async fn ranges_of_a_key_part_are_rust_ranges(target: &Target) -> Result<()> {
    let db = shelves(target).await?;
    let cases = [
        (db.query(Book::by_author("a").number(9..)), vec![9, 10, 100]),
        (db.query(Book::by_author("a").number(9..=10)), vec![9, 10]),
        (db.query(Book::by_author("a").number(2..10)), vec![2, 9]),
        (db.query(Book::by_author("a").number(..9)), vec![1, 2]),
        (db.query(Book::by_author("a").number(..=9)), vec![1, 2, 9]),
        (db.query(Book::by_author("a").number(10)), vec![10]),
        (db.query(Book::by_author("a").number(11..100)), vec![]),
    ];
    for (query, wanted) in cases {
        assert_eq!(numbers(&query.all().await?), wanted);
    }
    let (low, high) = (10, 9);
    assert!(refused(db.query(Book::by_author("a").number(low..high)).all().await).is_invalid_key());
    Ok(())
}

pub async fn a_collection_returns_every_entity_of_the_partition(target: &Target) -> Result<()> {
    let db = shelves(target).await?;
    let all = db.query(Book::by_author("a").collection()).all().await?;
    let mut wanted: Vec<Library> = [1, 2, 9, 10, 100].map(|number| book("a", number).into()).into();
    wanted.push(author("a").into());
    assert_eq!(all, wanted);
    Ok(())
}

pub async fn an_inverted_index_finds_entities_by_their_sort_key(target: &Target) -> Result<()> {
    let db = shelves(target).await?;
    let first = db.query(Book::numbered(1)).all().await?;
    assert_eq!(first, [book("a", 1), book("ab", 1)]);
    assert_eq!(db.query(Book::numbered(1).author("a")).all().await?, [book("a", 1)]);
    assert_eq!(db.query(Book::numbered(1).author(starts_with("a"))).all().await?.len(), 2);
    Ok(())
}

/// Stores loans and notes of member `m`, which lie in one key range of `gsi1`.
async fn member(target: &Target) -> Result<Db<Library>> {
    let db = target.db::<Library>().await?;
    db.put(&loan("l1", "2026-11-01", Status::Returned)).await?;
    db.put(&loan("l2", "2026-11-02", Status::Open)).await?;
    db.put(&loan("l3", "2026-11-03", Status::Open)).await?;
    for (id, day) in [("n1", "2026-11-01"), ("n2", "2026-11-02"), ("n3", "2026-11-04")] {
        db.put(&note(id, day)).await?;
    }
    Ok(db)
}

fn ids(loans: &[Loan]) -> Vec<&str> {
    loans.iter().map(|loan| loan.id.as_str()).collect()
}

pub async fn entities_that_share_a_key_range_are_told_apart_by_their_tag(target: &Target) -> Result<()> {
    let db = member(target).await?;
    assert_eq!(ids(&db.query(Loan::of_member("m".to_owned())).all().await?), ["l1", "l2", "l3"]);
    let notes = db.query(Note::about_member("m").day(starts_with("2026-11-0"))).all().await?;
    assert_eq!(notes, [note("n1", "2026-11-01"), note("n2", "2026-11-02"), note("n3", "2026-11-04")]);
    let both = db.query(Note::about_member("m").collection()).all().await?;
    assert_eq!(both.len(), 6);
    Ok(())
}

pub async fn an_equality_is_closed_at_the_separator(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.put(&note("1", "day-1")).await?;
    db.put(&note("2", "day-10")).await?;
    assert_eq!(db.query(Note::about_member("m").day("day-1")).all().await?, [note("1", "day-1")]);
    assert_eq!(db.query(Note::about_member("m").day(starts_with("day-1"))).all().await?.len(), 2);
    Ok(())
}

pub async fn parts_are_named_from_left_to_right(target: &Target) -> Result<()> {
    let db = member(target).await?;
    let of = || Loan::of_member("m".to_owned());
    assert_eq!(ids(&db.query(of().day("2026-11-02").status(Status::Open)).all().await?), ["l2"]);
    assert!(db.query(of().day("2026-11-02").status(Status::Returned)).all().await?.is_empty());
    let days = of().day(starts_with("2026-11"));
    assert_eq!(ids(&db.query(days).descending().all().await?), ["l3", "l2", "l1"]);
    Ok(())
}

pub async fn an_entity_without_an_index_part_is_not_in_the_index(target: &Target) -> Result<()> {
    let db = member(target).await?;
    let returned = Loan { member: None, ..loan("l2", "2026-11-02", Status::Open) };
    db.put(&returned).await?;
    assert_eq!(ids(&db.query(Loan::of_member("m".to_owned())).all().await?), ["l1", "l3"]);
    assert_eq!(db.get(Loan::key("l2")).await?, Some(returned));
    db.put(&loan("l2", "2026-12-01", Status::Open)).await?;
    assert_eq!(ids(&db.query(Loan::of_member("m".to_owned())).all().await?), ["l1", "l3", "l2"]);
    Ok(())
}

pub async fn filters_see_attributes_and_not_keys(target: &Target) -> Result<()> {
    let db = shelves(target).await?;
    let query = || db.query(Book::by_author("a"));
    assert_eq!(numbers(&query().filter(|b| b.pages.lt(991)).all().await?), [10, 100]);
    let joined = query().filter(|b| b.pages.lt(999)).filter(|b| b.title.contains_text("1")).all().await?;
    assert_eq!(numbers(&joined), [10, 100]);
    let either = query().filter(|b| b.title.is_in(["Book 1", "Book 9"]).or(b.pages.between(900, 901)));
    assert_eq!(numbers(&either.all().await?), [1, 9, 100]);
    assert_eq!(query().filter(|b| !b.copies.eq(1)).count().await?, 0);
    assert_eq!(query().filter(|b| b.tags.contains("new".to_owned())).count().await?, 5);
    Ok(())
}
