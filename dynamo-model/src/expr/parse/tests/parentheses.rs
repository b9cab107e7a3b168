//! Parentheses around nothing but parentheses.

use super::{Parser, conditions_refused, parsed, updates_refused};
use crate::expr::{Condition, Operand, Path};

const REDUNDANT: &str = "The expression has redundant parentheses;";

#[test]
fn one_pair_is_welcome_anywhere() {
    let plain = Condition::eq(Path::attribute("a"), "x");
    for text in ["(a = :s)", "(a) = (:s)", "((a) = (:s))", "( a = (:s) )"] {
        assert_eq!(parsed(Parser::condition, text), plain, "{text}");
    }
    let sized = Condition::eq(Operand::size("a"), 1);
    assert_eq!(parsed(Parser::condition, "(size((a))) = (:n)"), sized);
    let both = plain.clone().and(plain);
    for text in ["(a = :s) AND (a = :s)", "((a = :s) AND (a = :s))", "(a = :s AND (a = :s))"] {
        assert_eq!(parsed(Parser::condition, text), both, "{text}");
    }
}

#[test]
fn two_pairs_around_the_same_are_redundant() {
    let texts = [
        "((a = :s))",
        "((a)) = :s",
        "a = ((:s))",
        "a IN (((:s)))",
        "a BETWEEN ((:n)) AND :n",
        "size(((a))) = :n",
        "((size(a))) = :n",
        "attribute_exists(((a)))",
        "((attribute_exists(a)))",
        "NOT ((a = :s))",
        "((NOT a = :s))",
        "(((a = :s) AND a = :s))",
        "a = :s AND ((a = :s OR a = :s))",
    ];
    conditions_refused(&texts.map(|text| (text, REDUNDANT)));
    let texts = ["SET a = ((:s))", "SET a = ((b + :n))", "SET a = (((b) + :n))", "SET a = b + ((:n))"];
    updates_refused(&texts.map(|text| (text, REDUNDANT)));
}

#[test]
fn they_come_before_what_is_wrong_behind_them() {
    let texts = [
        "((a = :s)) b",
        "((a = :s)) AND",
        "((a = :s)) )",
        "a = :s AND ((a = :s)) AND c d",
        "((a)) = )",
        "a = ((b)) )",
        "((size(a))) b",
        "size(((a))) b",
        "((foo(name))) ^",
    ];
    conditions_refused(&texts.map(|text| (text, REDUNDANT)));
    let texts = ["SET a = ((b)) c", "SET a = ((b)) +", "SET a = ((b)) SET", "SET a = (((b)) + c"];
    updates_refused(&texts.map(|text| (text, REDUNDANT)));
}

/// What they enclose shows behind them, so a fault in between is found first.
#[test]
fn they_come_after_what_is_wrong_before_their_kind_is_known() {
    let fault = |token: &str, near: &str| format!("Syntax error; token: \"{token}\", near: \"{near}\"");
    let table = [
        ("((a = :s) b", fault("b", ") b")),
        ("((a)) b", fault("b", ") b")),
        ("((a))", fault("<EOF>", ")")),
        ("(((a)", fault("<EOF>", ")")),
        ("size(((a)) b", fault("b", ") b")),
        ("(size(((a))) b", fault("b", ") b")),
        ("^ ((a = :s))", fault("^", "^ (")),
    ];
    conditions_refused(&table.each_ref().map(|(text, fault)| (*text, fault.as_str())));
    let table = [
        ("SET a = (((b)) c", fault("c", ") c")),
        ("SET a = foo(((b)) c", fault("c", ") c")),
        ("SET a = (b)) + c", fault(")", ")) +")),
    ];
    updates_refused(&table.each_ref().map(|(text, fault)| (*text, fault.as_str())));
}
