//! Edits with conditions of their own, and refusals of edits as results.

use dynamo_model::builder::Outcome;
use dynamo_model::explain::Explanation;
use dynamo_model::request::{GetItem, PutItem};
use dynamo_model::value::Item;
use dynamo_model::{Db, Entity, Error, Key, Record, Result, Table};
use serde::{Deserialize, Serialize};

use super::model::{Author, Library, author};
use crate::Target;
use crate::kit::refused;

#[expect(clippy::unnecessary_wraps, reason = "what an edit takes")]
fn forget_birth(author: &mut Author) -> Result<()> {
    author.born = None;
    Ok(())
}

pub async fn an_edit_is_written_only_if_its_condition_holds(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let before = author("a");
    db.put(&before).await?;
    let edit = || db.edit(Author::key("a"), forget_birth);
    let never = || edit().only_if(|a| a.born.exists()).only_if(|a| a.name.eq("nobody"));
    let error = refused(never().await);
    assert!(error.is_condition_failed() && !error.is_contended(), "{error:?}");
    assert_eq!(error.item(), Some(&before.to_item()?));
    assert_eq!(never().outcome().await?, Outcome::Refused(Some(before.clone())));
    assert_eq!(db.get(Author::key("a")).consistent().await?, Some(before.clone()), "nothing is written");

    let after = Author { born: None, ..before };
    let now = edit().only_if(|a| a.born.exists()).outcome().await?;
    assert_eq!(now, Outcome::Done(after.clone()), "the condition is of what is stored before");
    assert_eq!(db.get(Author::key("a")).consistent().await?, Some(after));
    Ok(())
}

pub async fn an_edit_that_changes_nothing_asks_for_its_condition(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let stored = author("a");
    db.put(&stored).await?;
    let edit = || db.edit(Author::key("a"), |_| Ok(()));
    assert_eq!(edit().only_if(|a| a.born.exists()).outcome().await?, Outcome::Done(stored.clone()));
    let refusal = edit().only_if(|a| a.born.missing()).outcome().await?;
    assert_eq!(refusal, Outcome::Refused(Some(stored.clone())));
    let request = edit().only_if(|a| a.born.exists()).request(&stored)?;
    assert!(request.is_some_and(|request| request.update.is_empty()), "an update without changes");
    assert_eq!(edit().request(&stored)?, None, "without a condition there is nothing to ask");
    Ok(())
}

pub async fn an_edit_of_what_is_not_there_is_refused_without_an_entity(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    assert_eq!(db.edit(Author::key("a"), forget_birth).outcome().await?, Outcome::Refused(None));
    db.put(&author("a")).await?;
    let failing = db.edit(Author::key("a"), |_| Err(Error::condition_failed(None)));
    assert!(refused(failing.outcome().await).is_condition_failed(), "errors of the closure stay errors");
    Ok(())
}

/// Members have unique addresses and versions, and those of before had a `mail`.
#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "club")]
enum Club {
    Member(Member),
    Guest(Guest),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Club, pk = "MEMBER#{id}", sk = "MEMBER", revision = 2, upgrade(1 = with_email))]
struct Member {
    id: u32,
    #[attr(unique)]
    email: String,
    fees: u32,
    #[attr(version)]
    version: u32,
}

/// Nothing of a guest is unique. Those of before had a `mail`, too, and may have left.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Club, pk = "GUEST#{id}", sk = "GUEST", revision = 2, upgrade(1 = with_email))]
struct Guest {
    id: u32,
    email: String,
    #[attr(deleted)]
    left_at: Option<i64>,
}

#[expect(clippy::unnecessary_wraps, reason = "an upgrade step")]
fn with_email(item: &mut Item) -> Result<()> {
    item.rename("mail", "email");
    Ok(())
}

/// Stores an entity as it was stored at first.
async fn store_older(db: &Db<Club>, entity: &impl Record) -> Result<()> {
    let mut old = entity.to_item()?;
    old.rename("email", "mail");
    old.remove(Club::SCHEMA.revision.unwrap_or_default());
    db.backend().put_item(PutItem::new(db.table_name().clone(), old)).await.map(drop)
}

fn member(id: u32, email: &str) -> Member {
    Member { id, email: email.into(), fees: 0, version: 0 }
}

