//! Entities read, changed and written back; entities stored whether they exist or not; refusals as results.

use std::sync::Arc;

use dynamo_model::builder::{Outcome, Update, Upsert};
use dynamo_model::expr::Renderer;
use dynamo_model::request::{GetItem, PutItem, UpdateItem};
use dynamo_model::value::Item;
use dynamo_model::{Db, Entity, Error, Key, Record, Result, Table, expr};
use serde::{Deserialize, Serialize};

use super::model::{Author, Book, Library, Loan, Note, Status, author, book, loan, note};
use crate::Target;
use crate::kit::{item, refused};

async fn stored<E: Entity>(db: &Db<E::Table>, entity: &E) -> Result<Item> {
    let read = GetItem::new(db.table_name().clone(), Key::of(entity).item()?).consistent();
    Ok(db.backend().get_item(read).await?.item.unwrap_or_default())
}

/// Adds an attribute that the entity does not know.
async fn mark<E: Entity>(db: &Db<E::Table>, entity: &E) -> Result<()> {
    let mark = UpdateItem::new(db.table_name().clone(), Key::of(entity).item()?);
    let mark = mark.with_update(expr::Update::new().set("mark", "x"));
    db.backend().update_item(mark).await.map(drop)
}

fn marked(mut item: Item) -> Item {
    item.insert("mark", "x");
    item
}

pub async fn an_edit_writes_what_differs_and_makes_keys_anew(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let before = loan("1", "2026-11-20", Status::Open);
    db.put(&before).await?;
    mark(&db, &before).await?;
    let after = db
        .edit(Loan::key("1"), |loan| {
            loan.status = Status::Returned;
            loan.member = Some("z".into());
            Ok(())
        })
        .await?;
    assert_eq!(after, Loan { member: Some("z".into()), status: Status::Returned, ..before });
    assert_eq!(stored(&db, &after).await?, marked(after.to_item()?));
    assert_eq!(db.query(Loan::of_member("z")).all().await?.len(), 1);
    let gone = db
        .edit(Loan::key("1"), |loan| {
            loan.member = None;
            Ok(())
        })
        .await?;
    assert_eq!(stored(&db, &gone).await?, marked(Loan { member: None, ..after }.to_item()?));
    Ok(())
}

pub async fn an_edit_changes_fields_that_live_in_keys_only(target: &Target) -> Result<()> {
    let db = target.db::<Shelves>().await?;
    let before = Carton { number: 1, room: "a".into(), shelf: 2, label: None };
    db.put(&before).await?;
    let after = db
        .edit(Carton::key(1), |one| {
            one.shelf += 1;
            one.label = Some("tools".into());
            Ok(())
        })
        .await?;
    assert_eq!(after, Carton { shelf: 3, label: Some("tools".into()), ..before });
    assert_eq!(stored(&db, &after).await?, after.to_item()?);
    assert_eq!(db.get(Carton::key(1)).await?, Some(after));
    Ok(())
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "shelves")]
#[index(name = "gsi1")]
enum Shelves {
    Carton(Carton),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Shelves, pk = "BOX#{number}", sk = "BOX")]
#[access(name = in_room, index = gsi1, pk = "ROOM#{room}", sk = "{shelf}")]
struct Carton {
    number: u32,
    #[attr(key)]
    room: String,
    #[attr(key)]
    shelf: u8,
    label: Option<String>,
}

pub async fn an_edit_makes_keys_that_were_missing_or_wrong(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let mut raw = note("1", "2026-11-20").to_item()?;
    raw.remove("gsi1pk");
    raw.insert("gsi1sk", "old#1");
    db.backend().put_item(PutItem::new(db.table_name().clone(), raw)).await?;
    let edit = db.edit(Note::key("1"), |note| {
        note.text.push('!');
        Ok(())
    });
    let after = edit.await?;
    assert_eq!(stored(&db, &after).await?, after.to_item()?);
    assert_eq!(db.query(Note::about_member("m")).all().await?, [after]);
    Ok(())
}

