//! Items that expire.

use std::time::{Duration, UNIX_EPOCH};

use dynamo_model::Result;
use dynamo_model::expr::{KeyCondition, Update};
use dynamo_model::request::{
    DescribeStream, GetRecords, GetShardIterator, IndexDefinition, KeyKind, KeySchema, Query, ShardPosition,
    StreamEvent, StreamView, TimeToLiveStatus, UpdateTimeToLive, UserIdentity,
};
use dynamo_model::value::{Item, Value};

use crate::kit::{eventually, item, key, list, number, refused, say_exactly};
use crate::target::plain;
use crate::{Target, TestTable, Time};

const SECOND: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(60 * 60);
const YEAR: i64 = 365 * 24 * 60 * 60;

/// A table with an index of each kind and a stream, whose items expire by `ttl`.
struct Sessions<'t> {
    table: TestTable,
    time: &'t dyn Time,
}

impl<'t> Sessions<'t> {
    async fn new(target: &'t Target) -> Result<Self> {
        let time = target.time()?;
        let global = IndexDefinition::new("by-user", KeySchema::new("user"));
        let local = IndexDefinition::new("by-rank", KeySchema::new("pk").with_sort("rank"));
        let design = |name| {
            plain(name, KeyKind::S)
                .with_attribute("user", KeyKind::S)
                .with_attribute("rank", KeyKind::N)
                .with_global_index(global)
                .with_local_index(local)
                .with_stream(StreamView::OldImage)
        };
        Ok(Self { table: target.create(design).await?, time })
    }

    async fn expiring(target: &'t Target) -> Result<Self> {
        let sessions = Self::new(target).await?;
        sessions.turn_on().await?;
        Ok(sessions)
    }

    async fn turn_on(&self) -> Result<()> {
        self.table.update_time_to_live(UpdateTimeToLive::enable(&self.table, "ttl")).await.map(drop)
    }

    async fn turn_off(&self) -> Result<()> {
        self.table.update_time_to_live(UpdateTimeToLive::disable(&self.table, "ttl")).await.map(drop)
    }

    /// Returns the seconds since 1970, and these more.
    fn seconds(&self, more: i64) -> i64 {
        let now = self.time.now().duration_since(UNIX_EPOCH).unwrap();
        i64::try_from(now.as_secs()).unwrap() + more
    }

    async fn put(&self, sk: &str, expires_at: impl Into<Value> + Send) -> Result<()> {
        self.table.put(session(sk, expires_at)).await
    }

    /// Deletes what has expired, and returns how many items that were.
    async fn sweep(&self) -> Result<usize> {
        Ok(self.time.sweep().await?.items)
    }

    async fn left(&self) -> Result<Vec<String>> {
        self.table.texts("sk", self.table.partition("a").consistent()).await
    }
}

fn session(sk: &str, expires_at: impl Into<Value>) -> Item {
    item! { "pk": "a", "sk": sk, "user": "ada", "rank": 1, "ttl": expires_at }
}

pub async fn expired_items_are_read_until_they_are_swept(target: &Target) -> Result<()> {
    let sessions = Sessions::expiring(target).await?;
    let (first, second) = (sessions.seconds(10), sessions.seconds(20));
    sessions.put("1", first).await?;
    sessions.put("2", second).await?;
    sessions.time.advance(11 * SECOND);
    assert_eq!(sessions.table.get(key("a", "1")).await?, Some(session("1", first)));
    assert_eq!(sessions.left().await?, ["1", "2"]);
    assert_eq!(sessions.sweep().await?, 1);
    assert_eq!(sessions.left().await?, ["2"]);
    assert_eq!(sessions.sweep().await?, 0);
    sessions.time.advance(10 * SECOND);
    assert_eq!(sessions.sweep().await?, 1);
    assert!(sessions.left().await?.is_empty());
    Ok(())
}

pub async fn an_item_written_again_after_it_expired_is_swept_or_kept_as_written(
    target: &Target,
) -> Result<()> {
    let sessions = Sessions::expiring(target).await?;
    for sk in ["1", "2", "3"] {
        sessions.put(sk, sessions.seconds(10)).await?;
    }
    sessions.time.advance(HOUR);
    let later = Update::new().set("ttl", sessions.seconds(60));
    sessions.table.update(key("a", "1"), later).await?;
    sessions.table.update(key("a", "2"), Update::new().remove("ttl")).await?;
    sessions.table.update(key("a", "3"), Update::new().set("v", 1)).await?;
    assert_eq!(sessions.sweep().await?, 1);
    assert_eq!(sessions.left().await?, ["1", "2"]);
    Ok(())
}

