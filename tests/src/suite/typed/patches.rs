//! Patches: updates of what a struct of options has.

use dynamo_model::builder::Update;
use dynamo_model::{Patch, Result};

use super::model::{Book, Library, book};
use crate::Target;

/// What a request may change of a book.
#[derive(Debug, Default, Patch)]
#[patch(of = Book)]
struct BookPatch {
    title: Option<String>,
    copies: Option<i64>,
    #[patch(to = tags)]
    labels: Option<Option<Vec<String>>>,
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
