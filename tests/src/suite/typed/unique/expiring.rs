//! Unique values of entities that expire, or are softly deleted: how long they are taken.
//!
//! The times are of 2001: a time to live more than five years ago means nothing to the service, so nothing is deleted.

use std::time::{Duration, UNIX_EPOCH};

use dynamo_model::builder::{Put, Transact, Update};
use dynamo_model::request::{DeleteItem, PutItem};
use dynamo_model::value::Value;
use dynamo_model::{Clock, Db, Entity, Patch, Record as _, Result, Table};
use serde::{Deserialize, Serialize};

use super::model::{guarded_until, guards, key, store};
use crate::Target;
use crate::kit::refused;

const NOW: i64 = 1_000_000_000;
const WEEK: i64 = 7 * 24 * 60 * 60;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "club", ttl = "expires_at")]
enum Club {
    Invite(Invite),
    Pass(Pass),
    Member(Member),
}

/// An invitation that can be prolonged, or be for ever.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Club, pk = "INVITE#{id}", sk = "INVITE", hide_expired)]
struct Invite {
    id: u32,
    #[attr(unique)]
    code: String,
    uses: u32,
    #[attr(ttl)]
    until: Option<i64>,
}

#[derive(Debug, Default, Patch)]
#[patch(of = Invite)]
struct InvitePatch {
    uses: Option<u32>,
    until: Option<Option<i64>>,
}

/// A pass that lasts ten seconds after it was last used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Club, pk = "PASS#{id}", sk = "PASS")]
struct Pass {
    id: u32,
    #[attr(unique)]
    token: String,
    uses: u32,
    #[attr(version)]
    version: u32,
    #[attr(ttl(after = "10s"))]
    until: i64,
}

/// A member who is gone for good a week after leaving.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Club, pk = "MEMBER#{id}", sk = "MEMBER")]
struct Member {
    id: u32,
    #[attr(unique)]
    email: String,
    #[attr(deleted(expire_after = "1w"))]
    deleted_at: Option<i64>,
}

fn invite(id: u32, code: &str, until: Option<i64>) -> Invite {
    Invite { id, code: code.into(), uses: 0, until }
}

fn pass(id: u32, token: &str) -> Pass {
    Pass { id, token: token.into(), uses: 0, version: 0, until: 0 }
}

fn member(id: u32) -> Member {
    Member { id, email: "a@x".into(), deleted_at: None }
}

async fn club(target: &Target) -> Result<(Db<Club>, Clock)> {
    let clock = Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(NOW.unsigned_abs()));
    Ok((target.db::<Club>().await?.with_clock(clock.clone()), clock))
}

pub async fn a_guard_expires_with_its_entity_whatever_writes_it(target: &Target) -> Result<()> {
    let (db, _) = club(target).await?;
    let by_key = || Invite::key(1);
    let first = invite(1, "a", Some(NOW + 10));
    db.create(&first).await?;
    assert_eq!(guarded_until(&db).await?, Some(NOW + 10));
    db.update(by_key()).set(|i| i.until.to(NOW + 20)).await?;
    assert_eq!(guarded_until(&db).await?, Some(NOW + 20));
    db.update(by_key()).set(|i| i.until.removed()).await?;
    assert_eq!(guarded_until(&db).await?, None);
    db.patch(by_key(), &InvitePatch { until: Some(Some(NOW + 30)), ..InvitePatch::default() }).await?;
    assert_eq!(guarded_until(&db).await?, Some(NOW + 30));
    db.patch(by_key(), &InvitePatch { uses: Some(1), ..InvitePatch::default() }).await?;
    assert_eq!(guarded_until(&db).await?, Some(NOW + 30), "it stays");
    let edit = db.edit(by_key(), |invite| {
        invite.until = Some(NOW + 40);
        Ok(())
    });
    let edited = edit.await?;
    assert_eq!(guarded_until(&db).await?, Some(NOW + 40));
    db.upsert(&Invite { until: None, ..edited.clone() }).await?;
    assert_eq!(guarded_until(&db).await?, None);
    let last = Invite { until: Some(NOW + 50), code: "b".into(), ..edited.clone() };
    db.put(&last).await?;
    assert_eq!(guarded_until(&db).await?, Some(NOW + 50));
    let replaced = Invite { until: Some(NOW + 60), ..last.clone() };
    db.transact().replace_from(&last, &replaced).await?;
    assert_eq!(guarded_until(&db).await?, Some(NOW + 60));
    db.transact().delete_entity(&replaced).create(&invite(2, "b", Some(NOW + 70))).await?;
    assert_eq!(guarded_until(&db).await?, Some(NOW + 70));
    db.delete(Invite::key(2)).await?;
    assert!(guards(&db).await?.is_empty());
    Ok(())
}

