//! The maps of names and values.

use std::collections::{BTreeMap, BTreeSet};

use super::Parser;
use crate::value::Value;

fn names<const N: usize>(entries: [(&str, &str); N]) -> Option<BTreeMap<String, String>> {
    Some(entries.map(|(key, name)| (key.to_owned(), name.to_owned())).into())
}

fn values<const N: usize>(entries: [(&str, Value); N]) -> Option<BTreeMap<String, Value>> {
    Some(entries.map(|(key, value)| (key.to_owned(), value)).into())
}

#[track_caller]
fn refused(names: Option<BTreeMap<String, String>>, values: Option<BTreeMap<String, Value>>, fault: &str) {
    let error = Parser::new(names, values).unwrap_err();
    assert!(error.is_validation());
    assert_eq!(error.message(), fault);
}

#[test]
fn maps_are_left_out_rather_than_empty() {
    assert!(Parser::new(None, None).is_ok());
    for (names, values, map) in
        [(names([]), values([]), "ExpressionAttributeNames"), (None, values([]), "ExpressionAttributeValues")]
    {
        let mut parser = Parser::new(names, values).unwrap();
        let unwanted = parser.finish().unwrap_err();
        assert_eq!(unwanted.message(), format!("{map} can only be specified when using expressions"));
        let empty = parser.condition("attribute_exists(a)").unwrap_err();
        assert_eq!(empty.message(), format!("{map} must not be empty"));
    }
    let mut parser = Parser::new(None, values([])).unwrap();
    parser.projection("a").unwrap();
    assert!(parser.finish().is_err(), "a projection refers to no values");
}

#[test]
fn keys_are_a_sign_and_a_word() {
    for key in ["a", "#", "##", "#a-b", "#a.b", "#é", ":a"] {
        let fault = format!("ExpressionAttributeNames contains invalid key: Syntax error; key: \"{key}\"");
        refused(names([(key, "x")]), None, &fault);
    }
    for key in ["a", ":", "#a", ":a-"] {
        let fault = format!("ExpressionAttributeValues contains invalid key: Syntax error; key: \"{key}\"");
        refused(None, values([(key, Value::Null)]), &fault);
    }
    let empty =
        "ExpressionAttributeNames contains invalid key: The expression attribute map contains an empty key;";
    refused(names([("", "x")]), None, empty);
    assert!(Parser::new(names([("#1", "x"), ("#_", "y")]), values([(":_1", Value::Null)])).is_ok());
}

#[test]
fn keys_have_255_characters_at_most() {
    let key = |length: usize| format!("#{}", "-".repeat(length - 1));
    let too_long = "ExpressionAttributeNames contains invalid key: The expression attribute map contains a key that \
                    is too long; size of key: 256";
    refused(names([(&key(256), "x")]), None, too_long);
    let of_values = "ExpressionAttributeValues contains invalid key: The expression attribute map contains a key that is \
                     too long;";
    refused(None, values([(&key(256).replace('#', ":"), Value::Null)]), of_values);
    let longest = format!("#{}", "a".repeat(254));
    assert!(Parser::new(names([(&longest, "x")]), None).is_ok());
}

#[test]
fn names_are_attribute_names() {
    assert!(Parser::new(names([("#a", &"x".repeat(65_535))]), None).is_ok());
    refused(
        names([("#a", "")]),
        None,
        "ExpressionAttributeNames contains invalid value: Empty attribute name for key #a",
    );
    refused(
        names([("#a", &"x".repeat(65_536))]),
        None,
        "ExpressionAttributeNames contains invalid value: Attribute name is too large, must be less than 65536 bytes \
         for key #a",
    );
}

#[test]
fn values_can_be_stored() {
    refused(
        None,
        values([(":a", Value::from(vec![Value::Ss(BTreeSet::new())]))]),
        "One or more parameter values were invalid: An string set  may not be empty",
    );
}

#[test]
fn both_maps_have_two_megabytes_keys_included() {
    const MOST: usize = 2 * 1024 * 1024;
    let value = |bytes: usize| values([(":a", Value::from("x".repeat(bytes)))]);
    assert!(Parser::new(None, value(MOST - 2)).is_ok());
    refused(None, value(MOST - 1), "ExpressionAttributeValues exceeds max size");
    let both = "Combined size of ExpressionAttributeNames and ExpressionAttributeValues exceeds max size";
    refused(names([("#a", "x")]), value(MOST - 2), both);
    let many = (0..33).map(|n| (format!("#{n:02}"), "x".repeat(65_535))).collect();
    refused(Some(many), None, "ExpressionAttributeNames exceeds max size");
}

