//! Entities that are softly deleted: they stay, with the time of their deletion, and are hidden.
//!
//! The times are of 2001: a time to live more than five years ago means nothing to the service, so nothing is deleted.

use std::time::{Duration, UNIX_EPOCH};

use dynamo_model::builder::{Transact, Update};
use dynamo_model::request::{GetItem, PutItem};
use dynamo_model::value::{Item, Value};
use dynamo_model::{Clock, Db, Entity, Key, Record as _, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

const NOW: i64 = 1_000_000_000;
const DAY: i64 = 24 * 60 * 60;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "notes", ttl = "expires_at")]
#[index(name = "by_topic", project(include))]
enum Notes {
    Note(Note),
    Photo(Photo),
    Draft(Draft),
    Picture(Picture),
    Sketch(Sketch),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Notes, pk = "BOOK#{book}", sk = "NOTE#{id}")]
#[access(name = in_book)]
#[access(name = on_topic, index = by_topic, pk = "TOPIC#{topic}", sk = "{id}", hydrate)]
struct Note {
    book: String,
    id: u32,
    topic: String,
    #[attr(deleted)]
    deleted_at: Option<i64>,
}

/// A photo that is gone for good a week after it is deleted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Notes, pk = "BOOK#{book}", sk = "PHOTO#{id}")]
struct Photo {
    book: String,
    id: u32,
    #[serde(rename = "removed")]
    #[attr(deleted(expire_after = "1w"))]
    deleted_at: Option<u64>,
}

/// A draft that nobody sees any more a day after it is deleted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Notes, pk = "BOOK#{book}", sk = "DRAFT", hide_expired)]
struct Draft {
    book: String,
    #[attr(deleted(expire_after = "1d"))]
    deleted_at: Option<u64>,
}

/// Pictures and sketches know to the nanosecond when they were deleted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Notes, pk = "BOOK#{book}", sk = "PICTURE#{id}")]
#[access(name = pictures)]
struct Picture {
    book: String,
    id: u32,
    #[attr(deleted)]
    deleted_at: Option<jiff::Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Notes, pk = "BOOK#{book}", sk = "SKETCH#{id}")]
#[access(name = sketches)]
struct Sketch {
    book: String,
    id: u32,
    #[attr(deleted(expire_after = "1w"))]
    deleted_at: Option<chrono::DateTime<chrono::Utc>>,
}

fn note(id: u32) -> Note {
    Note { book: "b".into(), id, topic: "rust".into(), deleted_at: None }
}

fn photo() -> Photo {
    Photo { book: "b".into(), id: 1, deleted_at: None }
}

fn key(id: u32) -> Key<Note> {
    Note::key("b", id)
}

/// Notes 1 and 2 and a photo, for a client whose clock stands still.
async fn notes(target: &Target) -> Result<(Db<Notes>, Clock)> {
    let clock = Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(NOW.unsigned_abs()));
    let db = target.db::<Notes>().await?.with_clock(clock.clone());
    db.put(&note(1)).await?;
    db.put(&note(2)).await?;
    db.put(&photo()).await?;
    Ok((db, clock))
}

async fn stored(db: &Db<Notes>, key: Key<Photo>) -> Result<Item> {
    let read = GetItem::new(db.table_name().clone(), key.item()?).consistent();
    Ok(db.backend().get_item(read).await?.item.unwrap_or_default())
}

pub async fn what_is_softly_deleted_is_hidden_until_it_is_restored(target: &Target) -> Result<()> {
    let (db, clock) = notes(target).await?;
    db.soft_delete(key(1)).await?;
    let deleted = Note { deleted_at: Some(NOW), ..note(1) };
    clock.advance(Duration::from_secs(1));
    assert_eq!(db.get(key(1)).await?, None);
    assert_eq!(db.get(key(1)).including_hidden().await?, Some(deleted.clone()));
    assert_eq!(db.batch_get([key(1), key(2)]).await?, [None, Some(note(2))]);
    assert_eq!(db.transact_get([key(1)]).await?, [None]);
    assert_eq!(db.query(Note::in_book("b")).all().await?, [note(2)]);
    assert_eq!(db.query(Note::in_book("b")).including_hidden().all().await?, [deleted, note(2)]);
    assert_eq!(db.query(Note::on_topic("rust")).all().await?, [note(2)]);
    assert_eq!(db.query(Note::on_topic("rust")).count().await?, 1);
    assert_eq!(db.query(Note::in_book("b").collection()).all().await?.len(), 2);
    assert_eq!((db.scan::<Note>().count().await?, db.scan::<Notes>().count().await?), (1, 2));

    let restored = db.restore(key(1)).returning_new().await?;
    assert_eq!(restored, note(1));
    assert_eq!(db.get(key(1)).await?, Some(note(1)));
    assert_eq!(db.query(Note::on_topic("rust")).count().await?, 2);
    Ok(())
}