pub async fn every_use_prolongs_what_lasts_from_the_last_one(target: &Target) -> Result<()> {
    let (db, clock) = club(target).await?;
    db.create(&pass(1, "t")).await?;
    assert_eq!(guarded_until(&db).await?, Some(NOW + 10));
    clock.advance(Duration::from_secs(9));
    db.update(Pass::key(1)).set(|p| p.uses.plus(1)).await?;
    assert_eq!(guarded_until(&db).await?, Some(NOW + 19));
    clock.advance(Duration::from_secs(9));
    let used = db.update(Pass::key(1)).set(|p| p.uses.plus(1)).returning_new().await?;
    assert_eq!((used.uses, used.version, used.until), (2, 2, NOW + 28));
    assert_eq!(guarded_until(&db).await?, Some(NOW + 28));
    assert!(refused(db.create(&pass(2, "t")).await).is_unique_violation(), "it is in use");
    let edit = db.edit(Pass::key(1), |pass| {
        pass.uses += 1;
        Ok(())
    });
    edit.await?;
    assert_eq!(guarded_until(&db).await?, Some(NOW + 28));
    Ok(())
}

pub async fn a_value_is_free_once_its_entity_has_expired(target: &Target) -> Result<()> {
    let (db, clock) = club(target).await?;
    let old = invite(1, "a", Some(NOW + 10));
    db.create(&old).await?;
    clock.advance(Duration::from_secs(9));
    assert!(refused(db.create(&invite(2, "a", None)).await).is_unique_violation());
    clock.advance(Duration::from_secs(1));
    // Both the entity and its guard are still there.
    let new = invite(2, "a", None);
    db.create(&new).await?;
    assert_eq!(guards(&db).await?.into_values().collect::<Vec<_>>(), ["INVITE#0000000002"]);
    assert_eq!(db.get(Invite::key(1)).including_hidden().await?, Some(old.clone()));

    let revived = Invite { until: None, ..old.clone() };
    assert!(refused(db.put(&revived).await).is_unique_violation(), "it has lost its value");
    assert!(refused(db.upsert(&revived).await).is_unique_violation());
    assert!(refused(db.create(&revived).await).is_unique_violation());
    db.create(&Invite { code: "b".into(), ..revived }).await?;
    assert_eq!(guards(&db).await?.len(), 2);
    db.delete(Invite::key(1)).await?;
    assert_eq!(db.get(Invite::key(2)).await?, Some(new), "nobody else's guard goes with it");
    assert_eq!(guards(&db).await?.into_values().collect::<Vec<_>>(), ["INVITE#0000000002"]);
    Ok(())
}

pub async fn a_transaction_takes_a_value_that_has_expired(target: &Target) -> Result<()> {
    let (db, clock) = club(target).await?;
    db.create(&invite(1, "a", Some(NOW + 10))).await?;
    let new = invite(2, "a", Some(NOW + 30));
    let error = refused(db.transact().create(&new).await);
    assert!(error.is_unique_violation(), "{error:?}");
    clock.advance(Duration::from_secs(10));
    db.transact().create(&new).await?;
    assert_eq!(guards(&db).await?.into_values().collect::<Vec<_>>(), ["INVITE#0000000002"]);
    Ok(())
}

