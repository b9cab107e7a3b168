//! Which of two faults is reported.

use super::{Parser, conditions_refused, parser, refused, updates_refused};
use crate::expr::KeyCondition;

const NAME: &str = "An expression attribute name used in the document path is not defined; attribute name: ";
const VALUE: &str = "An expression attribute value used in expression is not defined; attribute value: ";

/// From the first to the last: of two faults the earlier stage is reported, wherever it stands.
#[test]
fn stages_come_one_after_the_other() {
    let stages = [
        ("a b = :s", "Syntax error; token: \"b\", near: \"a b =\""),
        ("foo(a)", "Invalid function name; function: foo"),
        (
            "#x = :s",
            "An expression attribute name used in the document path is not defined; attribute name: #x",
        ),
    ];
    for (place, (earlier, fault)) in stages.iter().enumerate() {
        for (later, _) in stages.iter().skip(place + 1) {
            conditions_refused(&[
                (&format!("{earlier} AND {later}"), fault),
                (&format!("{later} OR {earlier}"), fault),
            ]);
        }
    }
}

#[test]
fn within_a_stage_conditions_go_from_left_to_right() {
    let counted = "Incorrect number of operands for operator or function; operator or function: contains, \
                   number of operands: 1";
    conditions_refused(&[
        ("#x = :y", &format!("{NAME}#x")),
        (":y = #x", &format!("{VALUE}:y")),
        ("contains(a) AND #x = :s", counted),
        ("#x = :s AND contains(a)", &format!("{NAME}#x")),
        ("a BETWEEN :y AND #x", &format!("{VALUE}:y")),
        ("a IN (#x, :y)", &format!("{NAME}#x")),
        ("NOT #x = :s OR (a = :y)", &format!("{NAME}#x")),
    ]);
}

#[test]
fn operands_come_before_their_function() {
    conditions_refused(&[
        ("contains(a, :y, :s)", &format!("{VALUE}:y")),
        ("attribute_exists(:s, :y)", &format!("{VALUE}:y")),
        (
            "attribute_exists(:s, a)",
            "Incorrect number of operands for operator or function; operator or function: attribute_exists, \
             number of operands: 2",
        ),
        ("attribute_type(:y, :n)", &format!("{VALUE}:y")),
    ]);
    updates_refused(&[
        ("SET a = if_not_exists(:s, :y)", &format!("{VALUE}:y")),
        ("SET a = if_not_exists(b, :y, #x)", &format!("{VALUE}:y")),
        ("SET a = list_append(#x, :y)", &format!("{NAME}#x")),
    ]);
}

#[test]
fn clauses_of_an_update_go_from_last_to_first_and_targets_before_values() {
    updates_refused(&[
        ("REMOVE #x, #y", &format!("{NAME}#y")),
        ("REMOVE a.#x.#y", &format!("{NAME}#x")),
        ("SET #x = :s REMOVE #y", &format!("{NAME}#y")),
        ("REMOVE #y SET #x = :s", &format!("{NAME}#x")),
        ("SET #x = :s, a = :y", &format!("{NAME}#x")),
        ("SET a = :s, #x = #y", &format!("{NAME}#x")),
        ("SET a = #x, b = :y", &format!("{VALUE}:y")),
        ("SET a = :y, b = #x", &format!("{NAME}#x")),
        ("ADD a :x SET b = :y", &format!("{VALUE}:y")),
        ("SET b = :y ADD a :x DELETE c :z", &format!("{VALUE}:z")),
    ]);
}

const LESS_THAN_LIST: &str =
    "Incorrect operand type for operator or function; operator or function: <, operand type: L";
const DEEP: &str = "The document path has too many nesting levels; nesting levels: 33";
const MANY: &str = "The expression contains too many operators; operator count: 301";

fn same(operator: &str) -> String {
    format!(
        "The first operand must be distinct from the remaining operands for this operator or function; \
         operator: {operator}, first operand: [a]"
    )
}

fn wrong(operator: &str, kind: &str) -> String {
    format!(
        "Incorrect operand type for operator or function; operator or function: {operator}, operand type: {kind}"
    )
}

fn overlap(one: &str, two: &str) -> String {
    format!(
        "Two document paths overlap with each other; must remove or rewrite one of these paths; \
         path one: [{one}], path two: [{two}]"
    )
}

