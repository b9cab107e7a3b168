//! Times as attributes of their own: stored in their order, as their fields say, they are compared, and are keys themselves.

use dynamo_model::builder::Update;
use dynamo_model::request::{GetItem, PutItem};
use dynamo_model::value::{Item, Value};
use dynamo_model::{Db, Entity, KeyPart, Patch, Projection, Record, Result, Table};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::{item, refused};

type Utc = chrono::DateTime<chrono::Utc>;

/// Parcels on their way: the stations of each by the time of arrival.
#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "tracking", sk("arrived", N), ttl = "until")]
#[index(name = "by_place", pk = "place", sk = "scanned")]
#[index(name = "by_leaving", sk("left", N), local, project(keys_only))]
#[index(name = "gsi1")]
#[index(name = "gsi2")]
enum Tracking {
    Stop(Stop),
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, KeyPart)]
struct Scanned(Timestamp);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Tracking, pk = "PARCEL#{parcel}", sk = "{arrived}")]
#[access(name = stops)]
#[access(name = at_place, index = by_place, pk(place), sk(scanned))]
#[access(name = leaving, index = by_leaving, pk = "PARCEL#{parcel}", sk = "{left}", view = Leaving)]
#[access(name = due_at, index = gsi1, pk = "DUE", sk = "{due}#{parcel}")]
#[access(name = packed_in, index = gsi2, pk = "LANE#{lane}", sk = "{packed}")]
struct Stop {
    parcel: u32,
    place: String,
    #[attr(time(millis, N))]
    arrived: Timestamp,
    #[attr(time(millis))]
    scanned: Scanned,
    #[attr(time(seconds, N))]
    left: Option<Utc>,
    #[attr(time(micros, N))]
    due: Option<Timestamp>,
    lane: u8,
    #[attr(time(millis))]
    packed: Option<Timestamp>,
    #[attr(time)]
    local: DateTime,
    #[attr(time(seconds))]
    weighed: Option<chrono::NaiveDateTime>,
    day: Date,
    shown: chrono::NaiveDate,
    #[attr(computed(is_late, from(arrived, due)))]
    late: bool,
    #[attr(ttl(after = "30d", from = arrived))]
    until: Option<u64>,
}

fn is_late(arrived: &Timestamp, due: &Option<Timestamp>) -> bool {
    due.is_some_and(|due| due < *arrived)
}

/// Of an index of keys.
#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Stop)]
struct Leaving {
    arrived: Timestamp,
    left: Option<Utc>,
}

/// Of whole items.
#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Stop)]
struct Times {
    arrived: Timestamp,
    scanned: Scanned,
    due: Option<Timestamp>,
    weighed: Option<chrono::NaiveDateTime>,
}

#[derive(Debug, Default, Patch)]
#[patch(of = Stop)]
struct StopPatch {
    scanned: Option<Scanned>,
    left: Option<Option<Utc>>,
}

/// Milliseconds around seconds and around 1970, whose usual texts do not sort.
const MILLIS: [i64; 9] = [-1_000, -1, 0, 500, 1_000, 1_500, 1_510, 2_000, 10_000];

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap()
}

fn utc(millis: i64) -> Utc {
    Utc::from_timestamp_millis(millis).unwrap()
}

fn local(millis: i64) -> DateTime {
    at(millis).to_zoned(jiff::tz::TimeZone::UTC).datetime()
}

fn naive(millis: i64) -> chrono::NaiveDateTime {
    utc(millis).naive_utc()
}

/// A stop at a time; what is told in seconds is at the second before.
fn stop(millis: i64) -> Stop {
    let second = millis.div_euclid(1_000) * 1_000;
    Stop {
        parcel: 1,
        place: "Ulm".into(),
        arrived: at(millis),
        scanned: Scanned(at(millis)),
        left: Some(utc(second)),
        due: Some(at(millis)),
        lane: 7,
        packed: None,
        local: local(millis),
        weighed: Some(naive(second)),
        day: local(millis).date(),
        shown: naive(millis).date(),
        late: false,
        until: None,
    }
}

async fn stops(target: &Target) -> Result<Db<Tracking>> {
    let db = target.db::<Tracking>().await?;
    for millis in MILLIS.into_iter().rev() {
        db.create(&stop(millis)).await?;
    }
    Ok(db)
}

