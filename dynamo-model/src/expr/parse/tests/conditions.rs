//! What well-formed conditions come to.

use super::{Parser, conditions_refused, parsed};
use crate::expr::{Comparison, Condition, Operand, Path};
use crate::value::{Value, ValueKind};

fn path(name: &str) -> Operand {
    Path::attribute(name).into()
}

fn condition(text: &str) -> Condition {
    parsed(Parser::condition, text)
}

#[test]
fn comparisons_take_any_two_operands() {
    let ops =
        [Comparison::Eq, Comparison::Ne, Comparison::Lt, Comparison::Le, Comparison::Gt, Comparison::Ge];
    for op in ops {
        let text = format!("a{}:s", op.as_str());
        assert_eq!(condition(&text), Condition::compare(op, path("a"), "x"), "{text}");
    }
    assert_eq!(condition(":n < a"), Condition::lt(1, path("a")));
    assert_eq!(condition("size(a) >= size(:s)"), {
        Condition::ge(Operand::size("a"), Operand::SizeOfValue("x".into()))
    });
}

#[test]
fn paths_are_spelled_with_names_and_placeholders() {
    let deep = Path::attribute("a").key("b").index(0).key("name");
    assert_eq!(condition("a . b [ 0 ] . #n = :s"), Condition::eq(deep, "x"));
    // A placeholder is one element, dots included.
    assert_eq!(condition("#dot.c = :s"), Condition::eq(Path::attribute("b.c").key("c"), "x"));
    assert_eq!(condition("NOTa = :s"), Condition::eq(path("NOTa"), "x"));
    assert_eq!(condition("attribute_exists = :s"), Condition::eq(path("attribute_exists"), "x"));
}

#[test]
fn ranges_and_lists_take_any_operands() {
    let between = Condition::between(path("a"), Operand::size("b"), 1);
    assert_eq!(condition("a between size(b) and :n"), between);
    let list = vec![Operand::from("x"), path("b"), Operand::size("c")];
    assert_eq!(condition("a IN (:s, b, size(c))"), Condition::In { operand: path("a"), list });
}

#[test]
fn functions_are_conditions_of_their_own() {
    assert_eq!(condition("attribute_exists(a.b)"), Condition::exists(Path::attribute("a").key("b")));
    assert_eq!(condition("attribute_not_exists (a)"), Condition::not_exists("a"));
    assert_eq!(condition("attribute_type(a, :kind)"), Condition::has_type("a", ValueKind::Ss));
    assert_eq!(condition("attribute_type(:n, :kind)"), Condition::Type(Operand::from(1), ValueKind::Ss));
    assert_eq!(condition("begins_with(:s, a)"), Condition::begins_with("x", path("a")));
    assert_eq!(condition("contains(size(a), :n)"), Condition::contains(Operand::size("a"), 1));
}

#[test]
fn not_binds_before_and_and_before_or() {
    let named = |name: &str| Condition::exists(name);
    let exists = |name: &str| format!("attribute_exists({name})");
    let (a, b, c) = (exists("a"), exists("b"), exists("c"));
    let table = [
        (format!("{a} OR {b} AND {c}"), named("a").or(named("b").and(named("c")))),
        (format!("{a} AND {b} OR {c}"), named("a").and(named("b")).or(named("c"))),
        (format!("NOT {a} AND {b}"), (!named("a")).and(named("b"))),
        (format!("NOT ({a} AND {b})"), !named("a").and(named("b"))),
        (format!("not NOT {a}"), !!named("a")),
        (format!("{a} AND {b} AND {c}"), named("a").and(named("b")).and(named("c"))),
        (format!("{a} OR ({b} OR {c})"), named("a").or(named("b").or(named("c")))),
        (format!("NOT a BETWEEN :n AND :n AND {b}"), {
            (!Condition::between(path("a"), 1, 1)).and(named("b"))
        }),
    ];
    for (text, expected) in table {
        assert_eq!(condition(&text), expected, "{text}");
    }
}

#[test]
fn functions_take_a_fixed_number_of_operands() {
    let counted = |function: &str, count: usize| {
        format!(
            "Incorrect number of operands for operator or function; operator or function: {function}, \
             number of operands: {count}"
        )
    };
    conditions_refused(&[
        ("attribute_exists(a, b)", &counted("attribute_exists", 2)),
        ("attribute_not_exists(a, :s)", &counted("attribute_not_exists", 2)),
        ("attribute_type(a)", &counted("attribute_type", 1)),
        ("begins_with(a, :s, :s)", &counted("begins_with", 3)),
        ("contains(a)", &counted("contains", 1)),
        ("size(a, b) = :n", &counted("size", 2)),
    ]);
}

#[test]
fn existence_is_asked_of_paths() {
    let required = |function: &str| {
        format!("Operator or function requires a document path; operator or function: {function}")
    };
    conditions_refused(&[
        ("attribute_exists(:s)", &required("attribute_exists")),
        ("attribute_not_exists(size(a))", &required("attribute_not_exists")),
    ]);
}

#[test]
fn attribute_type_takes_a_constant_that_names_a_type() {
    let wrong = |function: &str, kind: &str| {
        format!(
            "Incorrect operand type for operator or function; operator or function: {function}, \
             operand type: {kind}"
        )
    };
    conditions_refused(&[
        (
            "attribute_type(a, :s)",
            "Invalid attribute type name found; type: x, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}",
        ),
        ("attribute_type(a, :n)", &wrong("attribute_type", "N")),
        ("attribute_type(a, :ss)", &wrong("attribute_type", "SS")),
        ("attribute_type(a, size(b))", &wrong("attribute_type", "N")),
        ("attribute_type(a, b)", &wrong("attribute_type", "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}")),
        (
            "attribute_type(a.b[1], #a.b[1])",
            "The first operand must be distinct from the remaining operands for this operator or function; \
             operator: attribute_type, first operand: [a, b, [1]]",
        ),
        ("size(size(a)) = :n", &wrong("size", "N")),
    ]);
}

#[test]
fn filters_are_conditions_by_another_name() {
    assert_eq!(parsed(Parser::filter, "a = :n"), Condition::eq(path("a"), Value::from(1)));
    super::refused(
        Parser::filter,
        "Invalid FilterExpression",
        &[(
            "if_not_exists(a, :s)",
            "The function is not allowed in a condition expression; function: if_not_exists",
        )],
    );
}
