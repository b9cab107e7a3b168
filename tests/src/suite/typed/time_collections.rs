//! Collections whose partition key is a time by itself, as the fields of their members store it.

use dynamo_model::{Collection, Db, Entity, KeyPart, Result, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

/// What stations note, by the hour and by the minute.
#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "weather")]
#[index(name = "by_hour", pk("hour", N), sk = "hour_sk")]
#[index(name = "by_minute", pk = "minute", sk = "minute_sk")]
#[index(name = "by_place", pk("place", "day"), sk = "place_sk")]
enum Weather {
    Rain(Rain),
    Storm(Storm),
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, KeyPart)]
struct Hour(Timestamp);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Weather, pk = "RAIN#{station}", sk = "{hour}")]
#[access(name = in_hour, index = by_hour, pk(hour), sk = "RAIN#{station}")]
#[access(name = in_minute, index = by_minute, pk(minute), sk = "RAIN#{station}")]
#[access(name = at_place, index = by_place, pk(place, day), sk = "RAIN#{station}")]
struct Rain {
    station: u32,
    #[attr(time(seconds, N))]
    hour: Hour,
    #[attr(time(millis))]
    minute: Timestamp,
    place: String,
    #[attr(time)]
    day: Timestamp,
    millimetres: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Weather, pk = "STORM#{name}", sk = "STORM")]
#[access(name = in_hour, index = by_hour, pk(hour), sk = "STORM#{name}")]
#[access(name = in_minute, index = by_minute, pk(minute), sk = "STORM#{name}")]
#[access(name = at_place, index = by_place, pk(place, day), sk = "STORM#{name}")]
struct Storm {
    name: String,
    #[attr(time(seconds, N))]
    hour: Timestamp,
    #[attr(time(millis, S))]
    minute: Option<Timestamp>,
    place: String,
    #[attr(time)]
    day: Timestamp,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Weather, index = by_hour, pk(hour), of(hour: Timestamp))]
enum InHour {
    Rain(Rain),
    Storm(Storm),
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Weather, index = by_minute, pk(at), of(at: Timestamp))]
struct InMinute {
    storms: Vec<Storm>,
    rain: Option<Rain>,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Weather, index = by_minute, pk = "{minute:millis}", of(minute: Timestamp))]
enum InMinuteAsWritten {
    Rain(Rain),
    Storm(Storm),
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Weather, index = by_place, pk(place, day), of(place: String, day: Timestamp))]
enum AtPlace {
    Rain(Rain),
    Storm(Storm),
}

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap()
}

fn rain(hour: i64, minute: i64) -> Rain {
    let station = u32::try_from(hour).unwrap();
    let day = at(1_500);
    Rain {
        station,
        hour: Hour(at(hour * 1_000)),
        minute: at(minute),
        place: "Ulm".into(),
        day,
        millimetres: 3,
    }
}

fn storm(name: &str, hour: i64, minute: Option<i64>) -> Storm {
    let day = at(1_500);
    Storm { name: name.into(), hour: at(hour * 1_000), minute: minute.map(at), place: "Ulm".into(), day }
}

async fn weather(target: &Target) -> Result<Db<Weather>> {
    let db = target.db::<Weather>().await?;
    db.create(&rain(3_600, 1_510)).await?;
    db.create(&rain(7_200, 1_500)).await?;
    db.create(&storm("Ada", 3_600, Some(1_510))).await?;
    db.create(&storm("Bob", 3_600, None)).await?;
    Ok(db)
}

pub async fn a_time_stored_as_a_number_is_the_partition_of_a_collection(target: &Target) -> Result<()> {
    let db = weather(target).await?;
    let found = db.query(InHour::of(at(3_600_000))).all().await?;
    let storms = [storm("Ada", 3_600, Some(1_510)), storm("Bob", 3_600, None)].map(InHour::Storm);
    let [ada, bob] = storms;
    assert_eq!(found, [InHour::Rain(rain(3_600, 1_510)), ada, bob]);
    let request = InHour::of(at(3_600_000)).request()?;
    assert_eq!(request.key_condition.to_string(), "hour = 3600");
    assert!(refused(InHour::of(at(1)).request()).message().contains("finer than the seconds"));
    Ok(())
}

pub async fn a_time_stored_as_text_is_the_partition_of_a_collection(target: &Target) -> Result<()> {
    let db = weather(target).await?;
    let minute = db.get_collection(InMinute::of(at(1_510))).await?;
    let (storms, rain) = (vec![storm("Ada", 3_600, Some(1_510))], Some(rain(3_600, 1_510)));
    assert_eq!(minute, Some(InMinute { storms, rain }));
    let request = InMinuteAsWritten::of(at(1_500)).request()?;
    assert_eq!(request.key_condition.to_string(), "minute = \"1970-01-01T00:00:01.500Z\"");
    assert_eq!(db.query(InMinuteAsWritten::of(at(1_500))).count().await?, 1);
    assert_eq!(db.query(AtPlace::of("Ulm", at(1_500))).count().await?, 4, "one attribute of several");
    Ok(())
}
