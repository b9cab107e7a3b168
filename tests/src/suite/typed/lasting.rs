//! What expires and is hidden, next to what else the library keeps: times of writes, versions, revisions and shards.
//!
//! The times are of 2001: a time to live more than five years ago means nothing to the service, so nothing is deleted.

use std::time::{Duration, UNIX_EPOCH};

use dynamo_model::request::{GetItem, PutItem};
use dynamo_model::value::Item;
use dynamo_model::{Clock, Db, Entity, Key, Patch, Record, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

const NOW: u64 = 1_000_000_000;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "site", ttl = "expires_at")]
enum Site {
    Login(Login),
    Visit(Visit),
    Lease(Lease),
    Draft(Draft),
}

/// A login: it lasts ten seconds from its creation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "LOGIN#{id}", sk = "LOGIN", hide_expired)]
struct Login {
    id: u32,
    device: String,
    #[attr(created)]
    begun: Option<u64>,
    #[attr(ttl(after = "10s", from = begun))]
    until: Option<u64>,
}

/// A visit: it lasts ten seconds from the last write.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "PAGE#{page}#{shard(3)}", sk = "VISIT#{id}", hide_expired)]
#[access(name = of_page)]
struct Visit {
    page: String,
    id: u32,
    scrolled: u32,
    #[attr(updated)]
    seen: u64,
    #[attr(ttl(after = "10s", from = seen))]
    until: u64,
    #[attr(deleted)]
    deleted_at: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "LEASE#{id}", sk = "LEASE", hide_expired)]
struct Lease {
    id: u32,
    #[attr(version)]
    version: u64,
    #[attr(ttl(after = "10s"))]
    until: u64,
}

/// A draft: its text was called otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "DRAFT#{id}", sk = "DRAFT", hide_expired, revision = 2, upgrade(1 = Draft::renamed))]
struct Draft {
    id: u32,
    text: String,
    #[attr(ttl(after = "10s"))]
    until: u64,
}

impl Draft {
    fn renamed(item: &mut Item) -> Result<()> {
        item.rename("words", "text");
        Ok(())
    }
}

/// A table with items of another program, which have no tag.
#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "attic", ttl = "expires_at", adopt)]
enum Attic {
    Chest(Chest),
    Lamp(Lamp),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Attic, pk = "ATTIC", sk = "CHEST#{id}", hide_expired)]
struct Chest {
    id: u32,
    #[attr(ttl)]
    until: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Attic, pk = "ATTIC", sk = "LAMP#{id}")]
struct Lamp {
    id: u32,
}

/// Part of a chest.
#[derive(Default, Patch)]
#[patch(of = Chest)]
struct Longer {
    until: Option<u64>,
}

/// Makes the table, for a client whose clock stands still.
async fn site(target: &Target) -> Result<(Db<Site>, Clock)> {
    let clock = Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(NOW));
    Ok((target.db::<Site>().await?.with_clock(clock.clone()), clock))
}

fn pass(clock: &Clock, seconds: u64) {
    clock.advance(Duration::from_secs(seconds));
}

/// How many seconds after the beginning an item expires.
async fn expires<E: Entity<Table = Site>>(db: &Db<Site>, key: Key<E>) -> Result<Option<i64>> {
    let read = GetItem::new(db.table_name().clone(), key.item()?).consistent();
    let item = db.backend().get_item(read).await?.item.unwrap_or_default();
    let number = item.get("expires_at").and_then(|value| value.as_n());
    Ok(number.and_then(|number| number.to_i64()).map(|seconds| seconds - NOW as i64))
}