pub async fn what_is_softly_deleted_does_not_exist_for_writes(target: &Target) -> Result<()> {
    let (db, _) = notes(target).await?;
    db.soft_delete(key(1)).await?;
    let update = db.update(key(1)).set(|n| n.topic.to("go"));
    assert!(refused(update.await).is_condition_failed());
    assert!(refused(db.replace(&note(1)).await).is_condition_failed());
    assert!(refused(db.edit(key(1), |_| Ok(())).await).is_missing());
    assert!(refused(db.soft_delete(key(1)).await).is_condition_failed());
    assert!(refused(db.soft_delete(key(3)).await).is_condition_failed());
    assert!(refused(db.restore(key(2)).await).is_condition_failed());
    assert!(refused(db.create(&note(1)).await).is_condition_failed(), "it is still there");
    assert_eq!(db.get(key(3)).including_hidden().await?, None, "nothing was made of it");
    db.put(&note(1)).await?;
    assert_eq!(db.get(key(1)).await?, Some(note(1)));
    db.delete(key(1)).await?;
    assert_eq!(db.get(key(1)).including_hidden().await?, None, "it is deleted for good");
    Ok(())
}

pub async fn what_is_softly_deleted_may_expire(target: &Target) -> Result<()> {
    let (db, _) = notes(target).await?;
    let key = || Photo::key("b", 1);
    let expires_at = NOW + 7 * DAY;
    db.soft_delete(key()).await?;
    let item = stored(&db, key()).await?;
    let times = ["removed", "expires_at"].map(|name| item.get(name).map(Value::from));
    assert_eq!(times, [NOW, expires_at].map(|time| Some(Value::from(time))));
    assert_eq!(
        db.get(key()).including_hidden().await?,
        Some(Photo { deleted_at: Some(1_000_000_000), ..photo() })
    );
    db.restore(key()).await?;
    assert!(!stored(&db, key()).await?.contains("expires_at"));

    // However it comes to be deleted, it expires; however it comes back, it does not.
    db.put(&Photo { deleted_at: Some(1_000_000_000), ..photo() }).await?;
    assert_eq!(stored(&db, key()).await?.get("expires_at").map(Value::from), Some(Value::from(expires_at)));
    db.upsert(&photo()).await?;
    assert!(!stored(&db, key()).await?.contains("expires_at"));
    let edit = db.edit(key(), |photo| {
        photo.deleted_at = Some(1_000_000_000);
        Ok(())
    });
    edit.await?;
    assert_eq!(stored(&db, key()).await?.get("expires_at").map(Value::from), Some(Value::from(expires_at)));
    Ok(())
}

pub async fn what_has_expired_since_it_was_deleted_is_not_restored(target: &Target) -> Result<()> {
    let (db, clock) = notes(target).await?;
    let (key, draft) = (|| Draft::key("b"), Draft { book: "b".into(), deleted_at: None });
    db.put(&draft).await?;
    db.soft_delete(key()).await?;
    clock.advance(Duration::from_secs(23 * 60 * 60));
    db.restore(key()).await?;
    assert_eq!(db.get(key()).await?, Some(draft));

    db.soft_delete(key()).await?;
    clock.advance(Duration::from_secs(24 * 60 * 60));
    assert!(refused(db.restore(key()).await).is_condition_failed());
    assert!(refused(db.transact().update(Update::restore(key())).await).is_transaction_canceled());
    assert_eq!(db.get(key()).await?, None);
    Ok(())
}

pub async fn a_soft_deletion_is_an_update_with_conditions_and_in_transactions(target: &Target) -> Result<()> {
    let (db, _) = notes(target).await?;
    let unless_rust = db.soft_delete(key(1)).only_if(|n| n.topic.ne("rust"));
    assert!(refused(unless_rust.await).is_condition_failed());
    assert_eq!(db.soft_delete(key(1)).returning_old().await?, Some(note(1)));
    let swap: Transact<Notes> = Transact::new();
    let swap =
        swap.update(Update::restore(key(1))).update(Update::soft_delete(key(2)).set(|n| n.topic.to("old")));
    assert_eq!(swap.request()?.writes.len(), 2);
    db.transact().update(Update::restore(key(1))).update(Update::soft_delete(key(2))).await?;
    assert_eq!(db.batch_get([key(1), key(2)]).await?, [Some(note(1)), None]);
    assert_eq!(db.get(key(2)).including_hidden().await?.and_then(|note| note.deleted_at), Some(NOW));
    Ok(())
}