fn arrivals(stops: &[Stop]) -> Vec<i64> {
    stops.iter().map(|stop| stop.arrived.as_millisecond()).collect()
}

async fn stored(db: &Db<Tracking>, arrived: i64) -> Result<Item> {
    let key = item! { "pk": "PARCEL#0000000001", "arrived": Value::from(arrived) };
    let read = GetItem::new(db.table_name().clone(), key).consistent();
    Ok(db.backend().get_item(read).await?.item.unwrap_or_default())
}

pub async fn times_are_compared_in_their_order(target: &Target) -> Result<()> {
    let db = stops(target).await?;
    macro_rules! agrees {
        ($field:ident, $time:expr, $compared:ident, $by:tt) => {
            for limit in MILLIS {
                let found = db.scan::<Stop>().filter(|o| o.$field.$compared($time(limit))).all().await?;
                let mut found = arrivals(&found);
                found.sort_unstable();
                let wanted: Vec<i64> = MILLIS.into_iter().filter(|millis| millis $by &limit).collect();
                assert_eq!(found, wanted, "{} {} {limit}", stringify!($field), stringify!($compared));
            }
        };
    }
    agrees!(arrived, at, lt, <);
    agrees!(arrived, at, ge, >=);
    agrees!(scanned, |millis| Scanned(at(millis)), gt, >);
    agrees!(scanned, |millis| Scanned(at(millis)), le, <=);
    agrees!(due, at, lt, <);
    agrees!(due, at, ne, !=);
    agrees!(local, local, ge, >=);
    agrees!(local, local, eq, ==);
    let scan = || db.scan::<Stop>();
    assert_eq!(scan().filter(|o| o.left.lt(utc(1_000))).count().await?, 4);
    assert_eq!(scan().filter(|o| o.left.between(utc(0), utc(1_000))).count().await?, 5);
    assert_eq!(scan().filter(|o| o.weighed.ge(naive(1_000))).count().await?, 5);
    assert_eq!(scan().filter(|o| o.weighed.is_in([naive(0), naive(10_000)])).count().await?, 3);
    assert_eq!(scan().filter(|o| o.scanned.begins_with("1969-12-31")).count().await?, 2);
    assert_eq!(scan().filter(|o| o.day.lt(local(0).date())).count().await?, 2);
    assert_eq!(scan().filter(|o| o.shown.ge(naive(0).date())).count().await?, 7);
    Ok(())
}

pub async fn a_time_is_a_key_attribute_itself(target: &Target) -> Result<()> {
    let db = stops(target).await?;
    assert_eq!(db.get(Stop::key(1, at(1_510))).await?, Some(read(1_510)));
    assert_eq!(arrivals(&db.query(Stop::stops(1)).all().await?), MILLIS);
    for (from, to) in [(0, 3), (1, 8), (2, 6)] {
        let [low, high] = [MILLIS[from], MILLIS[to]];
        let open = db.query(Stop::stops(1).arrived(at(low)..at(high))).all().await?;
        assert_eq!(arrivals(&open), MILLIS[from..to]);
        let closed = db.query(Stop::stops(1).arrived(at(low)..=at(high)).descending()).all().await?;
        let wanted: Vec<i64> = MILLIS[from..=to].iter().rev().copied().collect();
        assert_eq!(arrivals(&closed), wanted);
        let scanned =
            db.query(Stop::at_place("Ulm").scanned(Scanned(at(low))..Scanned(at(high)))).all().await?;
        assert_eq!(arrivals(&scanned), MILLIS[from..to]);
        let due = db.query(Stop::due_at().due(at(low)..at(high))).all().await?;
        assert_eq!(arrivals(&due), MILLIS[from..to], "and part of another key");
    }
    let exactly = db.query(Stop::at_place("Ulm").scanned(Scanned(at(500)))).all().await?;
    assert_eq!(exactly, [read(500)]);
    let left = db.query(Stop::leaving(1).left(utc(1_000)..utc(3_000))).all().await?;
    assert_eq!(left.len(), 4);
    assert_eq!(left.last(), Some(&Leaving { arrived: at(2_000), left: Some(utc(2_000)) }));
    let page = db.query(Stop::stops(1)).limit(2).page().await?;
    let next = db.query(Stop::stops(1)).limit(2).after(page.cursor().cloned().unwrap()).page().await?;
    assert_eq!(arrivals(&next), MILLIS[2..4]);
    assert_eq!(Stop::key(1, at(1_510)).parts()?, (1_u32, at(1_510)));
    Ok(())
}

