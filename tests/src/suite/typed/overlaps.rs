//! Entities that may have one key, and a table whose other entities nobody knows.

use dynamo_model::builder::{Check, Delete, Put};
use dynamo_model::{Entity, Error, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

#[derive(Debug, Table)]
#[table(name = "desk", overlap(Letter, Parcel))]
enum Desk {
    Letter(Letter),
    Parcel(Parcel),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Desk, pk = "POST#{id}", sk = "POST")]
struct Letter {
    id: u32,
    content: u32,
    #[attr(deleted)]
    deleted_at: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Desk, pk = "POST#{id}", sk = "POST")]
struct Parcel {
    id: u32,
    content: String,
}

#[derive(Debug, Table)]
#[table(name = "hall")]
struct Hall;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Hall, pk = "SEAT#{id}", sk = "SEAT")]
struct Seat {
    id: u32,
    row: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Hall, pk = "SEAT#{id}", sk = "SEAT")]
struct Place {
    id: u32,
    row: String,
}

fn not_that_one(outcome: Result<()>) -> bool {
    refused(outcome).is_condition_failed()
}

fn cancelled(outcome: Result<(), Error>) -> bool {
    refused(outcome).is_transaction_canceled()
}

pub async fn writes_of_an_entity_leave_another_with_its_key_alone(target: &Target) -> Result<()> {
    let db = target.db::<Desk>().await?;
    let (letter, parcel) =
        (Letter { id: 1, content: 5, deleted_at: None }, Parcel { id: 1, content: "vase".into() });
    db.put(&parcel).await?;
    assert!(not_that_one(db.update(Letter::key(1)).set(|l| l.content.to(6)).await));
    assert!(not_that_one(db.upsert(&letter).await));
    assert!(not_that_one(db.replace(&letter).await));
    assert!(not_that_one(db.delete(Letter::key(1)).await));
    assert!(not_that_one(db.soft_delete(Letter::key(1)).await));
    assert!(not_that_one(db.restore(Letter::key(1)).await));
    assert!(cancelled(db.transact().with(Check::exists(Letter::key(1))).await));
    assert!(cancelled(db.transact().with(Delete::entity(&letter)).await));
    assert!(cancelled(db.transact().with(Put::replace(&letter)).await));
    assert_eq!(db.get(Parcel::key(1)).await?, Some(parcel));
    Ok(())
}

pub async fn writes_of_an_entity_are_none_the_worse_for_another(target: &Target) -> Result<()> {
    let db = target.db::<Desk>().await?;
    let letter = Letter { id: 1, content: 5, deleted_at: None };
    db.delete(Letter::key(1)).await?;
    db.upsert(&letter).await?;
    db.update(Letter::key(1)).set(|l| l.content.to(6)).await?;
    db.transact().with(Check::exists(Letter::key(1))).await?;
    db.soft_delete(Letter::key(1)).await?;
    db.restore(Letter::key(1)).await?;
    assert_eq!(db.get(Letter::key(1)).await?, Some(Letter { content: 6, ..letter }));
    db.delete(Letter::key(1)).await?;
    assert_eq!(db.get(Letter::key(1)).await?, None);
    Ok(())
}

pub async fn writes_leave_alone_what_crates_unknown_to_a_table_store(target: &Target) -> Result<()> {
    let db = target.db::<Hall>().await?;
    let place = Place { id: 1, row: "A".into() };
    db.put(&place).await?;
    assert!(not_that_one(db.update(Seat::key(1)).set(|s| s.row.to(2)).await));
    assert!(not_that_one(db.delete(Seat::key(1)).await));
    assert_eq!(db.get(Place::key(1)).await?, Some(place));
    Ok(())
}
