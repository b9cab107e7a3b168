//! Key conditions: conditions that say of attributes what an index can find.

use super::{Parser, parser, refused};
use crate::expr::{KeyCondition, SortRange};

fn key_condition(text: &str) -> Result<KeyCondition, String> {
    let condition = parser().key_condition(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    KeyCondition::try_from(condition).map_err(|error| error.message().to_owned())
}

#[track_caller]
fn not_one(faults: &[(&str, &str)]) {
    for (text, fault) in faults {
        assert_eq!(key_condition(text).unwrap_err(), *fault, "{text}");
    }
}

#[test]
fn clauses_are_equalities_and_ranges_in_any_order() {
    let on = |range| Ok(KeyCondition::partition("pk", "x").with_range("sk", range));
    let table = [
        ("pk = :s", Ok(KeyCondition::partition("pk", "x"))),
        (":s = pk", Ok(KeyCondition::partition("pk", "x"))),
        ("(pk = :s) AND (sk = :n)", Ok(KeyCondition::partition("pk", "x").with_equal("sk", 1))),
        ("pk = :s AND sk < :n", on(SortRange::Lt(1.into()))),
        ("sk <= :n AND pk = :s", on(SortRange::Le(1.into()))),
        ("(pk = :s AND (:n < sk))", on(SortRange::Gt(1.into()))),
        ("pk = :s AND :n <= sk", on(SortRange::Ge(1.into()))),
        ("pk = :s AND :n > sk", on(SortRange::Lt(1.into()))),
        ("pk = :s AND :n >= sk", on(SortRange::Le(1.into()))),
        ("pk = :s AND (sk) BETWEEN (:n) AND :n", on(SortRange::Between(1.into(), 1.into()))),
        ("pk = :s AND begins_with(sk, :s)", on(SortRange::BeginsWith("x".into()))),
    ];
    for (text, expected) in table {
        assert_eq!(key_condition(text), expected, "{text}");
    }
}

/// Only the table can tell what is wrong with these.
#[test]
fn the_partition_may_be_missing_and_ranges_may_be_several() {
    let condition = key_condition("sk > :n AND #dot < :s").unwrap();
    assert_eq!(condition.equals(), []);
    let ranges = [("sk".to_owned(), SortRange::Gt(1.into())), ("b.c".to_owned(), SortRange::Lt("x".into()))];
    assert_eq!(condition.ranges(), ranges);
    assert_eq!(condition.to_string(), "sk > 1 AND b.c < \"x\"");
}

#[test]
fn other_operators_find_nothing() {
    let table = [
        ("pk <> :s", "<>"),
        ("pk IN (:s)", "IN"),
        ("pk = :s OR sk = :n", "OR"),
        ("NOT pk = :s", "NOT"),
        ("pk = :s AND (NOT sk = :n)", "NOT"),
        ("attribute_exists(pk)", "attribute_exists"),
        ("attribute_not_exists(pk)", "attribute_not_exists"),
        ("attribute_type(pk, :kind)", "attribute_type"),
        ("contains(pk, :s)", "contains"),
        // Before what the clause is about.
        ("pk.a <> sk", "<>"),
        ("size(pk) IN (:n)", "IN"),
    ];
    for (text, operator) in table {
        not_one(&[(text, &format!("Invalid operator used in KeyConditionExpression: {operator}"))]);
    }
}

#[test]
fn a_clause_is_about_one_attribute_and_its_whole_value() {
    let nested = "Invalid KeyConditionExpression: \
                  KeyConditionExpressions cannot have conditions on nested attributes";
    let operation = "KeyConditionExpressions cannot contain nested operations";
    let several =
        "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition";
    let none = "Invalid condition in KeyConditionExpression: No key attribute specified";
    not_one(&[
        ("pk.a = :s", nested),
        ("pk[0] = :s", nested),
        (":s = pk.a", nested),
        ("begins_with(pk.a, sk)", nested),
        ("pk.a BETWEEN size(sk) AND :n", nested),
        ("size(pk) = :n", operation),
        ("size(:s) = pk", operation),
        (":n = size(:s)", operation),
        ("pk BETWEEN size(sk) AND sk", operation),
        ("pk = sk", several),
        ("pk = sk.a", several),
        ("pk BETWEEN :n AND sk", several),
        ("begins_with(pk, sk)", several),
        (":s = :s", none),
        ("pk = :s AND :n < :n", none),
    ]);
}

#[test]
fn the_attribute_comes_first_in_a_range() {
    let first = |operator: &str| {
        format!(
            "Invalid condition in KeyConditionExpression: \
             {operator} operator must have the key attribute as its first operand"
        )
    };
    not_one(&[
        ("begins_with(:s, sk)", &first("begins_with")),
        (":n BETWEEN sk AND :n", &first("BETWEEN")),
        (":n BETWEEN size(pk) AND sk", &first("BETWEEN")),
    ]);
}

#[test]
fn the_first_clause_written_is_reported() {
    let operator = |operator: &str| format!("Invalid operator used in KeyConditionExpression: {operator}");
    not_one(&[
        ("(pk = sk AND pk = :s) OR pk = :s", &operator("OR")),
        ("pk <> :s AND (pk = :s OR pk = :s)", &operator("<>")),
        ("NOT pk <> :s", &operator("NOT")),
    ]);
}

#[test]
fn they_are_read_like_any_condition() {
    refused(
        Parser::key_condition,
        "Invalid KeyConditionExpression",
        &[
            ("", "The expression can not be empty;"),
            ("pk", "Syntax error; token: \"<EOF>\", near: \"pk\""),
            ("((pk = :s))", "The expression has redundant parentheses;"),
            ("foo(pk)", "Invalid function name; function: foo"),
            ("size(pk)", "The function is not allowed to be used this way in an expression; function: size"),
            ("name = :s", "Attribute name is a reserved keyword; reserved keyword: name"),
            (
                "pk <> :x",
                "An expression attribute value used in expression is not defined; attribute value: :x",
            ),
        ],
    );
}