pub async fn a_time_to_live_follows_the_times_of_writes(target: &Target) -> Result<()> {
    let (db, clock) = site(target).await?;
    let key = || Login::key(1_u32);
    let login = Login { id: 1, device: "phone".into(), begun: None, until: None };
    let new = db.create(&login).returning_new().await?;
    assert_eq!((new.begun, new.until), (Some(NOW), Some(NOW + 10)));
    pass(&clock, 2);
    db.update(key()).set(|l| l.device.to("tablet")).await?;
    db.upsert(&login).await?;
    let renamed = |login: &mut Login| {
        login.device.push('s');
        Ok(())
    };
    let edited = db.edit(key(), renamed).await?;
    db.put(&edited).await?;
    assert_eq!(expires(&db, key()).await?, Some(10), "it counts from the creation");
    pass(&clock, 8);
    assert_eq!(db.get(key()).await?, None);
    db.create(&login).await?;
    assert_eq!(expires(&db, key()).await?, Some(20), "what is hidden does not exist");

    let key = || Visit::key("home", 1_u32);
    let visit = |id| Visit { page: "home".into(), id, scrolled: 0, seen: 0, until: 0, deleted_at: None };
    db.transact().create(&visit(1)).await?;
    assert_eq!(expires(&db, key()).await?, Some(20), "in a transaction it is the time of the database");
    pass(&clock, 1);
    db.update(key()).set(|v| v.scrolled.to(5)).await?;
    assert_eq!(expires(&db, key()).await?, Some(21));
    pass(&clock, 1);
    let scrolled = |visit: &mut Visit| {
        visit.scrolled = 6;
        Ok(())
    };
    let edited = db.edit(key(), scrolled).await?;
    assert_eq!((edited.seen, edited.until), (NOW + 12, NOW + 22));
    pass(&clock, 1);
    db.upsert(&visit(1)).await?;
    assert_eq!(expires(&db, key()).await?, Some(23));
    pass(&clock, 1);
    db.batch_write().put(&visit(1)).await?;
    assert_eq!(expires(&db, key()).await?, Some(24));
    Ok(())
}

pub async fn a_query_of_shards_leaves_out_what_is_hidden(target: &Target) -> Result<()> {
    let (db, clock) = site(target).await?;
    for id in 0..24 {
        if id == 12 {
            pass(&clock, 5);
        }
        let visit = Visit { page: "home".into(), id, scrolled: 0, seen: 0, until: 0, deleted_at: None };
        db.put(&visit).await?;
    }
    db.soft_delete(Visit::key("home", 15_u32)).await?;
    let ids = |visits: &[Visit]| visits.iter().map(|visit| visit.id).collect::<Vec<u32>>();
    let query = || db.query(Visit::of_page("home"));
    assert_eq!(query().count().await?, 23);

    let first = query().limit(4).page().await?;
    let cursor = first.cursor().cloned().unwrap();
    assert_eq!(ids(&first.into_items()), [0, 1, 2, 3]);
    pass(&clock, 5);
    let left: Vec<u32> = (12..24).filter(|id| *id != 15).collect();
    assert_eq!(ids(&query().after(cursor).all().await?), left, "a cursor goes on while time passes");
    assert_eq!(ids(&query().all().await?), left);
    assert_eq!(query().count().await?, left.len());
    assert_eq!(query().including_hidden().all().await?.len(), 24);
    Ok(())
}

pub async fn a_version_is_not_compared_with_what_has_expired(target: &Target) -> Result<()> {
    let (db, clock) = site(target).await?;
    let lease = |version| Lease { id: 1, version, until: 0 };
    db.create(&lease(7)).await?;
    assert!(refused(db.put(&lease(1)).await).is_condition_failed());
    assert_eq!(db.put(&lease(7)).returning_new().await?.version, 8);
    pass(&clock, 10);
    assert!(refused(db.replace(&lease(8)).await).is_condition_failed(), "nothing is replaced");
    assert!(refused(db.edit(Lease::key(1_u32), |_| Ok(())).await).is_missing());
    let new = db.put(&lease(1)).returning_new().await?;
    assert_eq!((new.version, new.until), (2, NOW + 20));
    Ok(())
}

