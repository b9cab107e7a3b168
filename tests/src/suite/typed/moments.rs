//! Times of writes in types whose text serde leaves in no order: as the library stores them, conditions compare them.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dynamo_model::builder::Update;
use dynamo_model::request::{GetItem, PutItem};
use dynamo_model::value::Item;
use dynamo_model::{Clock, Db, Entity, Record, Result, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

type Utc = chrono::DateTime<chrono::Utc>;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "moments")]
#[index(name = "gsi1")]
enum Moments {
    Note(Note),
    Memo(Memo),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Moments, pk = "NOTE#{id}", sk = "NOTE")]
#[access(name = by_update, index = gsi1, pk = "NOTES", sk = "{updated}#{id}")]
struct Note {
    id: usize,
    text: String,
    #[attr(created)]
    created: Timestamp,
    #[attr(updated)]
    updated: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Moments, pk = "MEMO#{id}", sk = "MEMO")]
struct Memo {
    id: usize,
    text: String,
    #[attr(created)]
    created: Option<Utc>,
    #[attr(updated)]
    updated: Utc,
}

/// Nanoseconds around a second, whose usual texts do not sort; a clock tells whole milliseconds.
const NANOS: [u64; 8] = [
    999_000_000,
    1_000_000_000,
    1_001_000_000,
    1_100_000_000,
    1_500_000_000,
    1_510_000_000,
    1_999_000_000,
    2_000_000_000,
];

fn time(nanos: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_700_000_000) + Duration::from_nanos(nanos)
}

fn jiff(nanos: u64) -> Timestamp {
    Timestamp::try_from(time(nanos)).unwrap()
}

fn chrono(nanos: u64) -> Utc {
    Utc::from(time(nanos))
}

fn note(id: usize) -> Note {
    Note { id, text: "t".into(), created: Timestamp::UNIX_EPOCH, updated: Timestamp::UNIX_EPOCH }
}

fn memo(id: usize) -> Memo {
    Memo { id, text: "t".into(), created: None, updated: Utc::UNIX_EPOCH }
}

fn at(db: &Db<Moments>, nanos: u64) -> Db<Moments> {
    db.clone().with_clock(Clock::stopped_at(time(nanos)))
}

async fn stored(db: &Db<Moments>, entity: &impl Record) -> Result<Item> {
    let item = entity.to_item()?;
    let key = ["pk", "sk"].into_iter().filter_map(|name| Some((name, item.get(name)?.to_value())));
    let read = GetItem::new(db.table_name().clone(), Item::from_iter(key)).consistent();
    Ok(db.backend().get_item(read).await?.item.unwrap_or_default())
}

pub async fn times_of_writes_are_compared_in_their_order(target: &Target) -> Result<()> {
    let db = target.db::<Moments>().await?;
    for (id, nanos) in NANOS.into_iter().enumerate() {
        at(&db, nanos).create(&note(id)).await?;
        at(&db, nanos).put(&memo(id)).await?;
    }
    macro_rules! agrees {
        ($entity:ty, $field:ident, $time:ident, $compared:ident, $by:tt) => {
            for limit in NANOS {
                let found = db.scan::<$entity>().filter(|o| o.$field.$compared($time(limit))).all().await?;
                let mut found: Vec<usize> = found.into_iter().map(|found| found.id).collect();
                found.sort_unstable();
                let wanted: Vec<usize> = (0..NANOS.len()).filter(|id| NANOS[*id] $by limit).collect();
                assert_eq!(found, wanted, "{} {} {limit}", stringify!($entity), stringify!($compared));
            }
        };
    }
    agrees!(Note, created, jiff, lt, <);
    agrees!(Note, created, jiff, ge, >=);
    agrees!(Note, updated, jiff, le, <=);
    agrees!(Note, updated, jiff, gt, >);
    agrees!(Note, created, jiff, eq, ==);
    agrees!(Memo, created, chrono, lt, <);
    agrees!(Memo, created, chrono, ge, >=);
    agrees!(Memo, updated, chrono, le, <=);
    agrees!(Memo, updated, chrono, ne, !=);
    let within =
        db.scan::<Note>().filter(|n| n.created.between(jiff(NANOS[1]), jiff(NANOS[4]))).all().await?;
    assert_eq!(within.len(), 4);
    let some =
        db.scan::<Memo>().filter(|m| m.created.is_in([chrono(NANOS[1]), chrono(NANOS[4])])).all().await?;
    assert_eq!(some.len(), 2);
    let sorted = db.query(Note::by_update().updated(jiff(NANOS[2])..)).all().await?;
    let sorted: Vec<usize> = sorted.into_iter().map(|note| note.id).collect();
    assert_eq!(sorted, [2, 3, 4, 5, 6, 7], "and so do keys that are made of them");
    Ok(())
}

