//! Items with a time to live: how it is stored and computed, and that what has expired is hidden until it is deleted.
//!
//! The times are of 2001: a time to live more than five years ago means nothing to the service, so nothing is deleted.

use std::time::{Duration, UNIX_EPOCH};

use dynamo_model::explain::Explanation;
use dynamo_model::request::{GetItem, TimeToLiveStatus, UpdateTimeToLive};
use dynamo_model::time::Timestamp;
use dynamo_model::value::Value;
use dynamo_model::{Clock, Collection, Db, Entity, Projection, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

const NOW: i64 = 1_000_000_000;
const DAY: i64 = 24 * 60 * 60;

/// A time that serde stores as text.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
struct Moment(i64);

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        format!("{} s", moment.0)
    }
}

impl TryFrom<String> for Moment {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let seconds = text.strip_suffix(" s").and_then(|seconds| seconds.parse().ok());
        seconds.map(Self).ok_or(text)
    }
}

impl Timestamp for Moment {
    fn to_seconds(&self) -> Option<i64> {
        Some(self.0)
    }

    fn from_seconds(seconds: i64) -> Option<Self> {
        Some(Self(seconds))
    }
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "site", ttl = "expires_at")]
#[index(name = "by_user", project(include))]
enum Site {
    Session(Session),
    Invite(Invite),
    Post(Post),
    Draft(Draft),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "USER#{user}", sk = "SESSION#{id}", hide_expired)]
#[access(name = of_user)]
#[access(name = on_device, index = by_user, pk = "DEVICE#{device}", sk = "{id}", project(user, id, device, until))]
struct Session {
    user: String,
    id: u32,
    device: String,
    #[attr(ttl)]
    until: Option<Moment>,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Session)]
struct Device {
    device: String,
    until: Option<Moment>,
}

/// An invitation: its index says only which there are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "USER#{user}", sk = "INVITE#{id}", hide_expired)]
#[access(name = by_code, index = by_user, pk = "CODE#{code}", sk = "{id}", hydrate)]
struct Invite {
    user: String,
    id: u32,
    code: String,
    sent_at: Moment,
    #[attr(ttl(after = "2d", from = sent_at))]
    valid_until: Moment,
}

/// A post: nothing of it expires.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "USER#{user}", sk = "POST#{id}")]
struct Post {
    user: String,
    id: u32,
}

/// A draft: it is seen until it is deleted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "USER#{user}", sk = "DRAFT#{id}")]
struct Draft {
    user: String,
    id: u32,
    text: String,
    #[attr(ttl(after = "1d"))]
    kept_until: i64,
}

#[derive(Debug, Collection)]
#[collection(table = Site, pk = "USER#{user}", of(user: String))]
struct OfUser {
    sessions: Vec<Session>,
    invites: Vec<Invite>,
    posts: Vec<Post>,
    drafts: Vec<Draft>,
}

/// A table without tags.
#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "untagged", entity_type = none, ttl = "expires_at")]
enum Untagged {
    Token(Token),
    Owner(Owner),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Untagged, pk = "TOKEN#{id}", sk = "TOKEN", hide_expired)]
struct Token {
    id: u32,
    #[attr(ttl)]
    expires_at: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Untagged, pk = "OWNER#{id}", sk = "OWNER")]
struct Owner {
    id: u32,
}

fn session(id: u32, until: impl Into<Option<i64>>) -> Session {
    Session { user: "ada".into(), id, device: "phone".into(), until: until.into().map(Moment) }
}

fn invite(id: u32, sent_at: i64) -> Invite {
    let (sent_at, valid_until) = (Moment(sent_at), Moment(sent_at + 2 * DAY));
    Invite { user: "ada".into(), id, code: "X7".into(), sent_at, valid_until }
}

fn draft(text: &str) -> Draft {
    Draft { user: "ada".into(), id: 1, text: text.into(), kept_until: 0 }
}

fn key(id: u32) -> dynamo_model::Key<Session> {
    Session::key("ada", id)
}

/// Makes the table, for a client whose clock stands still.
async fn site(target: &Target) -> Result<(Db<Site>, Clock)> {
    let clock = Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(NOW.unsigned_abs()));
    Ok((target.db::<Site>().await?.with_clock(clock.clone()), clock))
}

/// A session that has expired, one that will, one that never does, and as many invitations; and a post.
async fn with_expired(target: &Target) -> Result<(Db<Site>, Clock)> {
    let (db, clock) = site(target).await?;
    for one in [session(1, NOW), session(2, NOW + 1), session(3, None)] {
        db.put(&one).await?;
    }
    for one in [invite(1, NOW - 2 * DAY), invite(2, NOW - DAY), invite(3, NOW)] {
        db.put(&one).await?;
    }
    db.put(&Post { user: "ada".into(), id: 1 }).await?;
    Ok((db, clock))
}

