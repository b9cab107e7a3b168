mod entities;
mod tables;
mod types;

use super::{Lock, SchemaChange};

const OLD: &str = include_str!("old.lock.json");

/// Changes the old lock, each text to the one after it, and returns the differences.
fn changes(edits: &[(&str, &str)]) -> Vec<SchemaChange> {
    let mut new = OLD.to_owned();
    for (from, to) in edits {
        assert!(new.contains(from), "{from}");
        new = new.replace(from, to);
    }
    OLD.parse::<Lock>().unwrap().changes_to(&new.parse().unwrap())
}

/// The messages of those that strand items.
fn strands(edits: &[(&str, &str)]) -> Vec<String> {
    let stranding = changes(edits).into_iter().filter(SchemaChange::strands);
    stranding.map(|change| change.to_string()).collect()
}

/// Claims that some edits strand items, and what is said of it.
#[track_caller]
fn assert_strands(edits: &[(&str, &str)], messages: &[&str]) {
    assert_eq!(strands(edits), messages, "{edits:?}");
}

/// Claims that some edits strand nothing, and what is said of them.
#[track_caller]
fn assert_harmless(edits: &[(&str, &str)], messages: &[&str]) {
    let found = changes(edits);
    assert!(!found.iter().any(SchemaChange::strands), "{found:?}");
    assert_eq!(found.iter().map(ToString::to_string).collect::<Vec<_>>(), messages);
}

/// Raises the revision of `Order`, with a step.
const RAISED: (&str, &str) = ("\"revision\": 2", "\"revision\": 3");

#[test]
fn a_lock_is_read_back_as_it_was_written() {
    let lock: Lock = OLD.parse().unwrap();
    assert_eq!(lock.to_string(), OLD, "and its text is canonical");
    assert!(changes(&[]).is_empty());
    assert!(OLD.replace("\"ttl\": \"ends\"", "\"tll\": \"ends\"").parse::<Lock>().is_err());
}
