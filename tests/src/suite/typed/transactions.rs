//! Transactions of entities.

use dynamo_model::builder::{Check, Delete, Put, Transact, TransactOutcome, Update};
use dynamo_model::{Error, Record, Result};

use super::model::{Author, Book, Library, Loan, Status, author, book, loan};
use crate::Target;
use crate::kit::refused;

pub async fn a_typed_transaction_writes_all(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.put(&author("a")).await?;
    db.put(&book("a", 1)).await?;
    db.put(&book("a", 2)).await?;
    db.put(&loan("old", "2026-11-01", Status::Returned)).await?;
    db.transact()
        .create(&loan("new", "2026-11-20", Status::Open))
        .put(&Library::from(book("a", 3)))
        .replace(&book("a", 2))
        .update(Update::new(Book::key("a", 1)).set(|b| b.copies.plus(4)).only_if(|b| b.copies.eq(1)))
        .delete(Loan::key("old"))
        .check(Check::exists(Author::key("a")).only_if(|a| a.born.eq(1926)))
        .check(Check::missing(Author::key("b")))
        .await?;
    assert_eq!(db.get(Loan::key("new")).await?, Some(loan("new", "2026-11-20", Status::Open)));
    assert_eq!(db.get(Loan::key("old")).await?, None);
    assert_eq!(db.get(Book::key("a", 1)).await?, Some(Book { copies: 5, ..book("a", 1) }));
    assert_eq!(db.get(Book::key("a", 3)).await?, Some(book("a", 3)));
    Ok(())
}

pub async fn a_cancelled_typed_transaction_names_the_writes_that_failed(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.put(&author("a")).await?;
    let error = refused(
        db.transact()
            .create(&author("a"))
            .put(&book("a", 1))
            .with(Delete::new(Loan::key("1")).only_if(|l| l.status.eq(Status::Open)))
            .await,
    );
    assert!(error.is_transaction_canceled());
    assert_eq!(
        error.message(),
        "write 1 of 3, the create of `Author`; write 3 of 3, the delete of `Loan`: Transaction cancelled, please refer \
         cancellation reasons for specific reasons [ConditionalCheckFailed, None, ConditionalCheckFailed]"
    );
    let stored = error.cancellation_reasons()[0].item().unwrap();
    assert_eq!(Author::from_item(stored.view())?, author("a"));
    assert_eq!(db.get(Book::key("a", 1)).await?, None, "nothing was written");
    Ok(())
}

pub async fn a_typed_transaction_with_a_token_runs_once(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.put(&book("a", 1)).await?;
    let lend =
        || db.transact().update(Update::new(Book::key("a", 1)).set(|b| b.copies.plus(-1))).token("lend-1");
    lend().await?;
    lend().await?;
    assert_eq!(db.get(Book::key("a", 1)).await?.unwrap().copies, 0);
    Ok(())
}

pub async fn what_cannot_be_a_transaction_is_refused_before_it_is_sent(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    assert_eq!(
        refused(db.transact().await).message(),
        "a transaction has 1 to 100 writes, and this one 0; split what need not happen together"
    );
    let many = (0..101).fold(db.transact(), |transaction, n| transaction.put(&book("a", n)));
    assert!(refused(many.await).message().starts_with("a transaction has 1 to 100 writes, and this one 101"));
    let ambiguous = db.transact().put(&book("a", 1)).with(Put::new(&author("a#b")));
    let error = refused(ambiguous.await);
    assert!(error.is_invalid_key());
    assert!(error.message().starts_with("write 2 of 2, the put of `Author`: "), "{error}");
    assert!(refused(db.transact_get(Vec::<dynamo_model::Key<Book>>::new()).await).is_validation());
    Ok(())
}

pub async fn two_operations_on_one_item_are_refused_by_name(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let repeated = |error: Error, named: &str| {
        let said = format!("Transaction request cannot include multiple operations on one item; {named}");
        assert!(error.is_unsent() && error.is_validation(), "{error:?}");
        assert!(error.message().starts_with(&said), "{error}");
    };
    let twice = || db.transact().create(&author("a")).put(&book("a", 1)).create(&author("a"));
    let both =
        "write 1 of 3, the create of `Author`, and write 3 of 3, the create of `Author`, are of one item";
    repeated(refused(twice().request()), both);
    repeated(refused(twice().await), both);
    repeated(refused(twice().outcome().await), both);
    let checked = db
        .transact()
        .check(Check::exists(Book::key("a", 1)))
        .update(Update::new(Book::key("a", 1)).set(|b| b.copies.to(2)));
    repeated(
        refused(checked.await),
        "write 1 of 2, the check of `Book`, and write 2 of 2, the update of `Book`, are of one item",
    );
    let read = || db.transact_get([Book::key("a", 1), Book::key("a", 2), Book::key("a", 1)]);
    repeated(refused(read().await), "reads 1 and 3 of the transaction are of one item");
    assert_eq!(db.scan::<Library>().consistent().count().await?, 0);
    Ok(())
}

pub async fn entities_are_read_together_in_the_shape_of_their_keys(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.put(&author("a")).await?;
    db.put(&book("a", 1)).await?;
    db.put(&book("a", 2)).await?;
    let both = db.transact_get((Author::key("a"), Loan::key("1"))).await?;
    assert_eq!(both, (Some(author("a")), None));
    let nested = db.transact_get((vec![Book::key("a", 2), Book::key("a", 9)], [Book::key("a", 1)])).await?;
    assert_eq!(nested, (vec![Some(book("a", 2)), None], [Some(book("a", 1))]));
    Ok(())
}

pub async fn failed_conditions_of_a_transaction_are_data_with_the_entities_as_stored(
    target: &Target,
) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.put(&author("a")).await?;
    db.put(&loan("1", "2026-11-20", Status::Returned)).await?;
    let lend = || {
        Transact::new()
            .create(&author("a"))
            .put(&book("a", 1))
            .with(Delete::new(Loan::key("1")).only_if(|l| l.status.eq(Status::Open)))
            .with(Update::new(Loan::key("2")).set(|l| l.fee.plus(dynamo_model::value::Number::from(1))))
    };
    let TransactOutcome::Refused(refusals) = lend().bind(&db).outcome().await? else { panic!("it was done") };
    let what: Vec<(usize, &str)> = refusals.iter().map(|refusal| (refusal.place(), refusal.what())).collect();
    assert_eq!(
        what,
        [
            (0, "write 1 of 4, the create of `Author`"),
            (2, "write 3 of 4, the delete of `Loan`"),
            (3, "write 4 of 4, the update of `Loan`")
        ]
    );
    assert_eq!(refusals.of(0).unwrap().stored()?, Some(author("a")));
    assert_eq!(refusals.of(2).unwrap().stored()?, Some(loan("1", "2026-11-20", Status::Returned)));
    assert_eq!(refusals.of(3).unwrap().stored::<Loan>()?, None, "there is none");
    assert!(refusals.of(1).is_none(), "the book was not in the way");
    assert!(refusals.of(2).unwrap().stored::<Book>().unwrap_err().is_unexpected_entity());
    let error = refusals.into_error();
    assert_eq!(error.message(), refused(lend().bind(&db).await).message());
    assert_eq!(db.get(Book::key("a", 1)).await?, None, "nothing was written");

    let done = db.transact().put(&book("a", 1)).outcome().await?;
    assert!(done.is_done() && db.get(Book::key("a", 1)).await?.is_some());
    let ambiguous = db.transact().put(&author("a#b")).outcome().await;
    assert!(ambiguous.unwrap_err().is_invalid_key(), "other errors stay errors");
    Ok(())
}
