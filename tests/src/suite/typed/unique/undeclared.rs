//! Unique values of entities whose time to live is a field like any other, or that have none any more.

use std::time::{Duration, UNIX_EPOCH};

use dynamo_model::{Clock, Db, Entity, Result, Table};
use serde::{Deserialize, Serialize};

use super::model::{guarded_until, guards, store};
use crate::Target;
use crate::kit::refused;

const NOW: i64 = 1_000_000_000;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "gym", ttl = "until")]
enum Gym {
    Locker(Locker),
    Card(Card),
}

/// Says when it expires, but not that this is its time to live.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Gym, pk = "LOCKER#{id}", sk = "LOCKER")]
struct Locker {
    id: u32,
    #[attr(unique)]
    code: String,
    uses: u32,
    until: Option<i64>,
}

/// Expired once, and does so no more.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Gym, pk = "CARD#{id}", sk = "CARD")]
struct Card {
    id: u32,
    #[attr(unique)]
    number: String,
    uses: u32,
}

/// The gym as it was before.
mod before {
    use dynamo_model::{Entity, Table};
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Table)]
    #[table(name = "gym", ttl = "until")]
    pub(super) enum Gym {
        Card(Card),
    }

    #[derive(Debug, Serialize, Deserialize, Entity)]
    #[entity(table = Gym, pk = "CARD#{id}", sk = "CARD")]
    pub(super) struct Card {
        pub id: u32,
        #[attr(unique)]
        pub number: String,
        pub uses: u32,
        #[attr(ttl)]
        pub until: Option<i64>,
    }
}

fn locker(id: u32, code: &str, until: Option<i64>) -> Locker {
    Locker { id, code: code.into(), uses: 0, until }
}

fn card(id: u32, number: &str) -> Card {
    Card { id, number: number.into(), uses: 0 }
}

async fn gym(target: &Target) -> Result<(Db<Gym>, Clock)> {
    let clock = Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(NOW.unsigned_abs()));
    Ok((target.db::<Gym>().await?.with_clock(clock.clone()), clock))
}

/// Has a program of before store a card that expires in ten seconds.
async fn store_older(target: &Target, db: &Db<Gym>, clock: &Clock, number: &str) -> Result<()> {
    let before = Db::<before::Gym>::new(target.backend().clone()).named(db.table_name().clone());
    let card = before::Card { id: 1, number: number.into(), uses: 0, until: Some(NOW + 10) };
    before.with_clock(clock.clone()).create(&card).await
}

pub async fn a_guard_expires_with_a_time_to_live_that_is_any_field(target: &Target) -> Result<()> {
    let (db, clock) = gym(target).await?;
    let by_key = || Locker::key(1);
    let first = locker(1, "a", Some(NOW + 10));
    db.create(&first).await?;
    assert_eq!(guarded_until(&db).await?, Some(NOW + 10));
    db.update(by_key()).set(|l| l.until.to(NOW + 20)).await?;
    assert_eq!(guarded_until(&db).await?, Some(NOW + 20));
    db.update(by_key()).set(|l| l.uses.plus(1)).await?;
    assert_eq!(guarded_until(&db).await?, Some(NOW + 20), "it stays");
    db.update(by_key()).set(|l| l.until.removed()).await?;
    assert_eq!(guarded_until(&db).await?, None);
    let edited = db.edit(by_key(), |locker| {
        locker.until = Some(NOW + 30);
        Ok(())
    });
    let edited = edited.await?;
    assert_eq!(guarded_until(&db).await?, Some(NOW + 30));
    db.transact().replace_from(&edited, &first).await?;
    assert_eq!(guarded_until(&db).await?, Some(NOW + 10));
    clock.advance(Duration::from_secs(9));
    assert!(refused(db.create(&locker(2, "a", None)).await).is_unique_violation());
    clock.advance(Duration::from_secs(1));
    db.create(&locker(2, "a", None)).await?;
    let revived = Locker { until: None, ..first };
    assert!(refused(db.put(&revived).await).is_unique_violation(), "it has lost its code");
    Ok(())
}

pub async fn what_expires_no_more_keeps_its_value(target: &Target) -> Result<()> {
    let (db, clock) = gym(target).await?;
    store_older(target, &db, &clock, "n").await?;
    assert_eq!(guarded_until(&db).await?, Some(NOW + 10));
    db.update(Card::key(1)).set(|c| c.uses.plus(1)).await?;
    assert_eq!(guarded_until(&db).await?, Some(NOW + 10), "an update leaves what it does not know");
    let edit = db.edit(Card::key(1), |card| {
        card.uses += 1;
        Ok(())
    });
    let edited = edit.await?;
    assert_eq!(guarded_until(&db).await?, Some(NOW + 10), "so does an edit");
    db.put(&edited).await?;
    assert_eq!(guarded_until(&db).await?, None, "what is stored anew does not expire");
    clock.advance(Duration::from_secs(10));
    assert!(refused(db.create(&card(2, "n")).await).is_unique_violation());
    db.delete(Card::key(1)).await?;
    assert!(guards(&db).await?.is_empty());
    Ok(())
}

pub async fn what_an_older_program_let_expire_has_no_value_either(target: &Target) -> Result<()> {
    let (db, clock) = gym(target).await?;
    store_older(target, &db, &clock, "n").await?;
    clock.advance(Duration::from_secs(10));
    // The service may delete the card at any time.
    db.create(&card(2, "n")).await?;
    assert_eq!(guards(&db).await?.into_values().collect::<Vec<_>>(), ["CARD#0000000002"]);
    assert!(refused(db.put(&card(1, "n")).await).is_unique_violation());
    db.delete(Card::key(1)).await?;
    assert_eq!(guards(&db).await?.len(), 1, "nobody else's guard goes with it");
    Ok(())
}

pub async fn who_lives_keeps_a_value_that_another_has_too(target: &Target) -> Result<()> {
    let (db, clock) = gym(target).await?;
    let (one, other) = (locker(1, "a", Some(NOW + 10)), locker(2, "a", None));
    db.create(&other).await?;
    // From a program that does not know that codes are unique.
    store(&db, &one).await?;
    let theirs = guards(&db).await?;
    db.update(Locker::key(1)).set(|l| l.until.to(NOW + 20)).await?;
    let edit = db.edit(Locker::key(1), |locker| {
        locker.until = Some(NOW + 30);
        Ok(())
    });
    let edited = edit.await?;
    db.put(&Locker { until: Some(NOW + 40), ..edited.clone() }).await?;
    db.upsert(&Locker { until: Some(NOW + 50), ..edited.clone() }).await?;
    assert_eq!(db.get(Locker::key(1)).await?.and_then(|locker| locker.until), Some(NOW + 50));
    assert_eq!(guards(&db).await?, theirs, "the guard is that of the other, as it was");
    assert!(refused(db.create(&locker(3, "a", None)).await).is_unique_violation());
    clock.advance(Duration::from_secs(50));
    let late = db.update(Locker::key(1)).set(|l| l.until.to(NOW + 60));
    assert!(refused(late.await).is_unique_violation(), "who has expired does not");
    assert!(refused(db.put(&edited).await).is_unique_violation());
    Ok(())
}