pub async fn an_entity_written_since_it_was_created_is_found(target: &Target) -> Result<()> {
    let db = target.db::<Moments>().await?;
    for id in [1, 2] {
        at(&db, 500_000_000).create(&note(id)).await?;
    }
    let later = at(&db, 510_000_000);
    let update = later.update(Note::key(2)).set(|n| n.text.to("u"));
    let written =
        update.only_if(|n| n.created.ge(jiff(500_000_000)).and(n.updated.eq(&n.created))).returning_new();
    let written = written.await?;
    assert_eq!((written.created, written.updated), (jiff(500_000_000), jiff(510_000_000)));
    let found = db.scan::<Note>().filter(|n| n.updated.gt(&n.created)).all().await?;
    assert_eq!(found, [written]);
    Ok(())
}

pub async fn every_write_stores_times_with_all_their_digits(target: &Target) -> Result<()> {
    let db = target.db::<Moments>().await?;
    let now = at(&db, 500_000_000);
    let (first, second) = ("2023-11-14T22:13:20.000000000Z", "2023-11-14T22:13:20.500000000Z");
    let check = async |created: &str, updated: &str| -> Result<()> {
        let item = stored(&db, &note(1)).await?;
        let text = |name| item.get(name).and_then(|value| value.as_s());
        assert_eq!((text("created"), text("updated")), (Some(created), Some(updated)));
        assert_eq!(text("gsi1sk").map(|sk| sk.starts_with(updated)), Some(true));
        Ok(())
    };
    at(&db, 0).create(&note(1)).await?;
    check(first, first).await?;
    let read = db.get(Note::key(1)).await?.unwrap();
    assert_eq!(read, Note { created: jiff(0), updated: jiff(0), ..note(1) });
    assert_eq!(read.to_item()?, stored(&db, &read).await?);
    let edited = now.edit(Note::key(1), |note| {
        note.text = "u".into();
        Ok(())
    });
    edited.await?;
    check(first, second).await?;
    for write in 0..4 {
        match write {
            0 => now.put(&read).await?,
            1 => now.replace(&read).await?,
            2 => now.transact().put(&read).await?,
            _ => now.batch_write().put(&read).await.map(drop)?,
        }
        check(first, second).await?;
    }
    now.upsert(&memo(1)).await?;
    let item = stored(&db, &memo(1)).await?;
    assert_eq!(item.get("created").and_then(|value| value.as_s()), Some(second));
    Ok(())
}

pub async fn a_time_stored_with_fewer_digits_is_read_and_written_anew(target: &Target) -> Result<()> {
    let db = target.db::<Moments>().await?;
    let old = Note { created: jiff(500_000_000), updated: jiff(0), ..note(1) };
    let mut item = old.to_item()?;
    item.insert("created", "2023-11-14T22:13:20.5Z");
    item.insert("updated", "2023-11-14T22:13:20Z");
    db.backend().put_item(PutItem::new(db.table_name().clone(), item)).await?;
    assert_eq!(db.get(Note::key(1)).await?, Some(old.clone()));
    let earlier = || db.scan::<Note>().filter(|n| n.created.le(jiff(500_000_000))).count();
    assert_eq!(earlier().await?, 0, "in one second, it compares as the text that it is");
    assert_eq!(db.scan::<Note>().filter(|n| n.created.lt(jiff(1_000_000_000))).count().await?, 1);
    let later = at(&db, 1_000_000_000);
    let edited = later.edit(Note::key(1), |note| {
        note.text = "u".into();
        Ok(())
    });
    assert_eq!(edited.await?, Note { text: "u".into(), updated: jiff(1_000_000_000), ..old.clone() });
    db.put(&old).await?;
    assert_eq!(earlier().await?, 1);
    Ok(())
}

pub async fn a_time_in_a_year_of_five_digits_is_not_compared(_target: &Target) -> Result<()> {
    let update =
        |late: Utc| Update::new(Memo::key(1)).set(|m| m.text.to("u")).only_if(|m| m.updated.lt(late));
    assert!(update(chrono(0)).request().is_ok());
    let error = refused(update(Utc::MAX_UTC).request());
    assert!(error.is_validation() && error.message().contains("after 9999"), "{error}");
    let before = Update::new(Note::key(1)).set(|n| n.text.to("u")).only_if(|n| n.created.gt(Timestamp::MIN));
    assert!(refused(before.request()).message().contains("before year 0"));
    Ok(())
}
