mod conditions;
mod key_conditions;
mod nesting;
mod order;
mod parentheses;
mod placeholders;
mod projections;
mod round_trip;
mod soup;
mod strategy;
mod syntax;
mod updates;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use super::Parser;
use crate::Result;
use crate::value::Value;

/// Names and values for every test: `#n` is reserved bare, `#dot` holds a dot, `#a` is another way to say `a`.
fn parser() -> Parser {
    let names = [("#n", "name"), ("#dot", "b.c"), ("#a", "a")];
    let values = [
        (":s", Value::from("x")),
        (":n", Value::from(1)),
        (":l", Value::L(Vec::new())),
        (":t", Value::from(true)),
        (":ss", Value::Ss(BTreeSet::from(["a".to_owned()]))),
        (":kind", Value::from("SS")),
    ];
    Parser::new(
        Some(names.map(|(key, name)| (key.to_owned(), name.to_owned())).into()),
        Some(values.map(|(key, value)| (key.to_owned(), value)).into()),
    )
    .unwrap()
}

type Read<T> = fn(&mut Parser, &str) -> Result<T>;

/// Reads a text with the placeholders of [`parser`].
#[track_caller]
fn parsed<T>(read: Read<T>, text: &str) -> T {
    read(&mut parser(), text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Checks what is said about each text, after `prefix`.
#[track_caller]
fn refused<T: Debug>(read: Read<T>, prefix: &str, faults: &[(&str, &str)]) {
    for (text, fault) in faults {
        let error = read(&mut parser(), text).expect_err(text);
        assert!(error.is_validation());
        assert_eq!(error.message(), format!("{prefix}: {fault}"), "{text}");
    }
}

#[track_caller]
fn conditions_refused(faults: &[(&str, &str)]) {
    refused(Parser::condition, "Invalid ConditionExpression", faults);
}

#[track_caller]
fn updates_refused(faults: &[(&str, &str)]) {
    refused(Parser::update, "Invalid UpdateExpression", faults);
}

/// The map a request has, if it has any entries.
fn present<T>(map: BTreeMap<String, T>) -> Option<BTreeMap<String, T>> {
    Some(map).filter(|map| !map.is_empty())
}