/// Softly deletes the first of three, puts the second as deleted half a second later, and the third as serde stores one that
/// was deleted a second before; and asks for what was deleted when.
macro_rules! deleted_in_order {
    ($db:expr, $entity:ident, $pattern:ident, $time:ty) => {
        let at = |text: &str| text.parse::<$time>().unwrap();
        let (now, later) = (at("2001-09-09T01:46:40Z"), at("2001-09-09T01:46:40.5Z"));
        let of = |id, deleted_at| $entity { book: "b".into(), id, deleted_at };
        $db.create(&of(1, None)).await?;
        $db.soft_delete($entity::key("b", 1)).await?;
        $db.put(&of(2, Some(later))).await?;
        let mut old = of(3, None).to_item()?;
        old.insert("deleted_at", "2001-09-09T01:46:39Z");
        $db.backend().put_item(PutItem::new($db.table_name().clone(), old)).await?;

        let stored = |id| GetItem::new($db.table_name().clone(), $entity::key("b", id).item().unwrap());
        for (id, time) in [(1, "2001-09-09T01:46:40.000000000Z"), (2, "2001-09-09T01:46:40.500000000Z")] {
            let item = $db.backend().get_item(stored(id)).await?.item.unwrap_or_default();
            assert_eq!(item.get("deleted_at").map(Value::from), Some(time.into()));
        }
        macro_rules! found {
            ($filter:expr) => {
                $db.query($entity::$pattern("b"))
                    .including_hidden()
                    .filter($filter)
                    .all()
                    .await?
                    .iter()
                    .map(|found| found.id)
                    .collect::<Vec<u32>>()
            };
        }
        assert_eq!(found!(|o| o.deleted_at.lt(later)), [1, 3]);
        assert_eq!(found!(|o| o.deleted_at.gt(now)), [2]);
        assert_eq!(found!(|o| o.deleted_at.eq(now)), [1]);
        assert_eq!(found!(|o| o.deleted_at.between(now, later)), [1, 2]);
        let third = $db.get($entity::key("b", 3)).including_hidden().await?;
        assert_eq!(third, Some(of(3, Some(at("2001-09-09T01:46:39Z")))));
        assert_eq!($db.restore($entity::key("b", 3)).returning_new().await?, of(3, None));
    };
}

pub async fn times_of_deletion_are_stored_and_compared_in_their_order(target: &Target) -> Result<()> {
    let (db, _) = notes(target).await?;
    deleted_in_order!(db, Picture, pictures, jiff::Timestamp);
    deleted_in_order!(db, Sketch, sketches, chrono::DateTime<chrono::Utc>);
    Ok(())
}

pub async fn an_entity_is_deleted_as_exactly_as_its_type_tells_times(target: &Target) -> Result<()> {
    let (db, clock) = notes(target).await?;
    clock.advance(Duration::from_millis(800));
    let (picture, sketch) = (|| Picture::key("b", 1), || Sketch::key("b", 1));
    db.create(&Picture { book: "b".into(), id: 1, deleted_at: None }).await?;
    db.create(&Sketch { book: "b".into(), id: 1, deleted_at: None }).await?;
    db.soft_delete(picture()).await?;
    db.transact().update(Update::soft_delete(sketch())).await?;
    db.soft_delete(key(1)).await?;
    assert_eq!((db.get(picture()).await?, db.get(sketch()).await?), (None, None), "they are hidden");
    let deleted = db.get(picture()).including_hidden().await?.and_then(|picture| picture.deleted_at);
    assert_eq!(deleted, Some("2001-09-09T01:46:40.8Z".parse().unwrap()));
    let deleted = db.get(sketch()).including_hidden().await?.and_then(|sketch| sketch.deleted_at);
    assert_eq!(deleted, Some("2001-09-09T01:46:40.8Z".parse().unwrap()));
    let deleted = db.get(key(1)).including_hidden().await?.and_then(|note| note.deleted_at);
    assert_eq!(deleted, Some(NOW), "whole seconds have no more");
    let read = GetItem::new(db.table_name().clone(), sketch().item()?);
    let item = db.backend().get_item(read).await?.item.unwrap_or_default();
    assert_eq!(item.get("expires_at").map(Value::from), Some((NOW + 7 * DAY).into()));
    assert_eq!(db.restore(picture()).returning_new().await?.deleted_at, None);
    assert!(db.get(picture()).await?.is_some());
    Ok(())
}
