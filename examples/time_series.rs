//! A time series: what sensors measure, many times a second.
//!
//! One partition takes a thousand writes a second, so the readings of a sensor and a day are spread over four *shards*. A
//! query asks all of them and returns one answer in order, which costs a request each; so what is read often (the latest
//! value, the hours of a day) is written apart.
//!
//! | # | access pattern | read or written by |
//! | --- | --- | --- |
//! | 1, 2 | register sensors; sensors of a site | key; `by_site` |
//! | 3 | record readings | batch; sharded partition of sensor and day; they expire |
//! | 4, 5 | keep the latest value; a reading that comes late | upsert under the condition that it is newer |
//! | 6 | latest values of some sensors | batch of keys |
//! | 7 | readings of a sensor between two times | all shards of each day |
//! | 8 | the last few readings of a day | all shards, descending |
//! | 9, 10 | close an hour, once | a transaction: the hour, and the sensor's totals |
//! | 11 | hours of a sensor between two times | partition of the sensor |
//! | 12 | a sensor with its totals, latest value and hours | partition of the sensor |
//!
//! `cargo run --example time-series` runs it on the built-in engine.

#![allow(missing_docs, reason = "a model reads best without a comment on every field")]

use std::ops::Range;
use std::process::ExitCode;

use dynamo_examples::{log::Log, program};
use dynamo_model::builder::Update;
use dynamo_model::{Collection, Db, Entity, Result, Table};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "telemetry", ttl = "expires_at", collections(Summary))]
#[index(name = "by_site")]
pub enum Telemetry {
    Sensor(Sensor),
    Latest(Latest),
    Hour(Hour),
    Reading(Reading),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Telemetry, pk = "SENSOR#{id}", sk = "ABOUT")]
#[access(name = at_site, index = by_site, pk = "SITE#{site}", sk = "{id}")]
pub struct Sensor {
    pub id: String,
    pub site: String,
    pub unit: String,
    pub readings: u64,
    pub hours: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Telemetry, pk = "SENSOR#{sensor}", sk = "LATEST")]
pub struct Latest {
    #[attr(key)]
    pub sensor: String,
    pub at: u64,
    pub value: i64,
}

/// What an hour of readings comes to. It stays when the readings have expired.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Telemetry, pk = "SENSOR#{sensor}", sk = "HOUR#{from:010}")]
#[access(name = of_sensor)]
pub struct Hour {
    #[attr(key)]
    pub sensor: String,
    #[attr(key)]
    pub from: u64,
    pub readings: u64,
    pub sum: i64,
    pub lowest: i64,
    pub highest: i64,
}

/// Times are seconds since 1970; values are thousandths of the sensor's unit, which add up exactly. The day follows from
/// the time at every write, and the shard from the key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Telemetry, pk = "READING#{sensor}#{day}#{shard(4)}", sk = "{at:010}")]
#[access(name = of_day)]
pub struct Reading {
    #[attr(key)]
    pub sensor: String,
    #[attr(key, computed(day_of, from(at)))]
    pub day: u32,
    #[attr(key)]
    pub at: u64,
    pub value: i64,
    pub expires_at: u64,
}

fn day_of(at: &u64) -> u32 {
    u32::try_from(at / DAY).unwrap_or(u32::MAX)
}

/// What lies in the partition of a sensor: hours, but no readings.
#[derive(Debug, Collection)]
#[collection(table = Telemetry, pk = "SENSOR#{id}", of(id: String))]
pub struct Summary {
    pub sensor: Sensor,
    pub latest: Option<Latest>,
    pub hours: Vec<Hour>,
}

const HOUR: u64 = 60 * 60;
const DAY: u64 = 24 * HOUR;

/// A midnight far enough in the future that nothing expires while the program runs.
const MIDNIGHT: u64 = 4_102_444_800;