pub async fn an_entity_that_outlives_its_guard_gets_it_back(target: &Target) -> Result<()> {
    let (db, clock) = club(target).await?;
    db.create(&pass(1, "t")).await?;
    clock.advance(Duration::from_secs(10));
    // The service deletes in no order: here the guard goes first.
    let guard = Put::create(&pass(1, "t")).transaction(None)?.writes.remove(1).action;
    let dynamo_model::request::Action::Put(guard) = guard else { panic!("a guard is put") };
    db.backend().delete_item(DeleteItem::new(db.table_name().clone(), key(&guard))).await?;
    assert!(guards(&db).await?.is_empty());
    db.update(Pass::key(1)).set(|p| p.uses.plus(1)).await?;
    assert_eq!(guarded_until(&db).await?, Some(NOW + 20));

    clock.advance(Duration::from_secs(10));
    db.create(&pass(2, "t")).await?;
    let late = refused(db.update(Pass::key(1)).set(|p| p.uses.plus(1)).await);
    assert!(late.is_unique_violation(), "{late:?}");
    Ok(())
}

pub async fn an_update_shows_that_guards_expire_with_it(target: &Target) -> Result<()> {
    let (db, _) = club(target).await?;
    let stored = invite(1, "a", None);
    db.create(&stored).await?;
    let prolong = db.update(Invite::key(1)).set(|i| i.until.to(NOW + 20));
    let said = prolong.explain()?;
    let steps: Vec<_> = said.steps.iter().map(|step| (step.operation, step.each)).collect();
    let put = ("Put in TransactWriteItems", Some("unique value"));
    assert_eq!(steps, [("GetItem", None), ("Update in TransactWriteItems", None), put]);
    db.backend().transact_write_items(prolong.transaction(Some(&stored))?).await?;
    assert_eq!(guarded_until(&db).await?, Some(NOW + 20), "sent by hand, it does the same");
    let used = db.update(Invite::key(1)).set(|i| i.uses.plus(1));
    assert_eq!(used.explain()?.steps[0].operation, "UpdateItem");
    Ok(())
}

pub async fn a_transaction_refuses_an_update_whose_guards_it_does_not_know(target: &Target) -> Result<()> {
    let (db, _) = club(target).await?;
    db.create(&invite(1, "a", None)).await?;
    let unknown = [
        Transact::<Club>::new().update(Update::new(Invite::key(1)).set(|i| i.until.to(NOW + 20))),
        Transact::new().update(Update::new(Pass::key(1)).set(|p| p.uses.plus(1))),
        Transact::new().update(Update::soft_delete(Member::key(1))),
    ];
    for transact in unknown {
        let error = refused(transact.request());
        assert!(error.is_unsent() && error.is_validation(), "{error:?}");
        assert!(error.message().contains("expires, and so do the guards of its unique values"), "{error}");
    }
    db.transact().update(Update::new(Invite::key(1)).set(|i| i.uses.plus(1))).await?;
    assert_eq!(db.get(Invite::key(1)).await?.map(|invite| invite.uses), Some(1));
    Ok(())
}

pub async fn what_is_softly_deleted_keeps_its_value_until_it_is_gone(target: &Target) -> Result<()> {
    let (db, clock) = club(target).await?;
    db.create(&member(1)).await?;
    assert_eq!(guarded_until(&db).await?, None);
    db.soft_delete(Member::key(1)).await?;
    assert_eq!(guarded_until(&db).await?, Some(NOW + WEEK));
    assert!(refused(db.create(&member(2)).await).is_unique_violation(), "it may be restored");
    db.restore(Member::key(1)).await?;
    assert_eq!(guarded_until(&db).await?, None);
    db.soft_delete(Member::key(1)).await?;
    clock.advance(Duration::from_secs(WEEK.unsigned_abs()));
    db.create(&member(2)).await?;
    let late = refused(db.restore(Member::key(1)).await);
    assert!(late.is_unique_violation(), "another member has the address: {late:?}");
    db.delete(Member::key(1)).await?;
    assert_eq!(guards(&db).await?.into_values().collect::<Vec<_>>(), ["MEMBER#0000000002"]);
    Ok(())
}