#[test]
fn faults_come_in_the_order_keys_values_names() {
    let empty_set = || Value::Ss(BTreeSet::new());
    let key = |map: &str| format!("{map} contains invalid key: Syntax error; key: \"k\"");
    refused(names([("k", "")]), values([]), &key("ExpressionAttributeNames"));
    refused(names([("#a", "")]), values([("k", empty_set())]), &key("ExpressionAttributeValues"));
    refused(
        names([("#a", "")]),
        values([(":a", empty_set())]),
        "One or more parameter values were invalid: An string set  may not be empty",
    );
}

#[test]
fn every_placeholder_is_defined() {
    let name = "An expression attribute name used in the document path is not defined; attribute name: #x";
    let value = "An expression attribute value used in expression is not defined; attribute value: :x";
    super::conditions_refused(&[
        ("#x = :s", name),
        ("a.#x[0] = :s", name),
        ("a = :x", value),
        ("a IN (:s, :x)", value),
        ("size(#x) = :n", name),
        ("attribute_type(a, :x)", value),
    ]);
    super::updates_refused(&[
        ("SET #x = :s", name),
        ("REMOVE a.#x", name),
        ("SET a = if_not_exists(#x, :s)", name),
        ("ADD a :x", value),
        ("DELETE a :x", value),
    ]);
}

#[test]
fn every_placeholder_is_used_by_some_expression() {
    let entries =
        || (names([("#a", "a"), ("#b", "b"), ("#c", "c")]), values([(":a", 1.into()), (":b", 2.into())]));
    let unused = |parser: &Parser| parser.finish().map_err(|error| error.message().to_owned());
    let (names, values) = entries();
    let mut parser = Parser::new(names, values).unwrap();
    parser.condition("attribute_exists(x.#b)").unwrap();
    assert_eq!(
        unused(&parser),
        Err("Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #c}".to_owned())
    );
    // A reference counts although nothing is ever evaluated.
    parser.projection("x.#b, #a, #c").unwrap();
    assert_eq!(
        unused(&parser),
        Err("Value provided in ExpressionAttributeValues unused in expressions: keys: {:a, :b}".to_owned())
    );
    parser.update("SET #a = :a").unwrap();
    parser.condition("#a = :b").unwrap();
    assert!(unused(&parser).is_ok());
}

#[test]
fn without_expressions_there_are_no_names_and_without_those_that_take_constants_no_values() {
    let refused = |parser: &Parser, map: &str| {
        let error = parser.finish().unwrap_err();
        assert_eq!(error.message(), format!("{map} can only be specified when using expressions"));
    };
    let new = || Parser::new(names([("#a", "a")]), values([(":a", 1.into())])).unwrap();
    let mut parser = new();
    refused(&parser, "ExpressionAttributeNames");
    // It comes before names that nothing refers to.
    parser.projection("b").unwrap();
    refused(&parser, "ExpressionAttributeValues");
    let takes_both: [fn(&mut Parser) -> bool; 4] = [
        |parser| parser.update("SET #a = :a").is_ok(),
        |parser| parser.condition("#a = :a").is_ok(),
        |parser| parser.filter("#a = :a").is_ok(),
        |parser| parser.key_condition("#a = :a").is_ok(),
    ];
    for parses in takes_both {
        let mut parser = new();
        assert!(parses(&mut parser) && parser.finish().is_ok());
    }
    assert!(Parser::new(None, None).unwrap().finish().is_ok());
}

#[test]
fn an_expression_stays_below_a_megabyte_when_placeholders_are_replaced() {
    let read = |bytes: usize, text: &str| {
        let mut parser = Parser::new(None, values([(":v", Value::from("x".repeat(bytes)))])).unwrap();
        parser.condition(text).map(drop).map_err(|error| error.message().to_owned())
    };
    let too_large =
        Err("Invalid ConditionExpression: Expression size has exceeded the maximum allowed size;".to_owned());
    // The text counts as well.
    assert_eq!(read(1_048_570, "b = :v"), Ok(()));
    assert_eq!(read(1_048_571, "b = :v"), too_large);
    assert_eq!(read(524_279, "b = :v AND b = :v"), Ok(()));
    assert_eq!(read(524_280, "b = :v AND b = :v"), too_large);
}
