//! Patches: updates of what a struct of options has.

use dynamo_model::builder::Update;
use dynamo_model::value::Number;
use dynamo_model::{Patch, Result};

use super::model::{Book, Library, Loan, Status, book, loan};
use crate::Target;
use crate::kit::refused;

/// What a request may change of a book.
#[derive(Debug, Default, Patch)]
#[patch(of = Book)]
struct BookPatch {
    title: Option<String>,
    copies: Option<i64>,
    #[patch(to = tags)]
    labels: Option<Option<Vec<String>>>,
}

/// What a request may change of a loan: the key of an index, made of three fields, is one thing.
#[derive(Debug, Default, Patch)]
#[patch(of = Loan, together(of_member(by, day, status)))]
struct LoanPatch {
    fee: Option<Number>,
    status: Option<Status>,
    day: Option<String>,
    #[patch(to = member)]
    by: Option<Option<String>>,
}

pub async fn a_patch_changes_what_it_has_and_nothing_else(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let before = book("a", 1);
    db.put(&before).await?;
    let patch = BookPatch { title: Some("New".into()), ..BookPatch::default() };
    let after = db.patch(Book::key("a", 1), &patch).returning_new().await?;
    assert_eq!(after, Book { title: "New".into(), ..before.clone() });
    let patch = BookPatch { copies: Some(7), labels: Some(Some(vec!["old".into()])), ..BookPatch::default() };
    let after = db.patch(Book::key("a", 1), &patch).returning_new().await?;
    assert_eq!(after, Book { title: "New".into(), copies: 7, tags: vec!["old".into()], ..before });
    Ok(())
}

pub async fn a_patch_removes_what_it_has_as_none(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.put(&book("a", 1)).await?;
    let patch = BookPatch { labels: Some(None), ..BookPatch::default() };
    let removed = db.patch(Book::key("a", 1), &patch).request()?;
    assert_eq!(removed.update.targets().map(ToString::to_string).collect::<Vec<_>>(), ["tags"]);
    let after = db.patch(Book::key("a", 1), &patch).returning_new().await?;
    assert_eq!(after.tags, Vec::<String>::new());
    Ok(())
}

pub async fn a_patch_of_nothing_needs_the_entity_all_the_same(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let nothing = BookPatch::default();
    let error = db.patch(Book::key("a", 1), &nothing).await.unwrap_err();
    assert!(error.is_condition_failed());
    db.put(&book("a", 1)).await?;
    assert_eq!(db.patch(Book::key("a", 1), &nothing).returning_new().await?, book("a", 1));
    Ok(())
}

pub async fn a_patch_has_conditions_and_joins_transactions(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.put(&book("a", 1)).await?;
    let patch = BookPatch { copies: Some(0), ..BookPatch::default() };
    let refused = db.patch(Book::key("a", 1), &patch).only_if(|b| b.copies.gt(1)).await.unwrap_err();
    assert!(refused.is_condition_failed());
    let update = Update::new(Book::key("a", 1)).apply(&patch).set(|b| b.title.to("Gone"));
    db.transact().update(update).await?;
    let stored = db.get(Book::key("a", 1)).await?;
    assert_eq!(stored.map(|book| (book.copies, book.title)), Some((0, "Gone".to_owned())));
    Ok(())
}

pub async fn a_patch_sets_all_that_makes_a_key_together(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.put(&loan("l1", "2026-11-20", Status::Open)).await?;
    let moved = LoanPatch {
        by: Some(Some("n".into())),
        day: Some("2026-11-21".into()),
        status: Some(Status::Returned),
        ..LoanPatch::default()
    };
    db.patch(Loan::key("l1"), &moved).await?;
    let expected = Loan { member: Some("n".into()), ..loan("l1", "2026-11-21", Status::Returned) };
    assert_eq!(
        db.query(Loan::of_member("n").day("2026-11-21")).all().await?,
        std::slice::from_ref(&expected)
    );
    assert_eq!(db.query(Loan::of_member("m")).count().await?, 0);
    let left = db.patch(Loan::key("l1"), &LoanPatch { by: Some(None), ..moved }).returning_new().await?;
    assert_eq!(left, Loan { member: None, ..expected });
    assert_eq!(db.query(Loan::of_member("n")).count().await?, 0, "it is in no index");
    Ok(())
}

pub async fn a_patch_sets_no_part_of_what_makes_a_key(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let before = loan("l1", "2026-11-20", Status::Open);
    db.put(&before).await?;
    let patch = LoanPatch { status: Some(Status::Returned), fee: Some(5.into()), ..LoanPatch::default() };
    let error = refused(db.patch(Loan::key("l1"), &patch).await);
    assert!(error.is_validation(), "{error}");
    assert!(error.to_string().contains("sets `status`, and not `by`, `day`: `of_member` sets"), "{error}");
    assert_eq!(db.get(Loan::key("l1")).await?, Some(before.clone()));
    let fee = LoanPatch { fee: Some(5.into()), ..LoanPatch::default() };
    let after = db.patch(Loan::key("l1"), &fee).returning_new().await?;
    assert_eq!(after, Loan { fee: 5.into(), ..before });
    Ok(())
}