pub async fn a_repair_makes_guards_expire_with_their_entities(target: &Target) -> Result<()> {
    let (db, clock) = club(target).await?;
    let first = invite(1, "a", None);
    db.create(&first).await?;
    // A program that does not know what is unique prolongs one, and stores another that has expired.
    store(&db, &Invite { until: Some(NOW + 10), ..first }).await?;
    store(&db, &invite(2, "a", Some(NOW - 1))).await?;
    let claims = db.claim_unique::<Invite>().await?;
    assert_eq!((claims.checked, claims.claimed, claims.released), (2, 1, 0));
    assert!(claims.clashes.is_empty(), "what has expired has nothing to claim");
    assert_eq!(guarded_until(&db).await?, Some(NOW + 10));

    clock.advance(Duration::from_secs(10));
    store(&db, &invite(3, "a", None)).await?;
    let claims = db.claim_unique::<Invite>().await?;
    assert_eq!((claims.claimed, claims.clashes.len()), (1, 0), "the guard has expired, and is taken over");
    assert_eq!(guards(&db).await?.into_values().collect::<Vec<_>>(), ["INVITE#0000000003"]);
    Ok(())
}

pub async fn guards_from_before_they_expired_keep_their_values(target: &Target) -> Result<()> {
    let (db, clock) = club(target).await?;
    let old = invite(1, "a", Some(NOW + 10));
    db.create(&old).await?;
    let mut guard = match Put::create(&old).transaction(None)?.writes.remove(1).action {
        dynamo_model::request::Action::Put(guard) => guard,
        other => panic!("a guard is put, not {other:?}"),
    };
    guard.remove("expires_at");
    db.backend().put_item(PutItem::new(db.table_name().clone(), guard)).await?;
    clock.advance(Duration::from_secs(10));
    assert!(refused(db.create(&invite(2, "a", None)).await).is_unique_violation());
    let claims = db.claim_unique::<Invite>().await?;
    assert_eq!(claims.claimed, 1);
    db.create(&invite(2, "a", None)).await?;
    assert_eq!(old.to_item()?.get("expires_at").map(|at| at.to_value()), Some(Value::from(NOW + 10)));
    Ok(())
}

pub async fn a_create_returns_what_has_expired_and_was_replaced(target: &Target) -> Result<()> {
    let (db, clock) = club(target).await?;
    let (first, second) = (invite(1, "a", Some(NOW + 10)), invite(1, "b", Some(NOW + 30)));
    assert_eq!(db.create(&first).returning_old().await?, None);
    clock.advance(Duration::from_secs(10));
    assert_eq!(db.get(Invite::key(1)).await?, None);
    assert_eq!(db.create(&second).returning_old().await?, Some(first), "as it is of what has no guards");
    assert_eq!(guards(&db).await?.into_keys().collect::<Vec<_>>(), ["UNIQUE#Invite.code#b"]);
    // Meanwhile, another takes the value of what has expired.
    clock.advance(Duration::from_secs(20));
    db.create(&invite(2, "b", None)).await?;
    assert_eq!(db.create(&invite(1, "c", None)).returning_old().await?, Some(second));
    let owners = ["INVITE#0000000002", "INVITE#0000000001"];
    assert_eq!(guards(&db).await?.into_values().collect::<Vec<_>>(), owners);
    Ok(())
}

pub async fn a_transaction_leaves_a_value_to_whom_has_taken_it(target: &Target) -> Result<()> {
    let (db, clock) = club(target).await?;
    let (first, second) = (invite(1, "a", Some(NOW + 10)), invite(2, "b", Some(NOW + 10)));
    db.transact().create(&first).create(&second).await?;
    clock.advance(Duration::from_secs(10));
    db.transact().create(&invite(3, "a", None)).create(&invite(4, "b", None)).await?;
    let taken = guards(&db).await?;

    let revived = Invite { until: None, ..first.clone() };
    let revived = db.transact().with(Put::new(&revived).over(&first));
    assert!(refused(revived.await).is_unique_violation(), "what has expired has no right to its value");
    let with_token = refused(db.transact().delete_entity(&first).token("t").await);
    assert!(with_token.is_transaction_canceled() && !with_token.is_unique_violation(), "{with_token:?}");
    assert!(with_token.to_string().starts_with("the guard of unique `code` of `Invite`: "), "{with_token}");

    let changed = Invite { code: "c".into(), until: None, ..second.clone() };
    let change = Put::new(&changed).over(&second);
    db.transact().delete_entity(&first).with(change).create(&pass(1, "t")).await?;
    assert_eq!(db.get(Invite::key(1)).including_hidden().await?, None);
    assert_eq!(db.get(Invite::key(2)).await?, Some(changed));
    let mut wanted = taken.clone();
    wanted.insert("UNIQUE#Invite.code#c".into(), "INVITE#0000000002".into());
    wanted.insert("UNIQUE#Pass.token#t".into(), "PASS#0000000001".into());
    assert_eq!(guards(&db).await?, wanted, "those of the others are as they were");
    Ok(())
}

