//! Updates: what well-formed ones come to, and their own grammar.

use std::collections::BTreeSet;

use super::{Parser, parsed, updates_refused};
use crate::expr::{Path, SetOperand, SetValue, Update};
use crate::value::Value;

fn update(text: &str) -> Update {
    parsed(Parser::update, text)
}

fn path(name: &str) -> SetOperand {
    Path::attribute(name).into()
}

#[test]
fn sections_come_in_any_order_and_case() {
    let expected = Update::new()
        .set("a", "x")
        .set(Path::attribute("b").key("c"), path("d"))
        .remove("e")
        .remove(Path::attribute("f").index(0))
        .add("g", 1)
        .delete("h", Value::Ss(BTreeSet::from(["a".to_owned()])));
    assert_eq!(update("SET a = :s, b.c = d REMOVE e, f[0] ADD g :n DELETE h :ss"), expected);
    assert_eq!(update("delete h :ss add g :n remove e,f[0] set a=:s,b.c=d"), expected);
}

#[test]
fn an_assignment_is_an_operand_or_one_sum() {
    let table: [(&str, SetValue); 9] = [
        (":s", "x".into()),
        ("b", path("b").into()),
        ("(b)", path("b").into()),
        ("b + :n", SetValue::Add(path("b"), 1.into())),
        ("b -:n", SetValue::Subtract(path("b"), 1.into())),
        ("((b) - (:n))", SetValue::Subtract(path("b"), 1.into())),
        ("if_not_exists(a, :n)+ :n", { SetValue::Add(SetOperand::if_not_exists("a", 1), 1.into()) }),
        ("if_not_exists(b, if_not_exists(c, :s))", {
            SetOperand::if_not_exists("b", SetOperand::if_not_exists("c", "x")).into()
        }),
        ("(list_append(if_not_exists(b, :l), (:l)))", {
            let list = || Value::L(Vec::new());
            SetOperand::list_append(SetOperand::if_not_exists("b", list()), list()).into()
        }),
    ];
    for (text, value) in table {
        assert_eq!(update(&format!("SET a = {text}")), Update::new().set("a", value), "{text}");
    }
}

#[test]
fn clauses_have_the_form_of_their_section() {
    let table = [
        ("foo", "foo", "foo"),
        ("a = :s", "a", "a ="),
        ("SETa = :s", "SETa", "SETa ="),
        ("(SET a = :s)", "(", "(SET"),
        ("SET", "<EOF>", "SET"),
        ("SET a", "<EOF>", "a"),
        ("SET a = :s,", "<EOF>", ","),
        ("SET a = :s, REMOVE b", "REMOVE", ", REMOVE b"),
        ("SET a = :s b", "b", ":s b"),
        ("SET a < b", "<", "a < b"),
        ("SET :s = a", ":s", "SET :s ="),
        ("SET (a) = :s", "(", "SET (a"),
        ("SET if_not_exists(a, b) = :s", "(", "if_not_exists(a"),
        ("SET a = b + c + d", "+", "c + d"),
        ("SET a = (b + :n) + :n", "+", ") + :n"),
        ("SET a = b + (c + :n)", "+", "c + :n"),
        ("SET a = if_not_exists(b, c + :n)", "+", "c + :n"),
        ("SET a = -b", "-", "= -b"),
        ("SET a = b * c", "*", "b * c"),
        ("SET a = (b + :n", "<EOF>", ":n"),
        ("SET a = (b REMOVE c", "REMOVE", "b REMOVE c"),
        ("SET a = b = c", "=", "b = c"),
        ("SET a = b AND c", "AND", "b AND c"),
        ("REMOVE a b", "b", "a b"),
        ("REMOVE :s", ":s", "REMOVE :s"),
        ("REMOVE (a)", "(", "REMOVE (a"),
        ("REMOVE a SET", "<EOF>", "SET"),
        ("ADD a", "<EOF>", "a"),
        ("ADD a, :n", ",", "a, :n"),
        ("ADD a b", "b", "a b"),
        ("ADD a = :n", "=", "a = :n"),
        ("ADD a (:n)", "(", "a (:n"),
        ("ADD a size(b)", "size", "a size("),
        ("ADD a :n + :n", "+", ":n + :n"),
        ("DELETE a b", "b", "a b"),
    ];
    for (text, token, near) in table {
        updates_refused(&[(text, &format!("Syntax error; token: \"{token}\", near: \"{near}\""))]);
    }
}

#[test]
fn a_section_is_there_once() {
    let repeated =
        |section: &str| format!("The \"{section}\" section can only be used once in an update expression;");
    updates_refused(&[
        ("SET a = :s SET b = :s", &repeated("SET")),
        ("remove a set b = :s remove c", &repeated("REMOVE")),
        ("ADD a :n SET b = :s ADD c :n", &repeated("ADD")),
        ("DELETE a :ss DELETE b :ss", &repeated("DELETE")),
        // The first repetition is reported, at its end.
        ("REMOVE a SET b = :s SET c = :s REMOVE d", &repeated("SET")),
        ("SET a = :s SET b = :s REMOVE name", &repeated("SET")),
        ("SET a = :s SET name = :s", "Attribute name is a reserved keyword; reserved keyword: name"),
        ("SET a = foo(b) SET c = :s", "Invalid function name; function: foo"),
        ("SET a = :undefined SET b = :s", &repeated("SET")),
    ]);
}

#[test]
fn functions_take_two_operands_and_one_of_them_a_path() {
    let counted = |function: &str, count: usize| {
        format!(
            "Incorrect number of operands for operator or function; operator or function: {function}, \
             number of operands: {count}"
        )
    };
    let required = "Operator or function requires a document path; operator or function: if_not_exists";
    updates_refused(&[
        ("SET a = if_not_exists(a)", &counted("if_not_exists", 1)),
        ("SET a = if_not_exists(a, :s, :s)", &counted("if_not_exists", 3)),
        ("SET a = list_append(a)", &counted("list_append", 1)),
        ("SET a = if_not_exists(:s, a)", required),
        ("SET a = if_not_exists(if_not_exists(a, :s), :s)", required),
        ("SET a = if_not_exists(if_not_exists(a), :s)", &counted("if_not_exists", 1)),
    ]);
}