/// What the item of a key holds as its time to live.
async fn stored<E: Entity<Table = Site>>(db: &Db<Site>, key: dynamo_model::Key<E>) -> Result<Option<Value>> {
    let read = GetItem::new(db.table_name().clone(), key.item()?).consistent();
    let item = db.backend().get_item(read).await?.item;
    Ok(item.and_then(|item| item.get("expires_at").map(Value::from)))
}

fn ids(sessions: &[Session]) -> Vec<u32> {
    sessions.iter().map(|session| session.id).collect()
}

pub async fn ensure_table_lets_items_expire(target: &Target) -> Result<()> {
    let (db, _) = site(target).await?;
    let found = db.backend().describe_time_to_live(db.table_name().clone()).await?;
    assert_eq!(found.attribute.as_deref(), Some("expires_at"));
    assert!(matches!(found.status, TimeToLiveStatus::Enabling | TimeToLiveStatus::Enabled));
    db.ensure_table().await?;
    let other = target.table().await?;
    other.update_time_to_live(UpdateTimeToLive::enable(&other, "gone_at")).await?;
    let error = refused(Db::<Plain>::new(target.backend().clone()).named(&other).ensure_table().await);
    assert!(error.is_validation() && error.to_string().contains("`gone_at`"), "{error:?}");
    Ok(())
}

/// As [`Target::table`] makes it.
#[derive(Debug, Table)]
#[table(name = "plain", ttl = "expires_at")]
enum Plain {
    Leaf(Leaf),
}

#[derive(Debug, Serialize, Deserialize, Entity)]
#[entity(table = Plain, pk = "{id}", sk = "leaf")]
struct Leaf {
    id: String,
    #[attr(ttl)]
    expires_at: u64,
}

pub async fn a_time_to_live_is_stored_in_seconds_whatever_the_field_is(target: &Target) -> Result<()> {
    let (db, _) = site(target).await?;
    db.put(&session(1, NOW + 5)).await?;
    db.put(&session(2, None)).await?;
    assert_eq!(stored(&db, key(1)).await?, Some(Value::from(NOW + 5)));
    assert_eq!(stored(&db, key(2)).await?, None);
    assert_eq!(db.get(key(1)).await?, Some(session(1, NOW + 5)));
    assert_eq!(db.get(key(2)).await?, Some(session(2, None)));
    let view = db.get(key(1)).view::<Device>().await?;
    assert_eq!(view, Some(Device { device: "phone".into(), until: Some(Moment(NOW + 5)) }));

    db.update(key(2)).set(|s| s.until.to(Moment(NOW + 9))).only_if(|s| s.until.missing()).await?;
    assert_eq!(stored(&db, key(2)).await?, Some(Value::from(NOW + 9)));
    let early = db.query(Session::of_user("ada")).filter(|s| s.until.lt(Moment(NOW + 9))).all().await?;
    assert_eq!(ids(&early), [1]);
    db.update(key(1)).set(|s| s.until.removed()).await?;
    assert_eq!(db.get(key(1)).await?, Some(session(1, None)));
    let edited = db.edit(key(1), |s| {
        s.until = Some(Moment(NOW + 7));
        Ok(())
    });
    assert_eq!(edited.await?, session(1, NOW + 7));
    db.upsert(&session(2, None)).await?;
    assert_eq!((stored(&db, key(1)).await?, stored(&db, key(2)).await?), (Some(Value::from(NOW + 7)), None));
    Ok(())
}

pub async fn a_time_to_live_follows_the_field_it_is_computed_from(target: &Target) -> Result<()> {
    let (db, _) = site(target).await?;
    let key = || Invite::key("ada", 1);
    // Whatever the field itself says, it is computed.
    db.put(&Invite { valid_until: Moment(0), ..invite(1, NOW) }).await?;
    assert_eq!(stored(&db, key()).await?, Some(Value::from(NOW + 2 * DAY)));
    assert_eq!(db.get(key()).await?, Some(invite(1, NOW)));

    let update = db.update(key()).set(|i| i.sent_at.to(Moment(NOW + 10))).returning_new();
    assert_eq!(update.await?, invite(1, NOW + 10));
    db.update(key()).set(|i| i.code.to("X7")).await?;
    assert_eq!(stored(&db, key()).await?, Some(Value::from(NOW + 10 + 2 * DAY)));
    let edit = db.edit(key(), |i| {
        i.sent_at = Moment(NOW + 20);
        Ok(())
    });
    assert_eq!(edit.await?, invite(1, NOW + 20));
    db.upsert(&invite(1, NOW + 30)).await?;
    assert_eq!(db.get(key()).await?, Some(invite(1, NOW + 30)));
    Ok(())
}

