//! Many entities at once.

use dynamo_model::Result;
use dynamo_model::request::Write;
use dynamo_model::value::{Binary, Number};

use super::model::{Author, Book, Library, Loan, Reading, Readings, Status, author, book, loan};
use crate::Target;
use crate::kit::refused;

pub async fn a_batch_of_any_size_is_written_and_read_in_the_order_of_its_keys(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let books: Vec<Book> = (0..130).map(|number| book("a", number)).collect();
    db.put(&loan("1", "2026-11-01", Status::Open)).await?;
    db.batch_write().put_all(&books).put(&Library::from(author("a"))).delete(Loan::key("1")).await?;
    // Backwards, with one that is not there, and one twice.
    let mut numbers: Vec<u32> = (0..131).rev().collect();
    numbers.push(7);
    let found = db.batch_get(numbers.iter().map(|number| Book::key("a", *number))).consistent().await?;
    let wanted: Vec<Option<Book>> =
        numbers.iter().map(|number| books.get(*number as usize).cloned()).collect();
    assert_eq!(found, wanted);
    assert_eq!(db.batch_get([Author::key("a"), Author::key("b")]).await?, [Some(author("a")), None]);
    assert_eq!(db.get(Loan::key("1")).consistent().await?, None);
    db.batch_write().delete_all(books.iter().map(dynamo_model::Key::of)).await?;
    assert_eq!(db.query(Book::by_author("a")).consistent().count().await?, 0);
    Ok(())
}

pub async fn entities_with_keys_of_numbers_and_bytes_are_found_by_a_batch(target: &Target) -> Result<()> {
    let db = target.db::<Readings>().await?;
    let reading = |at: i64| Reading { sensor: Binary::from(vec![0, 255]), at, celsius: Number::from(at) };
    db.batch_write().put_all(&[reading(-5), reading(100)]).await?;
    let keys = [100, 0, -5].map(|at| Reading::key(Binary::from(vec![0, 255]), at));
    assert_eq!(db.batch_get(keys).consistent().await?, [Some(reading(100)), None, Some(reading(-5))]);
    Ok(())
}

pub async fn a_batch_of_nothing_sends_nothing(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.batch_write().await?;
    assert_eq!(db.batch_get(Vec::<dynamo_model::Key<Book>>::new()).await?, []);
    Ok(())
}

pub async fn a_batch_that_cannot_be_is_refused_before_anything_is_written(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let twice = db.batch_write().put(&book("a", 1)).put(&book("a", 2)).delete(Book::key("a", 1));
    assert_eq!(
        refused(twice.await).message(),
        "writes 1 and 3 of a batch are of one item; which comes last is not certain, so keep one"
    );
    let error = refused(db.batch_write().put(&book("a", 1)).put(&author("a#b")).await);
    assert!(error.is_invalid_key());
    assert!(error.message().starts_with("write 2 of a batch: "), "{error}");
    assert_eq!(db.get(Book::key("a", 1)).consistent().await?, None);
    Ok(())
}

pub async fn a_batch_takes_the_writes_that_another_has_left(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let (old, new): (Vec<Book>, Vec<Book>) =
        ((0..20).map(|n| book("a", n)).collect(), (20..40).map(|n| book("a", n)).collect());
    db.batch_write().put_all(&old).await?;
    let batch = || db.batch_write().put_all(&new).delete_all(old.iter().map(dynamo_model::Key::of));
    // As if the table had taken none of it.
    let left: Vec<Write> =
        batch().requests()?.into_iter().flat_map(|sent| sent.tables.into_values()).flatten().collect();
    let twice = db.batch_write().put(&new[0]).writes(left.clone()).await;
    assert!(refused(twice).message().starts_with("writes 1 and 2 of a batch are of one item"));
    db.batch_write().writes(left).put(&author("a")).await?;
    assert_eq!(db.query(Book::by_author("a")).consistent().all().await?, new);
    assert_eq!(db.get(Author::key("a")).consistent().await?, Some(author("a")));
    assert_eq!(batch().leaving_unprocessed().await?, [], "what is written again is what it was");
    Ok(())
}