pub async fn an_edit_that_changes_nothing_or_fails_writes_nothing(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    // The item lacks an attribute with a default, which a write of the whole entity would fill in.
    let raw = item! {
        "pk": "AUTHOR#a", "sk": "BOOK#0000000001", "_type": "Book", "title": "Old", "shelf": "A", "pages": 9,
    };
    db.backend().put_item(PutItem::new(db.table_name().clone(), raw.clone())).await?;
    let read = db.edit(Book::key("a", 1), |_| Ok(())).await?;
    assert_eq!((read.copies, read.pages), (0, 9));
    assert_eq!(stored(&db, &read).await?, raw);
    let failed = db.edit(Book::key("a", 1), |book| {
        book.copies = 5;
        Err(Error::validation("no"))
    });
    assert_eq!(refused(failed.await).message(), "no");
    assert_eq!(stored(&db, &read).await?, raw);
    Ok(())
}

pub async fn an_edit_needs_an_entity_and_leaves_its_key(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let rename = |id: &'static str| {
        db.edit(Author::key("a"), move |author| {
            author.id = id.to_owned();
            Ok(())
        })
    };
    let error = refused(rename("b").await);
    assert!(error.is_missing(), "{error:?}");
    assert_eq!(error.message(), "there is no `Author` with this key to edit");
    db.put(&author("a")).await?;
    let error = refused(rename("b").await);
    assert!(error.is_invalid_key(), "{error:?}");
    assert!(refused(rename("a#b").await).is_invalid_key());
    assert_eq!(db.get(Author::key("a")).await?, Some(author("a")));
    assert_eq!(db.get(Author::key("b")).await?, None);
    Ok(())
}

pub async fn edits_at_once_lose_nothing(target: &Target) -> Result<()> {
    let db = Arc::new(target.db::<Library>().await?);
    db.put(&book("a", 1)).await?;
    let edits: Vec<_> = (0..8_i64)
        .map(|number| {
            let db = Arc::clone(&db);
            tokio::spawn(async move {
                let edit = db.edit(Book::key("a", 1), |book| {
                    book.copies += 1;
                    book.tags.push(number.to_string());
                    Ok(())
                });
                edit.attempts(1000).await
            })
        })
        .collect();
    for edit in edits {
        edit.await.unwrap()?;
    }
    let after = db.get(Book::key("a", 1)).consistent().await?.unwrap();
    assert_eq!((after.copies, after.tags.len()), (9, 9));
    Ok(())
}

pub async fn an_upsert_creates_replaces_and_keeps_what_it_does_not_know(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let first = loan("1", "2026-11-20", Status::Open);
    assert_eq!(db.upsert(&first).returning_old().await?, None);
    assert_eq!(stored(&db, &first).await?, first.to_item()?);
    mark(&db, &first).await?;
    let second = Loan { member: None, ..loan("1", "2026-11-21", Status::Returned) };
    assert_eq!(db.upsert(&second).returning_new().await?, second);
    assert_eq!(stored(&db, &second).await?, marked(second.to_item()?));
    assert_eq!(db.query(Loan::of_member("m")).all().await?, []);
    let third = loan("1", "2026-11-22", Status::Open);
    let never = db.upsert(&third).only_if(|l| l.status.eq(Status::Open)).await;
    assert!(refused(never).is_condition_failed());
    db.transact().with(Upsert::new(&third).only_if(|l| l.status.eq(Status::Returned))).await?;
    assert_eq!(stored(&db, &third).await?, marked(third.to_item()?));
    Ok(())
}

pub async fn an_upsert_keeps_attributes_on_request(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let (first, second) = (author("a"), Author { name: "Second".into(), born: None, ..author("a") });
    assert_eq!(db.upsert(&first).keeping(|a| &a.name).returning_new().await?, first);
    let new = db.upsert(&second).keeping(|a| &a.name).keeping(|a| &a.born).returning_new().await?;
    assert_eq!(new, first);
    assert_eq!(db.upsert(&second).keeping(|a| &a.born).returning_new().await?.born, first.born);
    assert_eq!(db.upsert(&second).returning_new().await?, second);
    Ok(())
}