/// Runs every access pattern.
pub async fn run(db: &Db<Telemetry>, log: &mut Log) -> Result<()> {
    for id in ["boiler", "cellar"] {
        let (id, site, unit) = (id.to_owned(), "plant-1".to_owned(), "°C".to_owned());
        db.create(&Sensor { id, site, unit, readings: 0, hours: 0 }).await?;
    }
    log.row("register sensors", 2);
    let sensors = db.query(Sensor::at_site("plant-1")).all().await?;
    assert!(sensors.iter().map(|sensor| sensor.id.as_str()).eq(["boiler", "cellar"]));
    log.row("sensors of a site", sensors.len());

    let readings: Vec<Reading> =
        (0..12).map(|n| reading(MIDNIGHT + 60 * n, 60_000 + n.cast_signed())).collect();
    db.batch_write().put_all(&readings).await?;
    log.row("record readings", readings.len());
    let Some(last) = readings.last() else { unreachable!("there are twelve") };
    assert!(keep_latest(db, last).await?);
    log.row("keep the latest value", 1);
    let late = reading(MIDNIGHT + 30, 1);
    assert!(!keep_latest(db, &late).await?);
    log.row("a reading that comes late: refused", 0);
    let latest = db.batch_get([Latest::key("boiler"), Latest::key("cellar")]).await?;
    let boiler = Latest { sensor: "boiler".to_owned(), at: last.at, value: last.value };
    assert_eq!(latest, [Some(boiler), None], "in the order of the keys; the cellar has sent nothing yet");
    log.row("latest values of some sensors", 1);

    let between = readings_between(db, "boiler", MIDNIGHT + 100..MIDNIGHT + 400).await?;
    assert!(between.iter().eq(readings.iter().skip(2).take(5)));
    log.row("readings between two times", between.len());
    let newest = db.query(Reading::of_day("boiler", day_of(&MIDNIGHT))).descending().limit(3).all().await?;
    assert!(newest.iter().eq(readings.iter().rev().take(3)));
    log.row("the last few readings", newest.len());

    let hour = close_hour(db, "boiler", MIDNIGHT).await?;
    assert_eq!((hour.readings, hour.lowest, hour.highest, hour.sum), (12, 60_000, 60_011, 720_066));
    log.row("close an hour", 1);
    let again = close_hour(db, "boiler", MIDNIGHT).await;
    assert!(again.is_err_and(|error| error.is_transaction_canceled()));
    log.row("close it again: refused", 0);
    let hours = db.query(Hour::of_sensor("boiler").from(MIDNIGHT..MIDNIGHT + DAY)).all().await?;
    assert_eq!(hours, [hour]);
    log.row("hours of a day", hours.len());
    let summary = db.get_collection(Summary::of("boiler")).await?;
    assert!(summary.is_some_and(|found| found.sensor.readings == 12 && found.latest.is_some()));
    log.row("a sensor, its latest value and its hours", 3);
    Ok(())
}

fn reading(at: u64, value: i64) -> Reading {
    Reading { sensor: "boiler".to_owned(), day: day_of(&at), at, value, expires_at: at + 30 * DAY }
}

/// Stores a value unless a newer one is stored already; says whether it did.
async fn keep_latest(db: &Db<Telemetry>, reading: &Reading) -> Result<bool> {
    let latest = Latest { sensor: reading.sensor.clone(), at: reading.at, value: reading.value };
    let newer = db.upsert(&latest).only_if(|stored| stored.at.missing().or(stored.at.lt(reading.at)));
    Ok(newer.outcome().await?.done().is_some())
}

/// Reads one day after the other, each from all its shards.
async fn readings_between(db: &Db<Telemetry>, sensor: &str, times: Range<u64>) -> Result<Vec<Reading>> {
    let mut found = Vec::new();
    for day in day_of(&times.start)..=day_of(&times.end.saturating_sub(1)) {
        found.extend(db.query(Reading::of_day(sensor, day).at(times.clone())).all().await?);
    }
    Ok(found)
}

/// Adds up an hour. The transaction creates it, so the sensor's totals count no hour twice.
async fn close_hour(db: &Db<Telemetry>, sensor: &str, from: u64) -> Result<Hour> {
    let values: Vec<i64> =
        readings_between(db, sensor, from..from + HOUR).await?.iter().map(|reading| reading.value).collect();
    let hour = Hour {
        sensor: sensor.to_owned(),
        from,
        readings: values.len() as u64,
        sum: values.iter().sum(),
        lowest: values.iter().min().copied().unwrap_or_default(),
        highest: values.iter().max().copied().unwrap_or_default(),
    };
    let totals = Update::new(Sensor::key(sensor))
        .set(|sensor| sensor.hours.plus(1))
        .set(|sensor| sensor.readings.plus(hour.readings));
    db.transact().create(&hour).update(totals).await?;
    Ok(hour)
}

#[tokio::main]
async fn main() -> ExitCode {
    program::main_on_empty_table(run).await
}
