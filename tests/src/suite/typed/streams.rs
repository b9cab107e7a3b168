//! Reads as streams, and scans in parallel.

use dynamo_model::request::PutItem;
use dynamo_model::value::Item;
use dynamo_model::{Db, Result};

use super::model::{Author, Book, Library, author, book};
use crate::Target;
use crate::kit::refused;

/// Stores ten books of one author.
async fn ten(target: &Target) -> Result<Db<Library>> {
    let db = target.db::<Library>().await?;
    for number in 0..10 {
        db.put(&book("a", number)).await?;
    }
    Ok(db)
}

/// Stores an item of no entity.
async fn put_stranger(db: &Db<Library>) -> Result<()> {
    let stranger = Item::from_iter([("pk", "AUTHOR#a"), ("sk", "BOOK#0000000003x"), ("_type", "Ghost")]);
    db.backend().put_item(PutItem::new(db.table_name().clone(), stranger)).await?;
    Ok(())
}

fn sorted(mut books: Vec<Book>) -> Vec<u32> {
    books.sort_by_key(|book| book.number);
    books.iter().map(|book| book.number).collect()
}

pub async fn a_stream_returns_the_items_of_every_page(target: &Target) -> Result<()> {
    let db = ten(target).await?;
    let mut books = db.query(Book::by_author("a").number(2..)).descending().page_size(3).stream();
    let mut found = Vec::new();
    while let Some(book) = books.next().await {
        found.push(book?.number);
    }
    assert_eq!(found, [9, 8, 7, 6, 5, 4, 3, 2]);
    assert!(books.next().await.is_none());

    let mut limited = db.scan::<Book>().page_size(2).limit(5).stream();
    let mut count = 0;
    while let Some(book) = limited.next().await {
        book?;
        count += 1;
    }
    assert_eq!(count, 5);
    Ok(())
}

pub async fn a_page_of_a_stream_says_where_to_go_on(target: &Target) -> Result<()> {
    let db = ten(target).await?;
    let query = || db.query(Book::by_author("a"));
    let mut pages = query().page_size(4).pages();
    let first = pages.next().await.unwrap()?;
    let second = pages.next().await.unwrap()?;
    let rest = query().after(second.cursor().cloned().unwrap()).all().await?;
    assert_eq!((first.len(), second.len(), sorted(rest)), (4, 4, vec![8, 9]));
    let last = pages.next().await.unwrap()?;
    assert_eq!((last.len(), last.cursor()), (2, None));
    assert!(pages.next().await.is_none());
    Ok(())
}

pub async fn a_stream_ends_with_its_first_error(target: &Target) -> Result<()> {
    let db = ten(target).await?;
    put_stranger(&db).await?;
    let mut all = db.query(Book::by_author("a").collection()).page_size(1).stream();
    let mut found = 0;
    let error = loop {
        match all.next().await.unwrap() {
            Ok(_) => found += 1,
            Err(error) => break error,
        }
    };
    assert!(error.is_unexpected_entity());
    assert_eq!(found, 4);
    assert!(all.next().await.is_none());
    let mut impossible = db.scan::<Book>().segment(1, 1).stream();
    assert!(refused(impossible.next().await.unwrap()).is_validation());
    assert!(impossible.next().await.is_none());
    Ok(())
}

pub async fn segments_scanned_in_parallel_are_the_whole(target: &Target) -> Result<()> {
    let db = ten(target).await?;
    for id in 0..30 {
        db.put(&author(&format!("{id}"))).await?;
    }
    let scan = || db.scan::<Author>().page_size(2).parallel(50);
    let mut ids: Vec<u32> = scan().all().await?.iter().filter_map(|author| author.id.parse().ok()).collect();
    ids.sort_unstable();
    assert_eq!(ids, Vec::from_iter(0..30));
    assert_eq!(scan().count().await?, 30);
    let mut stream = scan().stream();
    let mut count = 0;
    while let Some(author) = stream.next().await {
        author?;
        count += 1;
    }
    assert_eq!(count, 30);
    let on_shelves = db.scan::<Book>().through(Book::ON_SHELF).parallel(3).all().await?;
    assert_eq!(sorted(on_shelves), Vec::from_iter(0..10));
    Ok(())
}

pub async fn a_parallel_scan_ends_with_its_first_error(target: &Target) -> Result<()> {
    let db = ten(target).await?;
    put_stranger(&db).await?;
    assert!(refused(db.scan::<Library>().parallel(4).all().await).is_unexpected_entity());
    let mut stream = db.scan::<Library>().page_size(1).parallel(4).stream();
    while let Some(Ok(_)) = stream.next().await {}
    assert!(stream.next().await.is_none());
    Ok(())
}

pub async fn a_parallel_scan_reads_everything_or_is_refused(target: &Target) -> Result<()> {
    let db = ten(target).await?;
    let cursor = db.scan::<Book>().limit(1).page().await?.cursor().cloned().unwrap();
    for parallel in [
        db.scan::<Book>().parallel(0),
        db.scan::<Book>().parallel(1_000_001),
        db.scan::<Book>().limit(1).parallel(1),
        db.scan::<Book>().after(cursor).parallel(1),
        db.scan::<Book>().segment(0, 2).parallel(1),
        db.scan::<Book>().rate(0).parallel(1),
    ] {
        assert!(refused(parallel.clone().all().await).is_validation());
        assert!(refused(parallel.count().await).is_validation());
    }
    Ok(())
}

pub async fn a_scan_at_a_rate_reads_everything(target: &Target) -> Result<()> {
    let db = ten(target).await?;
    let scan = || db.scan::<Book>().rate(1_000_000);
    assert_eq!(sorted(scan().all().await?), Vec::from_iter(0..10));
    assert_eq!(scan().parallel(1).count().await?, 10);
    Ok(())
}
