//! AWS's published device log: what devices report, and what is escalated to whom.
//!
//! The sort key is made of two attributes that the item has besides. It puts the entries of a device in order by state,
//! and those of one state by time; the operator's index has them all by time.
//!
//! | # | access pattern | read or written by |
//! | --- | --- | --- |
//! | 1 | log an entry, once | key |
//! | 2 | entries of a device, newest first | partition of the device, descending |
//! | 3 | entries of a device in one state, newest first | as 2, one state |
//! | 4 | entries of a device in the worst states | as 2, a range of states |
//! | 5 | entries of an operator between two dates | `GSI1` |
//! | 6 | escalate an entry | key; it enters `GSI2`, which is *sparse*: most entries have no supervisor |
//! | 7-9 | escalations of a supervisor: all, in one state, in one state on one date | `GSI2` |
//! | 10 | settle an escalation | key; it leaves `GSI2` |
//!
//! `cargo run --example device-state-log` runs it on the built-in engine.

#![allow(missing_docs, reason = "a model reads best without a comment on every field")]

use std::process::ExitCode;

use dynamo_examples::{log::Log, program, published};
use dynamo_model::{Db, Entity, KeyPart, Result, Table, starts_with};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "DeviceStateLog", pk = "DeviceID", sk = "State#Date", entity_type = none)]
#[index(name = "GSI1", pk = "Operator", sk = "Date")]
#[index(name = "GSI2", pk = "EscalatedTo", sk = "State#Date")]
pub enum DeviceLog {
    Entry(Entry),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = DeviceLog, pk = "d#{device}", sk = "{state}#{date}")]
#[access(name = of_device)]
#[access(name = of_operator, index = "GSI1", pk = "{operator}", sk = "{date}")]
#[access(name = escalated, index = "GSI2", pk = "{escalated_to}", sk = "{state}#{date}")]
#[serde(rename_all = "PascalCase")]
pub struct Entry {
    #[attr(key)]
    pub device: String,
    pub operator: String,
    pub date: Moment,
    pub state: State,
    /// The supervisor; most entries have none and are not in GSI2.
    pub escalated_to: Option<String>,
}

/// A time such as `2020-04-24T14:40:00`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, KeyPart)]
pub struct Moment(pub String);

/// In the order of their texts, so that ranges over them mean what they say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, KeyPart)]
#[serde(rename_all = "UPPERCASE")]
pub enum State {
    Normal,
    Warning1,
    Warning2,
    Warning3,
    Warning4,
}

const PUBLISHED: &str = include_str!("data/device-state-log.json");

fn at(text: &str) -> Moment {
    Moment(text.to_owned())
}

/// Loads the published items and runs every access pattern.
pub async fn run(devices: &Db<DeviceLog>, log: &mut Log) -> Result<()> {
    log.loaded(published::load(devices, PUBLISHED).await?);

    let entry = Entry {
        device: "12345".to_owned(),
        operator: "Sue".to_owned(),
        date: at("2020-04-27T17:00:00"),
        state: State::Warning4,
        escalated_to: None,
    };
    devices.create(&entry).await?;
    log.row("log an entry", 1);

    // By state first: an alarm comes before anything normal, however old it is.
    let entries = devices.query(Entry::of_device("12345")).descending().all().await?;
    let latest: Vec<(State, &str)> =
        entries.iter().map(|entry| (entry.state, entry.date.0.as_str())).collect();
    assert_eq!(
        latest,
        [
            (State::Warning4, "2020-04-27T17:00:00"),
            (State::Warning1, "2020-04-24T14:50:00"),
            (State::Warning1, "2020-04-24T14:45:00"),
            (State::Warning1, "2020-04-24T14:40:00"),
            (State::Normal, "2020-04-24T14:55:00"),
        ]
    );
    log.row("entries of a device, newest first", entries.len());
    let warnings = devices.query(Entry::of_device("12345").state(State::Warning1)).descending();
    let warnings = warnings.all().await?;
    assert_eq!(dates(&warnings), ["2020-04-24T14:50:00", "2020-04-24T14:45:00", "2020-04-24T14:40:00"]);
    log.row("entries of a device in one state", warnings.len());
    let worst = devices.query(Entry::of_device("54321").state(State::Warning2..)).all().await?;
    assert_eq!(dates(&worst), ["2020-04-11T09:25:00", "2020-04-11T05:50:00", "2020-04-11T05:55:00"]);
    log.row("entries of a device in the worst states", worst.len());

    let days = at("2020-04-11T05:58:00")..=at("2020-04-24T14:50:00");
    let entries = devices.query(Entry::of_operator("Liz").date(days)).all().await?;
    assert_eq!(entries.len(), 4);
    assert!(entries.iter().all(|entry| entry.operator == "Liz"));
    log.row("entries of an operator between two dates", entries.len());

    let key = || Entry::key("12345", State::Warning4, at("2020-04-27T17:00:00"));
    devices
        .update(key())
        .set(|entry| entry.escalated_to.to("Sara"))
        .only_if(|entry| entry.escalated_to.missing())
        .await?;
    log.row("escalate an entry", 1);
    let escalated = devices.query(Entry::escalated("Sara")).all().await?;
    assert_eq!(dates(&escalated), ["2020-04-27T16:15:00", "2020-04-27T17:00:00"]);
    log.row("escalations of a supervisor", escalated.len());
    let escalated = devices.query(Entry::escalated("Sara").state(State::Warning4)).all().await?;
    assert_eq!(dates(&escalated), ["2020-04-27T16:15:00", "2020-04-27T17:00:00"]);
    log.row("in one state", escalated.len());
    let day = starts_with("2020-04-27");
    let escalated = devices.query(Entry::escalated("Sara").state(State::Warning4).date(day)).all().await?;
    assert_eq!(dates(&escalated), ["2020-04-27T16:15:00", "2020-04-27T17:00:00"]);
    log.row("in one state on one date", escalated.len());
    let settled = devices.update(key()).set(|entry| entry.escalated_to.removed()).returning_new().await?;
    assert_eq!(settled, entry);
    log.row("settle an escalation", 1);
    Ok(())
}

fn dates(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.date.0.as_str()).collect()
}

#[tokio::main]
async fn main() -> ExitCode {
    program::main_on_empty_table(run).await
}
