//! Comparisons by order, of types of other crates and of newtypes: what the filter finds is what Rust's own order says.

use std::fmt::Debug;

use chrono::NaiveTime;
use dynamo_model::builder::Update;
use dynamo_model::typed::Cond;
use dynamo_model::value::Value;
use dynamo_model::{Entity, KeyPart, Result, Table};
use jiff::civil::{Date, DateTime, date, time};
use ordered_float::NotNan;
use serde::{Deserialize, Serialize};
use ulid::Ulid;
use uuid::Uuid;

use crate::Target;
use crate::kit::refused;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "samples")]
enum Samples {
    Sample(Sample),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Samples, pk = "SAMPLE#{id}", sk = "SAMPLE")]
struct Sample {
    id: u32,
    day: Date,
    at: DateTime,
    clock: NaiveTime,
    weight: NotNan<f64>,
    uuid: Uuid,
    ulid: Ulid,
    account: Account,
    level: Level,
    code: Code,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, KeyPart)]
struct Account(Uuid);

/// A newtype of a newtype is what the inner one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, KeyPart)]
struct Level(Steps);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, KeyPart)]
struct Steps(i32);

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, KeyPart)]
struct Code(String);

/// Samples that are in another order by each field.
fn samples() -> Vec<Sample> {
    let rows = [
        (1, date(2026, 11, 26), 500_000_000, -2.5, 3),
        (2, date(9999, 12, 31), 0, 1e10, -7),
        (3, date(0, 1, 1), 50, 0.0, 100),
        (4, date(2026, 2, 3), 500_000_001, -1e-10, 20),
    ];
    let sample = |(id, day, nanos, weight, level): (u32, Date, i32, f64, i32)| Sample {
        id,
        day,
        at: date(2026, 11, 26).to_datetime(time(9, 30, 0, nanos)),
        clock: NaiveTime::from_num_seconds_from_midnight_opt(10 - id, nanos.unsigned_abs()).unwrap(),
        weight: NotNan::new(weight).unwrap(),
        uuid: Uuid::from_u128(u128::from(id) << (id * 20)),
        ulid: Ulid::from(u128::MAX >> (id * 7)),
        account: Account(Uuid::from_u128(u128::MAX >> (id * 9))),
        level: Level(Steps(level)),
        code: Code(format!("{level}")),
    };
    rows.map(sample).into()
}

type Found<'t> = &'t (dyn Fn(&<Sample as Entity>::Attributes) -> Cond<Sample> + Sync);

pub async fn what_is_stored_in_its_order_is_compared_by_it(target: &Target) -> Result<()> {
    let db = target.db::<Samples>().await?;
    db.batch_write().put_all(&samples()).await?;
    let ids = async |found: Found<'_>| -> Result<Vec<u32>> {
        let found = db.scan::<Sample>().filter(found).all().await?;
        let mut ids: Vec<u32> = found.into_iter().map(|sample| sample.id).collect();
        ids.sort_unstable();
        Ok(ids)
    };
    fn expected<T: PartialOrd + Debug>(of: impl Fn(&Sample) -> T, least: &T) -> Vec<u32> {
        samples().iter().filter(|sample| of(sample) >= *least).map(|sample| sample.id).collect()
    }
    for least in samples() {
        macro_rules! agrees {
            ($($field:ident),*) => {$(
                let value = least.$field.clone();
                let filtered = ids(&|s| s.$field.ge(&value)).await?;
                assert_eq!(filtered, expected(|s| s.$field.clone(), &value), "{} from {value:?}", stringify!($field));
                let others = ids(&|s| s.$field.lt(&value)).await?;
                assert_eq!(others.len() + filtered.len(), samples().len());
            )*};
        }
        agrees!(day, at, clock, weight, uuid, ulid, account, level, code);
    }
    let late = ids(&|s| s.day.between(date(2026, 1, 1), date(2026, 11, 25))).await?;
    assert_eq!(late, [4]);
    assert_eq!(ids(&|s| s.code.begins_with("-")).await?, [2], "a newtype of a text is one");
    Ok(())
}

pub async fn a_date_before_year_0_is_not_compared(_target: &Target) -> Result<()> {
    let ides = date(-43, 3, 15);
    let update = || Update::new(Sample::key(1)).set(|s| s.level.plus(Level(Steps(1))));
    let error = refused(update().only_if(|s| s.day.lt(ides)).request());
    assert!(error.is_validation() && error.message().contains("is before year 0"), "{error}");
    let noon = ides.at(12, 0, 0, 0);
    assert!(update().only_if(|s| s.at.between(noon, date(1, 1, 1).at(0, 0, 0, 0))).request().is_err());
    assert!(update().only_if(|s| s.day.eq(ides)).request().is_ok(), "equal is equal");
    Ok(())
}

pub async fn an_ordered_float_is_added_to(target: &Target) -> Result<()> {
    let db = target.db::<Samples>().await?;
    db.batch_write().put_all(&samples()).await?;
    let heavier = db.update(Sample::key(1)).set(|s| s.weight.plus(NotNan::new(0.25).unwrap()));
    let sample = heavier.returning_new().await?;
    assert_eq!(sample.weight, NotNan::new(-2.25).unwrap());
    assert_eq!(Value::from_serialize(&sample.weight)?, Value::from_serialize(&-2.25)?);
    Ok(())
}
