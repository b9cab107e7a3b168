//! Entities of several types, read in one batch.

use dynamo_model::builder::{AnyKey, BatchGetMixed};
use dynamo_model::{Projection, Result};

use super::model::{Account, Author, Book, Entry, Ledger, Library, Loan, Note, Status, author, book, loan};
use crate::Target;
use crate::kit::refused;

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Book)]
struct Title {
    number: u32,
    title: String,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Loan)]
struct Lent {
    day: String,
}

pub async fn entities_of_several_types_are_read_in_the_shape_of_their_keys(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let books: Vec<Book> = (0..130).map(|number| book("a", number)).collect();
    db.batch_write().put_all(&books).put(&author("a")).await?;
    let numbered: Vec<_> = (0..131).rev().map(|number| Book::key("a", number)).collect();
    let keys = (
        Author::key("a"),
        numbered,
        [Loan::key("1")],
        (None::<u32>.map(|n| Book::key("a", n)), Book::key("a", 7)),
    );
    let (of, found, loans, (none, again)) = db.batch_get_mixed(keys).consistent().await?;
    assert_eq!((of, loans), (Some(author("a")), [None]));
    let wanted: Vec<Option<Book>> =
        std::iter::once(None).chain(books.iter().rev().cloned().map(Some)).collect();
    assert_eq!(found, wanted);
    assert_eq!((none, again), (None, Some(book("a", 7))), "what is asked for twice is read twice");
    Ok(())
}

pub async fn a_list_of_keys_of_any_type_is_read_as_the_enum_of_the_table(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.put(&author("a")).await?;
    db.put(&book("a", 1)).await?;
    let keys: Vec<AnyKey<Library>> =
        vec![Book::key("a", 1).any(), Loan::key("1").any(), Author::key("a").any(), Note::key("1").any()];
    let found = db.batch_get_mixed(keys.clone()).consistent().await?;
    assert_eq!(found, [Some(book("a", 1).into()), None, Some(author("a").into()), None]);
    assert_eq!(db.transact_get(keys).await?, found);
    Ok(())
}

pub async fn views_of_several_types_ask_for_what_they_need_together(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.put(&book("a", 1)).await?;
    db.put(&loan("1", "2026-11-20", Status::Open)).await?;
    let views =
        || (Book::key("a", 1).view::<Title>(), [Loan::key("1").view::<Lent>(), Loan::key("2").view()]);
    let asked = |request: &dynamo_model::request::BatchGetItem| {
        let keys = request.tables.values().next().unwrap();
        keys.projection
            .as_ref()
            .map(|asked| asked.paths().iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    let alone = BatchGetMixed::new(views()).requests::<Library>()?;
    assert_eq!(asked(&alone[0]).unwrap(), ["_type", "pk", "sk", "title", "day"]);
    let with_more = BatchGetMixed::new((views(), Author::key("a"))).requests::<Library>()?;
    assert_eq!(asked(&with_more[0]), None, "one of them is read whole");
    let (title, lent) = db.batch_get_mixed(views()).consistent().await?;
    assert_eq!(title, Some(Title { number: 1, title: book("a", 1).title }));
    assert_eq!(lent, [Some(Lent { day: "2026-11-20".to_owned() }), None]);
    Ok(())
}

pub async fn without_tags_entities_of_several_types_are_read_by_their_keys(target: &Target) -> Result<()> {
    let db = target.db::<Ledger>().await?;
    let account = Account { id: "a".to_owned() };
    let entry = Entry { account: "a".to_owned(), number: 1, amount: -5 };
    db.put(&account).await?;
    db.put(&entry).await?;
    let found =
        db.batch_get_mixed((Entry::key("a", 1), Account::key("a"), Entry::key("a", 2))).consistent().await?;
    assert_eq!(found, (Some(entry), Some(account), None));
    Ok(())
}

pub async fn a_key_that_cannot_be_is_named_by_its_place_in_a_mixed_batch(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let keys = (vec![Book::key("a", 1), Book::key("a", 2)], Author::key("a#b"));
    let error = refused(db.batch_get_mixed(keys).await);
    assert!(error.is_invalid_key() && error.is_unsent());
    assert!(error.message().starts_with("key 3 of a batch: "), "{error}");
    let nothing: Vec<AnyKey<Library>> = Vec::new();
    assert_eq!(db.batch_get_mixed((nothing, None::<&str>.map(Author::key))).await?, (vec![], None));
    Ok(())
}