pub async fn what_has_expired_keeps_no_value_whoever_is_found_first(target: &Target) -> Result<()> {
    let (db, clock) = club(target).await?;
    let pairs = [(1, 2), (4, 3), (5, 6), (8, 7)];
    for (gone, lives) in pairs {
        let old = invite(gone, &lives.to_string(), None);
        db.create(&old).await?;
        // A program that knows no guards has the one expire, and stores the other.
        store(&db, &Invite { until: Some(NOW + 10), ..old }).await?;
        store(&db, &invite(lives, &lives.to_string(), None)).await?;
    }
    clock.advance(Duration::from_secs(10));
    let claims = db.claim_unique::<Invite>().page_size(1).await?;
    assert!(claims.clashes.is_empty(), "{claims:?}");
    let wanted = pairs.map(|(_, id)| (format!("UNIQUE#Invite.code#{id}"), format!("INVITE#{id:010}")));
    assert_eq!(guards(&db).await?, wanted.into());
    Ok(())
}

pub async fn who_lives_keeps_a_value_that_another_has_too_whatever_writes_it(target: &Target) -> Result<()> {
    let (db, clock) = club(target).await?;
    db.create(&invite(1, "a", None)).await?;
    // From before codes were unique.
    store(&db, &invite(2, "a", None)).await?;
    let until = |seconds| Invite { until: Some(NOW + seconds), ..invite(2, "a", None) };
    db.put(&until(10)).await?;
    db.update(Invite::key(2)).set(|i| i.until.to(NOW + 20)).await?;
    let edited = db.edit(Invite::key(2), |invite| {
        invite.until = Some(NOW + 30);
        Ok(())
    });
    assert_eq!(edited.await?, until(30));
    Put::replace(&until(40)).over(&until(30)).bind(&db).await?;
    assert_eq!(db.get(Invite::key(2)).await?, Some(until(40)));
    assert_eq!(guards(&db).await?.into_values().collect::<Vec<_>>(), ["INVITE#0000000001"]);

    // A pass that has expired, and is not hidden, has no claim to its token any more.
    db.create(&pass(1, "t")).await?;
    let mut other = pass(2, "t").to_item()?;
    other.insert("expires_at", NOW + 5);
    db.backend().put_item(PutItem::new(db.table_name().clone(), other)).await?;
    clock.advance(Duration::from_secs(10));
    db.edit(Pass::key(1), |pass| {
        pass.uses = 1;
        Ok(())
    })
    .await?;
    let late = db.edit(Pass::key(2), |pass| {
        pass.uses = 1;
        Ok(())
    });
    assert!(refused(late.await).is_unique_violation());
    Ok(())
}

/// With the clock of the backend, which deletes what has expired.
pub async fn the_service_deletes_an_entity_and_its_guard(target: &Target) -> Result<()> {
    let time = target.time()?;
    let db = target.db::<Club>().await?.with_clock(Clock::stopped_at(time.now()));
    let now = time.now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs().cast_signed();
    db.create(&invite(1, "a", Some(now + 10))).await?;
    db.create(&invite(2, "b", None)).await?;
    time.advance(Duration::from_secs(11));
    assert_eq!(time.sweep().await?.items, 2, "the entity and the guard");
    assert_eq!(guards(&db).await?.into_values().collect::<Vec<_>>(), ["INVITE#0000000002"]);
    Ok(())
}