pub async fn a_time_to_live_after_each_write_is_counted_by_the_clock(target: &Target) -> Result<()> {
    let (db, clock) = site(target).await?;
    let key = || Draft::key("ada", 1);
    let step = || clock.advance(Duration::from_secs(10));
    let after = |steps: i64| Some(Value::from(NOW + DAY + 10 * steps));
    db.put(&draft("a")).await?;
    assert_eq!(stored(&db, key()).await?, after(0));
    step();
    db.update(key()).set(|d| d.text.to("b")).await?;
    assert_eq!(stored(&db, key()).await?, after(1));
    step();
    db.upsert(&draft("c")).await?;
    assert_eq!(stored(&db, key()).await?, after(2));
    step();
    let edited = db.edit(key(), |d| {
        d.text = "d".into();
        Ok(())
    });
    assert_eq!(edited.await?.kept_until, NOW + DAY + 30);
    assert_eq!(stored(&db, key()).await?, after(3));
    step();
    db.edit(key(), |_| Ok(())).await?;
    assert_eq!(stored(&db, key()).await?, after(3), "nothing was written");
    db.transact().put(&draft("e")).await?;
    assert_eq!(stored(&db, key()).await?, after(4));
    step();
    db.batch_write().put(&draft("f")).await?;
    assert_eq!(stored(&db, key()).await?, after(5));
    step();
    db.put(&Site::from(draft("g"))).await?;
    assert_eq!(stored(&db, key()).await?, after(6));
    Ok(())
}

pub async fn single_reads_leave_out_what_has_expired(target: &Target) -> Result<()> {
    let (db, clock) = with_expired(target).await?;
    assert_eq!(db.get(key(1)).await?, None);
    assert_eq!(db.get(key(1)).including_hidden().await?, Some(session(1, NOW)));
    assert_eq!(db.get(key(1)).view::<Device>().await?, None);
    assert!(db.get(key(1)).view::<Device>().including_hidden().await?.is_some());
    assert_eq!(db.get(key(2)).await?, Some(session(2, NOW + 1)));

    let found = db.batch_get([1, 2, 3].map(key)).await?;
    assert_eq!(found, [None, Some(session(2, NOW + 1)), Some(session(3, None))]);
    assert_eq!(db.batch_get([key(1)]).including_hidden().await?, [Some(session(1, NOW))]);
    let (first, second) = db.transact_get((key(1), key(2).view::<Device>())).await?;
    assert!(first.is_none() && second.is_some());
    assert_eq!(db.transact_get([key(1)]).including_hidden().await?, [Some(session(1, NOW))]);

    clock.advance(Duration::from_secs(1));
    assert_eq!(db.batch_get([1, 2, 3].map(key)).await?, [None, None, Some(session(3, None))]);
    Ok(())
}

pub async fn queries_and_scans_leave_out_what_has_expired(target: &Target) -> Result<()> {
    let (db, _) = with_expired(target).await?;
    let of_user = || db.query(Session::of_user("ada"));
    assert_eq!(ids(&of_user().all().await?), [2, 3]);
    assert_eq!(ids(&of_user().including_hidden().all().await?), [1, 2, 3]);
    assert_eq!((of_user().count().await?, of_user().including_hidden().count().await?), (2, 3));
    assert_eq!(of_user().first().await?, Some(session(2, NOW + 1)));
    assert_eq!(ids(&db.query(Session::on_device("phone")).all().await?), [2, 3]);
    assert_eq!(of_user().view::<Device>().all().await?.len(), 2);

    let codes = || db.query(Invite::by_code("X7"));
    assert_eq!(codes().all().await?, [invite(2, NOW - DAY), invite(3, NOW)]);
    assert_eq!((codes().count().await?, codes().including_hidden().count().await?), (2, 3));

    assert_eq!(db.scan::<Session>().count().await?, 2);
    assert_eq!(db.scan::<Session>().including_hidden().page_size(1).all().await?.len(), 3);
    assert_eq!(db.scan::<Session>().through(Session::ON_DEVICE).all().await?.len(), 2);
    assert_eq!((db.scan::<Site>().all().await?.len(), db.scan::<Site>().count().await?), (5, 5));
    assert_eq!(db.scan::<Site>().including_hidden().count().await?, 7);
    assert_eq!(db.scan::<Site>().through(Session::ON_DEVICE).all().await?.len(), 4);
    Ok(())
}