async fn stored<E: Entity<Table = Club>>(db: &Db<Club>, key: Key<E>) -> Result<Item> {
    let read = GetItem::new(db.table_name().clone(), key.item()?).consistent();
    Ok(db.backend().get_item(read).await?.item.unwrap_or_default())
}

pub async fn an_edit_with_a_condition_counts_and_keeps_what_is_unique(target: &Target) -> Result<()> {
    let db = target.db::<Club>().await?;
    db.create(&member(1, "a@x")).await?;
    db.create(&member(2, "b@x")).await?;
    let before = db.get(Member::key(1)).consistent().await?;
    let move_to = |email: &'static str| {
        db.edit(Member::key(1), move |member| {
            member.email = email.into();
            member.fees += 5;
            Ok(())
        })
    };
    let refusal = move_to("c@x").only_if(|m| m.fees.gt(0)).outcome().await?;
    assert_eq!(refusal, Outcome::Refused(before.clone()));
    let taken = refused(move_to("b@x").only_if(|m| m.fees.eq(0)).outcome().await);
    assert!(taken.is_unique_violation(), "that stays an error");
    let Outcome::Done(after) = move_to("c@x").only_if(|m| m.fees.eq(0)).outcome().await? else {
        panic!("the condition holds")
    };
    assert_eq!((after.fees, after.email.as_str()), (5, "c@x"));
    assert_eq!(Some(after.version), before.map(|before| before.version + 1));
    db.create(&member(3, "a@x")).await?;
    assert!(refused(db.create(&member(4, "c@x")).await).is_unique_violation());
    Ok(())
}

pub async fn an_edit_asks_its_condition_of_the_current_revision(target: &Target) -> Result<()> {
    let db = target.db::<Club>().await?;
    store_older(&db, &member(1, "a@x")).await?;
    let raise = || {
        db.edit(Member::key(1), |member| {
            member.fees += 1;
            Ok(())
        })
    };
    // An older item has no such attribute.
    let Outcome::Refused(Some(refused)) = raise().only_if(|m| m.email.ne("a@x")).outcome().await? else {
        panic!("it is upgraded, and has that email")
    };
    assert_eq!((refused.email.as_str(), refused.fees), ("a@x", 0));
    assert!(stored(&db, Member::key(1)).await?.contains("email"), "it was upgraded to ask");
    assert_eq!(raise().only_if(|m| m.email.eq("a@x")).await?.fees, 1);
    Ok(())
}

pub async fn an_edit_with_a_condition_leaves_hidden_items_as_they_are(target: &Target) -> Result<()> {
    let db = target.db::<Club>().await?;
    let gone = Guest { id: 1, email: "a@x".into(), left_at: Some(5) };
    store_older(&db, &gone).await?;
    let before = stored(&db, Guest::key(1)).await?;
    let edit = || {
        db.edit(Guest::key(1), |guest| {
            guest.email.push('y');
            Ok(())
        })
    };
    assert!(refused(edit().only_if(|g| g.email.eq("a@x")).await).is_missing());
    let outcome = edit().only_if(|g| g.email.eq("a@x")).outcome().await?;
    assert_eq!(outcome, Outcome::Refused(Some(gone)), "what is returned is of the current revision");
    assert_eq!(stored(&db, Guest::key(1)).await?, before, "what is stored was not upgraded");
    Ok(())
}

pub async fn an_explained_edit_with_a_condition_tells_of_older_items(target: &Target) -> Result<()> {
    let db = target.db::<Club>().await?;
    let guest = Guest { id: 1, email: "a@x".into(), left_at: None };
    let edit = || {
        db.edit(Guest::key(1), |guest| {
            guest.email.push('y');
            Ok(())
        })
    };
    let steps =
        |said: Explanation| -> Vec<_> { said.steps.iter().map(|step| (step.operation, step.each)).collect() };
    let (read, write, older) = ("GetItem", "UpdateItem", Some("item of an older revision"));
    assert_eq!(steps(edit().explain(&guest)?), [(read, None), (write, None)]);
    let said = edit().only_if(|g| g.email.eq("a@x")).explain(&guest)?;
    let upgrade = [(read, None), (write, older), (read, older), (write, None)];
    assert_eq!(steps(said), upgrade, "it is read, upgraded, read again and written");
    Ok(())
}