/// A path of 33 elements.
fn deep() -> String {
    format!("d{}", ".d".repeat(32))
}

#[test]
fn words_come_before_what_clauses_may_not_say() {
    conditions_refused(&[
        ("a < :l AND a b", "Syntax error; token: \"b\", near: \"a b\""),
        ("a < :l AND foo(a)", "Invalid function name; function: foo"),
        ("a = a AND name = :s", "Attribute name is a reserved keyword; reserved keyword: name"),
        (&format!("{}[99999999999] = :s", deep()), {
            "List index is not within the allowable range; index: [99999999999]"
        }),
    ]);
    let twice = "The \"SET\" section can only be used once in an update expression;";
    updates_refused(&[(&format!("SET {} = :s SET a = :s", deep()), twice)]);
}

#[test]
fn a_clause_is_checked_before_the_next_one_is_read() {
    conditions_refused(&[
        ("a < :l AND #x = :s", LESS_THAN_LIST),
        ("#x = :s AND a < :l", &format!("{NAME}#x")),
        ("a = a OR a < :l", &same("=")),
        ("a < :l OR a = a", LESS_THAN_LIST),
        ("NOT (a < :l OR #x = :s) AND a = a", LESS_THAN_LIST),
        ("attribute_type(a, :l) AND a < :l", &wrong("attribute_type", "L")),
        ("contains(a, a) AND attribute_exists(:s)", &same("contains")),
        (&format!("a < :l AND {} = :s", deep()), LESS_THAN_LIST),
        (&format!("{} = :s AND a < :l", deep()), DEEP),
        ("a BETWEEN :s AND :n AND #x = :s", {
            "The BETWEEN operator requires same data type for lower and upper bounds; \
             lower bound operand: AttributeValue: {S:x}, upper bound operand: AttributeValue: {N:1}"
        }),
    ]);
}

#[test]
fn operands_are_checked_before_their_operator() {
    conditions_refused(&[
        ("a BETWEEN :l AND :y", &format!("{VALUE}:y")),
        ("a IN (a, :y)", &format!("{VALUE}:y")),
        ("begins_with(:n, :y)", &format!("{VALUE}:y")),
        ("size(:n) = :y", &wrong("size", "N")),
        ("size(:n) < :l", &wrong("size", "N")),
        ("attribute_type(size(:t), :s)", &wrong("size", "BOOL")),
        (&format!("{} < :l", deep()), DEEP),
        (&format!("attribute_exists({}, a)", deep()), DEEP),
    ]);
    updates_refused(&[
        ("SET a = :l + :y", &format!("{VALUE}:y")),
        ("SET a = list_append(:n, :y)", &format!("{VALUE}:y")),
    ]);
}

#[test]
fn the_depth_of_a_path_comes_before_its_names() {
    let undefined_at_the_end = format!("d{}.#x", ".d".repeat(31));
    conditions_refused(&[
        (&format!("{undefined_at_the_end} = :y"), DEEP),
        (&format!(":y = {}", deep()), &format!("{VALUE}:y")),
    ]);
    updates_refused(&[(&format!("REMOVE {undefined_at_the_end}"), DEEP)]);
}

#[test]
fn an_operator_counts_its_operands_then_types_then_compares_them() {
    let counted = "Incorrect number of operands for operator or function; operator or function: begins_with, \
                   number of operands: 3";
    let many = vec![":s"; 100].join(",");
    conditions_refused(&[
        ("begins_with(a, a, :n)", counted),
        ("a BETWEEN a AND :l", &wrong("BETWEEN", "L")),
        ("a BETWEEN :s AND :l", &wrong("BETWEEN", "L")),
        (&format!("a IN (a, {many})"), &same("IN")),
    ]);
}