pub async fn collections_leave_out_what_has_expired_of_entities_that_hide_it(target: &Target) -> Result<()> {
    let (db, clock) = with_expired(target).await?;
    db.put(&draft("a")).await?;
    clock.advance(Duration::from_secs(DAY.unsigned_abs()));
    let seen = db.get_collection(OfUser::of("ada")).await?.unwrap();
    assert_eq!((ids(&seen.sessions), seen.invites), (vec![3], vec![invite(3, NOW)]));
    assert_eq!((seen.posts.len(), seen.drafts.len()), (1, 1), "a draft that has expired is not hidden");
    let all = db.get_collection(OfUser::of("ada")).including_hidden().await?.unwrap();
    assert_eq!((all.sessions.len(), all.invites.len()), (3, 3));
    assert_eq!(db.query(Session::of_user("ada").collection()).all().await?.len(), 4);
    Ok(())
}

pub async fn what_has_expired_does_not_exist_for_writes(target: &Target) -> Result<()> {
    let (db, _) = with_expired(target).await?;
    let update = db.update(key(1)).set(|s| s.device.to("desk"));
    assert!(refused(update.await).is_condition_failed());
    assert!(refused(db.replace(&session(1, None)).await).is_condition_failed());
    assert!(refused(db.edit(key(1), |_| Ok(())).await).is_missing());
    assert!(refused(db.create(&session(2, None)).await).is_condition_failed());
    db.create(&session(1, NOW + 60)).await?;
    assert_eq!(db.get(key(1)).await?, Some(session(1, NOW + 60)));
    db.create(&Site::from(invite(1, NOW))).await?;
    assert!(refused(db.create(&Site::from(invite(1, NOW))).await).is_condition_failed());
    db.put(&session(1, NOW)).await?;
    db.transact().create(&session(1, NOW + 60)).await?;
    assert_eq!(db.get(key(1)).await?, Some(session(1, NOW + 60)));
    Ok(())
}

pub async fn a_create_over_what_has_expired_asks_its_condition_of_that(target: &Target) -> Result<()> {
    let (db, _) = with_expired(target).await?;
    let create = |id| db.create(&session(id, NOW + 60));
    assert!(refused(create(1).only_if(|s| s.device.eq("desk")).await).is_condition_failed());
    assert_eq!(db.get(key(1)).including_hidden().await?, Some(session(1, NOW)));
    create(1).only_if(|s| s.device.eq("desk").or(s.device.eq("phone"))).await?;
    assert_eq!(db.get(key(1)).await?, Some(session(1, NOW + 60)));
    let over = create(2).only_if(|s| s.device.eq("desk").or(s.device.eq("phone")));
    assert!(refused(over.await).is_condition_failed(), "it has not expired");
    Ok(())
}

pub async fn a_cursor_goes_on_while_time_passes(target: &Target) -> Result<()> {
    let (db, clock) = site(target).await?;
    for id in 1..=4 {
        db.put(&session(id, NOW + i64::from(id))).await?;
    }
    let page = db.query(Session::of_user("ada")).limit(1).await?;
    assert_eq!(ids(&page), [1]);
    clock.advance(Duration::from_secs(3));
    let cursor = page.cursor().cloned().unwrap();
    assert_eq!(ids(&db.query(Session::of_user("ada")).after(cursor).all().await?), [4]);
    Ok(())
}

pub async fn without_tags_what_is_hidden_is_known_by_its_key(target: &Target) -> Result<()> {
    let clock = Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(NOW.unsigned_abs()));
    let db = target.db::<Untagged>().await?.with_clock(clock);
    db.put(&Token { id: 1, expires_at: NOW }).await?;
    db.put(&Token { id: 2, expires_at: NOW + 1 }).await?;
    db.put(&Owner { id: 1 }).await?;
    let scan = || db.scan::<Untagged>();
    assert_eq!(
        (scan().all().await?.len(), scan().count().await?, scan().limit(2).all().await?.len()),
        (2, 2, 2)
    );
    assert_eq!((scan().including_hidden().count().await?, db.scan::<Token>().count().await?), (3, 1));
    let told = |explanation: Explanation| explanation.steps.into_iter().find_map(|step| step.visible_if);
    let condition = "attribute_not_exists(#n0) OR #n0 > :v0, of `Token`";
    assert_eq!(told(scan().explain()?).as_deref(), Some(condition), "no filter says it");
    assert_eq!(told(scan().parallel(2).explain()?).as_deref(), Some(condition));
    assert_eq!(told(scan().including_hidden().explain()?), None);
    let tokens = db.scan::<Token>();
    assert!(tokens.request()?.filter.is_some());
    assert_eq!(told(tokens.explain()?), None, "the filter says it");
    Ok(())
}