pub async fn only_numbers_of_seconds_expire(target: &Target) -> Result<()> {
    let sessions = Sessions::expiring(target).await?;
    let past = sessions.seconds(-10);
    sessions.put("text", past.to_string()).await?;
    sessions.put("list", list([past])).await?;
    sessions.put("negative", -past).await?;
    sessions.put("zero", 0).await?;
    sessions.put("milliseconds", past * 1000).await?;
    sessions.put("fraction", number(&format!("{past}.5"))).await?;
    sessions.put("exponent", number(&format!("{}e1", past / 10))).await?;
    sessions.table.put(key("a", "nothing")).await?;
    assert_eq!(sessions.sweep().await?, 2);
    assert_eq!(sessions.left().await?, ["list", "milliseconds", "negative", "nothing", "text", "zero"]);
    Ok(())
}

pub async fn what_passed_more_than_five_years_ago_does_not_expire(target: &Target) -> Result<()> {
    let sessions = Sessions::expiring(target).await?;
    sessions.put("before", sessions.seconds(-5 * YEAR - 10)).await?;
    sessions.put("within", sessions.seconds(-5 * YEAR + 10)).await?;
    assert_eq!(sessions.sweep().await?, 1);
    assert_eq!(sessions.left().await?, ["before"]);
    Ok(())
}

pub async fn items_from_before_expiry_was_turned_on_expire_too(target: &Target) -> Result<()> {
    let sessions = Sessions::new(target).await?;
    sessions.put("1", sessions.seconds(-10)).await?;
    assert_eq!(sessions.sweep().await?, 0);
    sessions.turn_on().await?;
    let table = &sessions.table;
    eventually!(table.describe_time_to_live(table.into()).await?.status == TimeToLiveStatus::Enabled);
    assert_eq!(sessions.sweep().await?, 1);
    assert!(sessions.left().await?.is_empty());
    Ok(())
}

pub async fn nothing_expires_once_expiry_is_off(target: &Target) -> Result<()> {
    let sessions = Sessions::expiring(target).await?;
    sessions.put("1", sessions.seconds(10)).await?;
    sessions.time.advance(HOUR);
    sessions.turn_off().await?;
    assert_eq!(sessions.sweep().await?, 0);
    assert_eq!(sessions.left().await?, ["1"]);
    Ok(())
}

pub async fn expiry_changes_once_an_hour_at_the_most(target: &Target) -> Result<()> {
    let sessions = Sessions::expiring(target).await?;
    sessions.time.advance(HOUR - SECOND);
    let error = refused(sessions.turn_off().await);
    say_exactly(&[(error, "Time to live has been modified multiple times within a fixed interval")]);
    sessions.time.advance(SECOND);
    sessions.turn_off().await
}

pub async fn a_swept_item_leaves_all_indexes(target: &Target) -> Result<()> {
    let sessions = Sessions::expiring(target).await?;
    sessions.put("1", sessions.seconds(10)).await?;
    sessions.put("2", sessions.seconds(7200)).await?;
    sessions.time.advance(HOUR);
    assert_eq!(sessions.sweep().await?, 1);
    let table = &sessions.table;
    let by_user = Query::new(table, KeyCondition::partition("user", "ada")).on_index("by-user");
    assert_eq!(table.texts("sk", by_user).await?, ["2"]);
    assert_eq!(table.texts("sk", table.partition("a").on_index("by-rank")).await?, ["2"]);
    Ok(())
}

pub async fn a_swept_item_is_recorded_as_removed_by_the_service(target: &Target) -> Result<()> {
    let sessions = Sessions::expiring(target).await?;
    let expires_at = sessions.seconds(10);
    sessions.put("1", expires_at).await?;
    sessions.put("2", expires_at).await?;
    sessions.table.delete(key("a", "2")).await?;
    sessions.time.advance(HOUR);
    assert_eq!(sessions.sweep().await?, 1);
    let table = &sessions.table;
    let arn = table.describe_table(table.into()).await?.latest_stream_arn.unwrap();
    let shard = table.describe_stream(DescribeStream::new(&*arn)).await?.shards.remove(0).id;
    let oldest = GetShardIterator::new(arn, shard, ShardPosition::TrimHorizon);
    let iterator = table.get_shard_iterator(oldest).await?;
    let mut removed = table.get_records(GetRecords::new(iterator)).await?.records;
    removed.retain(|record| record.event == StreamEvent::Remove);
    let [deleted, swept] = &removed[..] else { panic!("two items were removed: {removed:?}") };
    assert_eq!((&deleted.keys, &deleted.user_identity), (&key("a", "2"), &None));
    assert_eq!((&swept.keys, &swept.user_identity), (&key("a", "1"), &Some(UserIdentity::time_to_live())));
    assert_eq!(swept.old_image, Some(session("1", expires_at)));
    Ok(())
}
