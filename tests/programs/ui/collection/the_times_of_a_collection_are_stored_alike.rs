use dynamo_model::{Collection, Entity, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "weather")]
#[index(name = "by_hour", pk("hour", N), sk = "hour_sk")]
#[index(name = "by_day", pk = "day", sk = "day_sk")]
enum Weather {
    Rain(Rain),
    Storm(Storm),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Weather, pk = "RAIN#{station}", sk = "RAIN")]
#[access(name = in_hour, index = by_hour, pk(hour), sk = "RAIN#{station}")]
#[access(name = on_day, index = by_day, pk(day), sk = "RAIN#{station}")]
struct Rain {
    station: u32,
    #[attr(time(seconds, N))]
    hour: Timestamp,
    #[attr(time)]
    day: Timestamp,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Weather, pk = "STORM#{name}", sk = "STORM")]
#[access(name = in_hour, index = by_hour, pk = "{began}", sk = "STORM#{name}")]
#[access(name = on_day, index = by_day, pk = "{day}", sk = "STORM#{name}")]
struct Storm {
    name: String,
    #[attr(time(millis, N))]
    began: Timestamp,
    #[attr(time(seconds))]
    day: Timestamp,
}

#[derive(Collection)]
#[collection(table = Weather, index = by_hour, pk(hour), of(hour: Timestamp))]
enum InHour {
    Rain(Rain),
    Storm(Storm),
}

#[derive(Collection)]
#[collection(table = Weather, index = by_day, pk(day), of(day: Timestamp))]
struct OnDay {
    storms: Vec<Storm>,
    rain: Vec<Rain>,
}

#[derive(Collection)]
#[collection(table = Weather, index = by_day, pk = "{day:millis}", of(day: Timestamp))]
enum OnDayAsWritten {
    Rain(Rain),
}

#[derive(Collection)]
#[collection(table = Weather, index = by_hour, pk(hour), of(hour: u64))]
enum NoTime {
    Rain(Rain),
}

fn main() {}
