use dynamo_model::{Entity, Table};
use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "calendar")]
enum Calendar {
    Meeting(Meeting),
    Month(Month),
    Unit(Unit),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Calendar, pk = "MEETING#{at:seconds,010}", sk = "MEETING")]
struct Meeting {
    at: DateTime,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Calendar, pk = "MONTH#{month:millis,013}", sk = "MONTH")]
struct Month {
    month: u32,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Calendar, pk = "UNIT#{at:seconds,N}", sk = "UNIT")]
struct Unit {
    at: Timestamp,
}

fn main() {}