#[test]
fn operators_are_counted_behind_their_operands() {
    let chain = |length: usize| vec!["a=b"; length].join(" AND ");
    conditions_refused(&[
        // Of 302 operators the junctions are counted behind the last clause, unless the chain ends before.
        (&format!("{} AND #x = :s", chain(151)), &format!("{NAME}#x")),
        (&format!("({}) AND #x = :s", chain(151)), MANY),
        (&format!("{} OR #x = :s", chain(151)), MANY),
        (&format!("{} AND #x = :s", chain(301)), MANY),
        (&format!("#x = :s OR {}", chain(301)), &format!("{NAME}#x")),
        (&format!("NOT NOT ({}) AND #x = :s", chain(150)), MANY),
        (&format!("{} AND a b", chain(301)), "Syntax error; token: \"b\", near: \"a b\""),
    ]);
    let sums = (0..301).map(|n| format!("a{n}=b+c")).collect::<Vec<_>>().join(",");
    updates_refused(&[
        (&format!("SET {sums}, z = :y"), &format!("{VALUE}:y")),
        (&format!("SET z = :y, {sums}"), MANY),
        (&format!("SET {sums}, a0 = :s"), &overlap("a0", "a0")),
    ]);
}

#[test]
fn targets_are_compared_as_they_are_taken_from_the_last() {
    updates_refused(&[
        ("REMOVE a, a, #x", &format!("{NAME}#x")),
        ("REMOVE #x, a, a", &overlap("a", "a")),
        ("SET a.b = :s REMOVE a, #x", &format!("{NAME}#x")),
        ("REMOVE #x SET a = :s, a.b = :s", &overlap("a", "a, b")),
        ("SET a = :s, c = :s, c.b = :s, a.b = :s", &overlap("c", "c, b")),
        (&format!("REMOVE a, a, {}", deep()), DEEP),
        (&format!("REMOVE {}, a, a", deep()), &overlap("a", "a")),
    ]);
    let projections = [
        ("a, a, #x", format!("{NAME}#x")),
        ("#x, a, a", overlap("a", "a")),
        ("a, a, name", "Attribute name is a reserved keyword; reserved keyword: name".to_owned()),
    ];
    for (text, fault) in &projections {
        refused(Parser::projection, "Invalid ProjectionExpression", &[(text, fault)]);
    }
}

#[test]
fn targets_are_compared_before_any_value() {
    updates_refused(&[
        ("SET a = :s, a = :y", &overlap("a", "a")),
        ("SET a = :s + :n, a = :s", &overlap("a", "a")),
        ("SET a = if_not_exists(a), a = :s", &overlap("a", "a")),
        ("ADD a :s, a :n", &overlap("a", "a")),
    ]);
}

#[test]
fn values_are_checked_from_the_last() {
    let adds_text = "Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: \
                     ALLOWED_FOR_ADD_OPERAND";
    updates_refused(&[
        ("SET a = :s + :n, b = :y", &format!("{VALUE}:y")),
        ("SET a = :y, b = :s + :n", &wrong("+", "S")),
        ("SET a = :s + :n, b = :l - :n", &wrong("-", "L")),
        ("SET b = :s + :n ADD a :s", adds_text),
        ("ADD a :s SET b = :s + :n", &wrong("+", "S")),
        ("ADD b :y, c :s", adds_text),
        ("SET a = list_append(:n, :s)", &wrong("list_append", "N")),
    ]);
}

#[test]
fn unused_placeholders_come_behind_every_expression_and_before_key_conditions() {
    let mut parser = parser();
    assert!(parser.condition("a = a").is_err());
    let condition = parser.key_condition("pk <> :s AND pk = :s").unwrap();
    assert!(parser.finish().unwrap_err().message().contains("unused in expressions"));
    assert!(KeyCondition::try_from(condition).is_err());
}

#[test]
fn a_key_condition_is_a_condition_first_and_then_taken_clause_by_clause() {
    refused(
        Parser::key_condition,
        "Invalid KeyConditionExpression",
        &[("pk <> :s AND pk < :l", LESS_THAN_LIST), ("pk = :s AND pk = :s OR #x = :s", &format!("{NAME}#x"))],
    );
    let twice =
        "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key";
    let in_list = "Invalid operator used in KeyConditionExpression: IN";
    let several =
        "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition";
    for (text, fault) in [
        ("pk = :s AND pk = :n AND pk IN (:s)", twice),
        ("pk IN (:s) AND pk = :s AND pk = :n", in_list),
        ("pk = :s AND pk IN (:s)", in_list),
        ("pk = :s AND pk = sk", several),
    ] {
        let condition = parser().key_condition(text).unwrap();
        assert_eq!(KeyCondition::try_from(condition).unwrap_err().message(), fault, "{text}");
    }
}