/// A stop as it is read.
fn read(millis: i64) -> Stop {
    let expires = at(millis).as_second() + 30 * 86_400;
    Stop { until: Some(expires.try_into().unwrap()), ..stop(millis) }
}

pub async fn every_write_stores_a_time_alike(target: &Target) -> Result<()> {
    let db = target.db::<Tracking>().await?;
    let check = async |millis: i64, scanned: &str, left: Option<i64>| -> Result<()> {
        let item = stored(&db, millis).await?;
        assert_eq!(item.get("scanned").and_then(|value| value.as_s()), Some(scanned));
        assert_eq!(item.get("left").and_then(|value| value.as_n()), left.map(Into::into));
        Ok(())
    };
    let (first, second) = ("1970-01-01T00:00:01.500Z", "1970-01-01T00:00:02.000Z");
    for write in 0..5 {
        db.delete(Stop::key(1, at(1_500))).await?;
        match write {
            0 => db.create(&stop(1_500)).await?,
            1 => db.put(&stop(1_500)).await?,
            2 => drop(db.upsert(&stop(1_500)).await?),
            3 => db.transact().put(&stop(1_500)).await?,
            _ => db.batch_write().put(&stop(1_500)).await.map(drop)?,
        }
        check(1_500, first, Some(1)).await?;
    }
    let item = stored(&db, 1_500).await?;
    assert_eq!(item, stop(1_500).to_item()?, "as it is made here");
    assert_eq!(item.get("due").and_then(|value| value.as_n()), Some(1_500_000.into()));
    assert_eq!(item.get("local").and_then(|value| value.as_s()), Some("1970-01-01T00:00:01.500000000"));
    assert_eq!(item.get("weighed").and_then(|value| value.as_s()), Some("1970-01-01T00:00:01"));
    assert_eq!(
        item.get("gsi1sk").and_then(|value| value.as_s()),
        Some("1970-01-01T00:00:01.500000000Z#0000000001")
    );

    let key = || Stop::key(1, at(1_500));
    let update = db.update(key()).set(|o| o.scanned.to(Scanned(at(2_000)))).set(|o| o.left.to(utc(3_000)));
    let update = update.only_if(|o| o.scanned.eq(Scanned(at(1_500))).and(o.left.lt(utc(2_000))));
    assert_eq!(update.returning_new().await?.left, Some(utc(3_000)));
    check(1_500, second, Some(3)).await?;
    let patch = StopPatch { scanned: Some(Scanned(at(1_500))), left: Some(None) };
    db.patch(key(), &patch).await?;
    check(1_500, first, None).await?;
    let edited = db.edit(key(), |stop| {
        (stop.scanned, stop.left) = (Scanned(at(2_000)), Some(utc(4_000)));
        Ok(())
    });
    edited.await?;
    check(1_500, second, Some(4)).await?;
    assert_eq!(arrivals(&db.query(Stop::at_place("Ulm").scanned(Scanned(at(2_000)))).all().await?), [1_500]);
    let view = db.get(key()).view::<Times>().await?;
    let times = Times {
        arrived: at(1_500),
        scanned: Scanned(at(2_000)),
        due: Some(at(1_500)),
        weighed: Some(naive(1_000)),
    };
    assert_eq!(view, Some(times));
    Ok(())
}

pub async fn what_is_computed_from_a_stored_time_follows_it(target: &Target) -> Result<()> {
    let db = target.db::<Tracking>().await?;
    db.create(&stop(2_000)).await?;
    let late = db.update(Stop::key(1, at(2_000))).set(|o| o.due.to(at(1_000))).returning_new().await?;
    assert_eq!(late, Stop { due: Some(at(1_000)), late: true, ..read(2_000) });
    let item = stored(&db, 2_000).await?;
    assert_eq!(item.get("due").and_then(|value| value.as_n()), Some(1_000_000.into()));
    assert_eq!(
        item.get("gsi1sk").and_then(|value| value.as_s()),
        Some("1970-01-01T00:00:01.000000000Z#0000000001")
    );
    let packed = db.update(Stop::key(1, at(2_000))).set(|o| o.packed_in(3, Some(at(500))));
    assert_eq!(packed.returning_new().await?.packed, Some(at(500)));
    let item = stored(&db, 2_000).await?;
    let text = |name| item.get(name).and_then(|value| value.as_s());
    assert_eq!(
        [text("packed"), text("gsi2sk")],
        [Some("1970-01-01T00:00:00.500Z"); 2],
        "a key of it alone is alike"
    );
    assert_eq!(db.query(Stop::packed_in(3).packed(at(0)..at(1_000))).count().await?, 1);
    db.update(Stop::key(1, at(2_000))).set(|o| o.packed_in(7, None)).await?;
    let gone = db.update(Stop::key(1, at(2_000))).set(|o| o.due.removed()).returning_new().await?;
    assert_eq!(gone, Stop { due: None, ..read(2_000) });
    Ok(())
}

