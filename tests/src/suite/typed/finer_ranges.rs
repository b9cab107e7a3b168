//! Ranges of times whose ends are finer than what a key tells of them.

use std::cmp::Reverse;
use std::ops::Bound::{Excluded, Included};

use dynamo_model::query::Between as _;
use dynamo_model::{Db, Entity, Result, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

/// Readings, by times that keys tell in each of their forms.
#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "readings", sk("at", N))]
#[index(name = "gsi1")]
#[index(name = "gsi2")]
#[index(name = "gsi3")]
enum Readings {
    Reading(Reading),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Readings, pk = "ALL", sk = "{at}")]
#[access(name = counted)]
#[access(name = told, index = gsi1, pk = "TOLD", sk = "{at:millis}#{number}")]
#[access(name = digits, index = gsi2, pk = "DIGITS", sk = "{at:millis,013}")]
#[access(name = newest, index = gsi3, pk = "NEWEST", sk = "{last:millis}#{number}")]
struct Reading {
    #[attr(time(millis, N))]
    at: Timestamp,
    number: u8,
    last: Reverse<Timestamp>,
}

fn reading(millis: i64) -> Reading {
    let at = micros(millis * 1_000);
    Reading { at, number: 7, last: Reverse(at) }
}

fn micros(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap()
}

/// Readings of the first ten milliseconds.
async fn readings(target: &Target) -> Result<Db<Readings>> {
    let db = target.db::<Readings>().await?;
    let all: Vec<Reading> = (0..10).map(reading).collect();
    db.batch_write().put_all(&all).await?;
    Ok(db)
}

fn millis(found: &[Reading]) -> Vec<i64> {
    let mut millis: Vec<i64> = found.iter().map(|reading| reading.at.as_millisecond()).collect();
    millis.sort_unstable();
    millis
}

pub async fn an_end_that_is_finer_than_its_key_is_between_two_of_them(target: &Target) -> Result<()> {
    let db = readings(target).await?;
    macro_rules! found {
        ($range:expr) => {{
            let found = [
                db.query(Reading::counted().at($range)).all().await?,
                db.query(Reading::told().at($range)).all().await?,
                db.query(Reading::digits().at($range)).all().await?,
            ]
            .map(|found| millis(&found));
            assert!(found.iter().all(|other| *other == found[0]), "{found:?}");
            found[0].clone()
        }};
    }
    let (early, late) = (micros(3_500), micros(6_500));
    assert_eq!(found!(early..), [4, 5, 6, 7, 8, 9]);
    assert_eq!(found!(..late), [0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(found!(..=late), [0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(found!(early..late), [4, 5, 6]);
    assert_eq!(found!((Excluded(early), Included(late))), [4, 5, 6]);
    assert_eq!(found!(early..micros(6_000)), [4, 5], "an end that is as fine as the key is as ever");
    assert_eq!(found!(micros(3_000)..=late), [3, 4, 5, 6]);
    Ok(())
}

pub async fn a_range_between_two_keys_finds_nothing(target: &Target) -> Result<()> {
    let db = readings(target).await?;
    let (from, to) = (micros(3_200), micros(3_700));
    assert_eq!(db.query(Reading::counted().at(from..to)).all().await?, []);
    assert_eq!(db.query(Reading::told().at(from..to)).all().await?, []);
    assert_eq!(db.query(Reading::digits().at(from..=to)).all().await?, []);
    assert_eq!(db.query(Reading::newest().last(Reverse(to)..Reverse(from))).all().await?, []);
    assert_eq!(db.query(Reading::counted().at(from..micros(4_000))).all().await?, []);
    for error in [
        refused(db.query(Reading::counted().at(to..from)).all().await),
        refused(db.query(Reading::told().at(to..from)).all().await),
        refused(db.query(Reading::newest().last(Reverse(from)..Reverse(micros(5_700)))).all().await),
    ] {
        assert!(error.is_invalid_key() && error.message().contains("is empty"), "{error}");
    }
    Ok(())
}

pub async fn an_end_of_a_reversed_time_is_between_two_of_them_too(target: &Target) -> Result<()> {
    let db = readings(target).await?;
    let (early, late) = (Reverse(micros(3_500)), Reverse(micros(6_500)));
    let found = async |query| Ok::<_, dynamo_model::Error>(millis(&db.query(query).all().await?));
    use dynamo_model::query::IntoQuery as _;
    assert_eq!(found(Reading::newest().last(late..early).into_query()).await?, [4, 5, 6]);
    assert_eq!(found(Reading::newest().last(late..).into_query()).await?, [0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(found(Reading::newest().last(..=early).into_query()).await?, [4, 5, 6, 7, 8, 9]);
    Ok(())
}

pub async fn an_end_of_several_parts_ends_with_what_is_finer(target: &Target) -> Result<()> {
    let db = readings(target).await?;
    let (early, late) = (micros(3_500), micros(6_500));
    let found =
        db.query(Reading::told().between(|from| from.at(early).number(200), |to| to.at(late).number(0)));
    assert_eq!(millis(&found.all().await?), [4, 5, 6], "whatever follows a time that no key has");
    let found = db.query(Reading::told().between(|from| from.at(early), |to| Excluded(to.at(micros(6_000)))));
    assert_eq!(millis(&found.all().await?), [4, 5]);
    let found =
        db.query(Reading::newest().between(|from| from.last(Reverse(late)), |to| to.last(Reverse(early))));
    assert_eq!(millis(&found.all().await?), [4, 5, 6]);
    let none = db.query(Reading::told().between(|from| from.at(micros(3_200)), |to| to.at(early)));
    assert_eq!(none.all().await?, []);
    Ok(())
}

pub async fn a_time_that_no_key_tells_equals_none(target: &Target) -> Result<()> {
    let db = readings(target).await?;
    for error in [
        refused(db.query(Reading::counted().at(micros(3_500))).all().await),
        refused(db.query(Reading::told().at(micros(3_500))).all().await),
        refused(db.query(Reading::told().at(micros(3_500)).number(1..)).all().await),
        refused(db.query(Reading::newest().last(Reverse(micros(3_500)))).all().await),
    ] {
        assert!(error.message().contains("key part `") && error.message().contains("finer"), "{error}");
    }
    Ok(())
}