pub async fn a_refused_write_is_a_result_with_the_stored_entity(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let (old, new) = (author("a"), Author { born: None, ..author("a") });
    assert_eq!(db.replace(&old).outcome().await?, Outcome::Refused(None));
    assert_eq!(db.create(&old).outcome().await?, Outcome::Done(()));
    assert_eq!(db.create(&new).outcome().await?, Outcome::Refused(Some(old.clone())));
    let by_key = || Author::key("a");
    let refusal = Outcome::Refused(Some(old.clone()));
    assert_eq!(db.delete(by_key()).only_if(|a| a.born.eq(1)).outcome().await?, refusal);
    let update = || db.update(by_key()).set(|a| a.born.removed());
    assert_eq!(update().only_if(|a| a.born.eq(1)).outcome().await?, refusal);
    assert_eq!(db.upsert(&new).only_if(|a| a.born.eq(1)).outcome().await?, refusal);
    assert_eq!(update().returning_new().outcome().await?, Outcome::Done(new.clone()));
    assert_eq!(db.delete(by_key()).returning_old().outcome().await?, Outcome::Done(Some(new)));
    assert!(refused(db.update(Author::key("")).outcome().await).is_invalid_key(), "other errors stay errors");
    Ok(())
}

pub async fn the_error_of_a_failed_condition_has_the_item_that_was_asked_for(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.put(&note("1", "2026-11-20")).await?;
    let change = Update::new(Note::key("1")).set(|n| n.text.to("x")).only_if(|n| n.text.eq("y"));
    assert!(change.request()?.condition.is_some());
    let refuse = || db.update(Note::key("1")).set(|n| n.text.to("x")).only_if(|n| n.text.eq("y"));
    let bare = refused(refuse().await);
    assert!(bare.is_condition_failed() && bare.item().is_none());
    let full = refused(refuse().returning_item_on_failure().await);
    assert_eq!(full.item(), Some(&note("1", "2026-11-20").to_item()?));
    Ok(())
}

pub async fn an_upsert_adds_to_what_is_stored_and_counts_nothing_as_zero(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let found = Book { copies: 3, ..book("a", 1) };
    let add = || Upsert::new(&found).adding(|b| &b.copies).bind(&db);
    add().await?;
    assert_eq!(db.get(Book::key("a", 1)).await?, Some(found.clone()), "it is stored if there is none");
    let shelved = Book { shelf: Some("s".into()), ..found.clone() };
    let both = db.upsert(&shelved).adding(|b| &b.copies).returning_new().await?;
    assert_eq!(both, Book { copies: 6, ..shelved }, "the rest is replaced");
    Ok(())
}

pub async fn an_upsert_does_not_both_keep_and_add(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let found = book("a", 1);
    let error = refused(db.upsert(&found).keeping(|b| &b.copies).adding(|b| &b.copies).await);
    assert!(error.is_unsent() && error.is_validation());
    assert_eq!(
        error.message(),
        "an upsert of `Book` cannot both keep `copies` and add to it; say one of `keeping` and `adding`"
    );
    assert_eq!(db.get(Book::key("a", 1)).await?, None);
    db.upsert(&found).keeping(|b| &b.copies).keeping(|b| &b.copies).await?;
    Ok(())
}

pub async fn an_edit_shows_what_it_would_send_for_an_entity(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let before = loan("1", "2026-11-20", Status::Open);
    db.put(&before).await?;
    let give_back = |loan: &mut Loan| {
        loan.status = Status::Returned;
        Ok(())
    };
    let request = db.edit(Loan::key("1"), give_back).request(&before)?.unwrap();
    let mut renderer = Renderer::new();
    assert_eq!(renderer.update(&request.update), "SET #n0 = :v0, #n1 = :v1");
    assert_eq!([&renderer.names()["#n0"], &renderer.names()["#n1"]], ["gsi1sk", "status"]);
    let explanation = db.edit(Loan::key("1"), give_back).explain(&before)?;
    let steps: Vec<&str> = explanation.steps.iter().map(|step| step.operation).collect();
    assert_eq!(steps, ["GetItem", "UpdateItem"]);
    db.backend().update_item(request).await?;
    let after = Loan { status: Status::Returned, ..before.clone() };
    assert_eq!(db.get(Loan::key("1")).await?, Some(after.clone()), "sent by hand, it does the same");
    assert_eq!(db.edit(Loan::key("1"), give_back).request(&after)?, None, "nothing would change");
    let other = db.edit(Loan::key("2"), give_back).request(&before);
    assert_eq!(other.unwrap_err().message(), "this `Loan` has another key than the one to edit");
    Ok(())
}
