use dynamo_model::starts_with;

use super::{Published, reads};
use crate::device_state_log::{DeviceLog, Entry, Moment, State};

fn published() -> Published {
    Published::parse(include_str!("../../../data/device-state-log.json"))
}

fn at(text: &str) -> Moment {
    Moment(text.to_owned())
}

#[test]
fn every_published_item_is_written_back_as_it_was() {
    let entries = published().round_trip::<DeviceLog>();
    let escalated = Entry {
        device: "11223".to_owned(),
        operator: "Sue".to_owned(),
        date: at("2020-04-27T16:15:00"),
        state: State::Warning4,
        escalated_to: Some("Sara".to_owned()),
    };
    assert!(entries.contains(&escalated.into()));
    let of_nobody = entries.iter().filter(|DeviceLog::Entry(entry)| entry.escalated_to.is_none());
    assert_eq!((entries.len(), of_nobody.count()), (11, 10));
}

#[test]
fn the_declared_table_is_the_published_one() {
    published().assert_defines::<DeviceLog>();
}

#[test]
fn entries_of_a_device_are_read_newest_first_in_any_state_or_in_one() {
    use dynamo_model::query::IntoQuery as _;

    assert_eq!(
        reads(Entry::of_device("12345").into_query().descending()),
        r#"DeviceID = "d#12345", descending"#
    );
    assert_eq!(
        reads(Entry::of_device("12345").state(State::Warning1).into_query().descending()),
        r#"DeviceID = "d#12345" AND begins_with(State#Date, "WARNING1#"), descending"#
    );
}

#[test]
fn states_are_read_by_severity() {
    assert_eq!(
        reads(Entry::of_device("12345").state(State::Warning2..=State::Warning4)),
        "DeviceID = \"d#12345\" AND State#Date BETWEEN \"WARNING2\" AND \"WARNING4#\u{10ffff}\""
            .replace('\u{10ffff}', "\\u{10ffff}")
    );
}

#[test]
fn entries_of_an_operator_are_read_between_two_dates() {
    assert_eq!(
        reads(Entry::of_operator("Liz").date(at("2020-04-11T05:58:00")..=at("2020-04-24T14:50:00"))),
        r#"Operator = "Liz" AND Date BETWEEN "2020-04-11T05:58:00" AND "2020-04-24T14:50:00" on GSI1"#
    );
}

#[test]
fn escalations_of_a_supervisor_are_read_all_or_in_a_state_or_on_a_day() {
    assert_eq!(reads(Entry::escalated("Sara")), r#"EscalatedTo = "Sara" on GSI2"#);
    assert_eq!(
        reads(Entry::escalated("Sara").state(State::Warning4)),
        r#"EscalatedTo = "Sara" AND begins_with(State#Date, "WARNING4#") on GSI2"#
    );
    assert_eq!(
        reads(Entry::escalated("Sara").state(State::Warning4).date(starts_with("2020-04-27"))),
        r#"EscalatedTo = "Sara" AND begins_with(State#Date, "WARNING4#2020-04-27") on GSI2"#
    );
}