pub async fn to_upgrade_an_item_does_not_prolong_its_life(target: &Target) -> Result<()> {
    let (db, clock) = site(target).await?;
    for id in 1..=4 {
        let mut item = Draft { id, text: String::new(), until: 0 }.to_item()?;
        item.insert("_rev", 1);
        item.remove("text");
        item.insert("words", "once");
        item.insert("expires_at", NOW + 10);
        db.backend().put_item(PutItem::new(db.table_name().clone(), item)).await?;
    }
    pass(&clock, 4);
    db.update(Draft::key(2_u32)).set(|d| d.text.to("upon")).await?;
    assert_eq!(expires(&db, Draft::key(2_u32)).await?, Some(14), "an update is a write of the program");
    let prolonged = |draft: &mut Draft| {
        draft.text.push_str(" more");
        Ok(())
    };
    let edited = db.edit(Draft::key(4_u32), prolonged).await?;
    assert_eq!(edited, Draft { id: 4, text: "once more".into(), until: NOW + 14 });
    assert_eq!(expires(&db, Draft::key(4_u32)).await?, Some(14), "and so is an edit");
    pass(&clock, 6);
    let read = GetItem::new(db.table_name().clone(), Draft::key(3_u32).item()?).consistent();
    let before = db.backend().get_item(read.clone()).await?.item;
    assert!(refused(db.update(Draft::key(3_u32)).set(|d| d.text.to("a")).await).is_condition_failed());
    assert_eq!(db.backend().get_item(read).await?.item, before, "what is refused writes nothing");
    db.upgrade_all::<Draft>().await?;
    assert_eq!(expires(&db, Draft::key(1_u32)).await?, Some(10));
    assert_eq!(db.get(Draft::key(1_u32)).await?, None);
    let hidden = db.get(Draft::key(1_u32)).including_hidden().await?;
    assert_eq!(hidden, Some(Draft { id: 1, text: "once".into(), until: NOW + 10 }));
    Ok(())
}

pub async fn an_adopted_item_is_hidden_too(target: &Target) -> Result<()> {
    let clock = Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(NOW));
    let db = target.db::<Attic>().await?.with_clock(clock.clone());
    let (kept, lamp) = (Chest { id: 2, until: NOW + 5 }, Lamp { id: 1 });
    for item in [Chest { id: 1, until: NOW }.to_item()?, kept.to_item()?, lamp.to_item()?] {
        let mut item = item;
        item.remove("_type");
        db.backend().put_item(PutItem::new(db.table_name().clone(), item)).await?;
    }
    let all = [Attic::Chest(kept.clone()), Attic::Lamp(lamp)];
    let mut seen = db.scan::<Attic>().all().await?;
    seen.sort_by_key(|one| matches!(one, Attic::Lamp(_)));
    assert_eq!(seen, all);
    assert_eq!(db.scan::<Attic>().count().await?, 2);
    assert_eq!(db.scan::<Attic>().including_hidden().count().await?, 3);
    assert_eq!(db.scan::<Chest>().all().await?, [kept]);
    db.patch(Chest::key(2_u32), &Longer { until: Some(NOW + 9) }).await?;
    clock.advance(Duration::from_secs(5));
    assert_eq!(db.get(Chest::key(2_u32)).await?, Some(Chest { id: 2, until: NOW + 9 }));
    Ok(())
}

pub async fn an_upsert_goes_on_with_what_has_expired(target: &Target) -> Result<()> {
    let (db, clock) = site(target).await?;
    let visit =
        |scrolled| Visit { page: "home".into(), id: 1, scrolled, seen: 0, until: 0, deleted_at: None };
    let key = || Visit::key("home", 1_u32);
    db.create(&visit(5)).await?;
    pass(&clock, 10);
    assert_eq!(db.get(key()).await?, None);
    db.upsert(&visit(2)).adding(|v| &v.scrolled).await?;
    assert_eq!(db.get(key()).await?.map(|visit| (visit.scrolled, visit.until)), Some((7, NOW + 20)));
    pass(&clock, 10);
    db.upsert(&visit(1)).keeping(|v| &v.scrolled).await?;
    assert_eq!(
        db.get(key()).await?.map(|visit| visit.scrolled),
        Some(7),
        "it was hidden, and is still there"
    );
    pass(&clock, 10);
    db.create(&visit(1)).await?;
    assert_eq!(db.get(key()).await?.map(|visit| visit.scrolled), Some(1), "a create begins anew");

    let lease = |version| Lease { id: 1, version, until: 0 };
    db.create(&lease(7)).await?;
    pass(&clock, 10);
    assert_eq!(db.upsert(&lease(1)).returning_new().await?.version, 8);

    // What expires so long after its creation stays expired, as that time is kept.
    let login = Login { id: 1, device: "phone".into(), begun: None, until: None };
    db.create(&login).await?;
    pass(&clock, 10);
    let upserted = db.upsert(&login).returning_new().await?;
    assert_eq!(upserted.until, upserted.begun.map(|begun| begun + 10));
    assert_eq!(db.get(Login::key(1_u32)).await?, None);
    db.put(&login).await?;
    assert!(db.get(Login::key(1_u32)).await?.is_some());
    Ok(())
}