pub async fn a_time_that_serde_stored_before_is_read(target: &Target) -> Result<()> {
    let db = target.db::<Tracking>().await?;
    let mut old = stop(1_500).to_item()?;
    old.insert("due", "1970-01-01T00:00:01.5Z");
    old.insert("local", "1970-01-01T00:00:01.5");
    old.insert("weighed", "1970-01-01T00:00:01");
    db.backend().put_item(PutItem::new(db.table_name().clone(), old)).await?;
    assert_eq!(db.get(Stop::key(1, at(1_500))).await?, Some(read(1_500)));
    assert_eq!(
        db.get(Stop::key(1, at(1_500))).view::<Times>().await?.and_then(|times| times.due),
        Some(at(1_500))
    );
    let edited = db.edit(Stop::key(1, at(1_500)), |stop| {
        stop.place = "Jena".into();
        stop.due = Some(at(1_000));
        Ok(())
    });
    edited.await?;
    assert_eq!(stored(&db, 1_500).await?.get("due").and_then(|value| value.as_n()), Some(1_000_000.into()));
    db.put(&stop(1_500)).await?;
    assert_eq!(stored(&db, 1_500).await?, stop(1_500).to_item()?);
    let mut wrong = stop(1_500).to_item()?;
    wrong.insert("due", Value::from(i64::MAX));
    let error = refused(Stop::from_item(wrong.view()));
    assert!(error.is_codec() && error.message().contains("no time as microseconds since 1970"), "{error}");
    Ok(())
}

pub async fn a_time_that_its_format_has_no_room_for_is_refused(target: &Target) -> Result<()> {
    let db = target.db::<Tracking>().await?;
    let finer = |text: &str| text.parse::<Timestamp>().unwrap();
    let fine = finer("2026-11-20T09:30:00.1234567Z");
    let refusals = [
        refused(Stop { due: Some(fine), ..stop(0) }.to_item()),
        refused(Update::new(Stop::key(1, at(0))).set(|o| o.due.to(fine)).request()),
        refused(
            Update::new(Stop::key(1, at(0))).set(|o| o.due.removed()).only_if(|o| o.due.lt(fine)).request(),
        ),
    ];
    for error in &refusals {
        assert!(error.is_validation() && error.message().contains("finer than the microseconds"), "{error}");
    }
    for error in &refusals[1..] {
        assert!(error.message().starts_with("attribute `due`: "), "{error}");
    }
    assert!(
        refused(db.create(&Stop { arrived: fine, ..stop(0) }).await)
            .message()
            .contains("finer than the milliseconds")
    );
    assert!(
        refused(db.query(Stop::stops(1).arrived(fine)).all().await)
            .message()
            .contains("finer than the milliseconds")
    );
    assert!(
        refused(db.query(Stop::at_place("Ulm").scanned(Scanned(fine))).all().await)
            .message()
            .contains("finer")
    );
    let early = Stop { left: Some(Utc::MIN_UTC), ..stop(0) };
    assert!(refused(early.to_item()).message().contains("years of four digits"));
    let leap = Stop { left: "2016-12-31T23:59:60Z".parse().ok(), ..stop(0) };
    assert!(refused(leap.to_item()).message().contains("`2016-12-31T23:59:60.000000000Z` is a leap second"));
    let late = Update::new(Stop::key(1, at(0)))
        .set(|o| o.due.removed())
        .only_if(|o| o.shown.lt(chrono::NaiveDate::MAX));
    assert!(refused(late.request()).message().contains("after 9999"), "dates are compared within them, too");
    Ok(())
}
