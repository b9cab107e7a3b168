//! The first token nothing goes on with, and what stands next to it.

use super::{Parser, conditions_refused, refused, updates_refused};

const ENDS: &str = "Syntax error; token: \"<EOF>\", near: ";

#[test]
fn an_expression_has_something_in_it() {
    conditions_refused(&[
        ("", "The expression can not be empty;"),
        (" ", &format!("{ENDS}\" \"")),
        ("\t\n", &format!("{ENDS}\"\t\n\"")),
    ]);
    updates_refused(&[("", "The expression can not be empty;"), ("  ", &format!("{ENDS}\"  \""))]);
    refused(
        Parser::projection,
        "Invalid ProjectionExpression",
        &[("", "The expression can not be empty;"), (" ", &format!("{ENDS}\" \""))],
    );
}

#[test]
fn an_expression_has_4096_bytes_as_written() {
    let fits = format!("a = :s{}", " ".repeat(4090));
    assert!(super::parser().condition(&fits).is_ok());
    // Two bytes a character, and the length comes before the syntax.
    let long = "é".repeat(2049);
    let too_long = "Expression size has exceeded the maximum allowed size;";
    conditions_refused(&[(&long, &format!("{too_long} expression size: 4098"))]);
    refused(
        Parser::projection,
        "Invalid ProjectionExpression",
        &[(&long, &format!("{too_long} expression size: 4098"))],
    );
    updates_refused(&[(&long, too_long)]);
}

#[test]
fn a_fault_is_shown_with_its_neighbours() {
    let fault = |token: &str, near: &str| format!("Syntax error; token: \"{token}\", near: \"{near}\"");
    let table = [
        ("a = :s b", fault("b", ":s b")),
        ("a  =   =  :s", fault("=", "=   =  :s")),
        ("a =\t\tb\t\tc\n\nd", fault("c", "b\t\tc\n\nd")),
        // Without a neighbour the text goes to its end.
        (" )", fault(")", " )")),
        ("  ) x", fault(")", "  ) x")),
        ("a = )  ", fault(")", "= )  ")),
        ("a = ", fault("<EOF>", "= ")),
        ("(a = :s", fault("<EOF>", ":s")),
        ("  :s = ", fault("<EOF>", "= ")),
    ];
    conditions_refused(&table.each_ref().map(|(text, fault)| (*text, fault.as_str())));
}

#[test]
fn characters_outside_the_grammar_are_tokens() {
    let table = [
        ("_a = :s", "_", "_a"),
        ("1a = :s", "1", "1a"),
        ("a-b = :s", "-", "a-b"),
        ("a = é", "é", "= é"),
        ("aé = :s", "é", "aé ="),
        ("a = b😀c", "😀", "b😀c"),
        ("a = \"x\"", "\"", "= \"x"),
        ("a = 'x'", "'", "= 'x"),
        ("a = 5", "5", "= 5"),
        ("a\u{b}= :s", "\u{b}", "a\u{b}="),
        ("a\u{a0}= :s", "\u{a0}", "a\u{a0}="),
        ("a; = :s", ";", "a; ="),
        ("# = :s", "#", "# ="),
        ("#é = :s", "#", "#é"),
        ("a = :", ":", "= :"),
        ("#a-b = :s", "-", "#a-b"),
        ("#a#n = :s", "#n", "#a#n ="),
    ];
    faulty(&table);
}

#[test]
fn signs_do_not_combine() {
    faulty(&[
        ("a == :s", "=", "== :s"),
        ("a != :s", "!", "a !="),
        ("a < = :s", "=", "< = :s"),
        ("a =< :s", "<", "=< :s"),
        ("a <=> :s", ">", "<=> :s"),
        ("a <>= :s", "=", "<>= :s"),
        ("a + b = :s", "+", "a + b"),
    ]);
}

#[test]
fn keywords_are_never_names() {
    faulty(&[
        ("set = :s", "set", "set ="),
        ("a.Between = :s", "Between", ".Between ="),
        ("a = or", "or", "= or"),
        ("a=:sAND b=:s", "b", ":sAND b="),
        ("a=:s ANDb=:s", "ANDb", ":s ANDb="),
    ]);
}

#[test]
fn paths_are_names_entries_and_indexes() {
    faulty(&[
        (".a = :s", ".", ".a"),
        ("a. = :s", "=", ". = :s"),
        ("a..b = :s", ".", "..b"),
        ("a.1 = :s", "1", ".1 ="),
        ("a[] = :s", "]", "[] ="),
        ("a[-1] = :s", "-", "[-1"),
        ("a[b] = :s", "b", "[b]"),
        ("a[:s] = :s", ":s", "[:s]"),
        ("a[0 = :s", "=", "0 = :s"),
        ("a[1.0] = :s", ".", "1.0"),
        ("a[01] = :s", "1", "01]"),
        ("a[007] = :s", "0", "007"),
        ("a[0x1] = :s", "x1", "0x1]"),
        ("a[1 2] = :s", "2", "1 2]"),
        ("[0] = :s", "[", "[0"),
        (":s.a = :s", ".", ":s.a"),
        ("(a).b = :s", ".", ").b"),
        ("size(a)[0] = :n", "[", ")[0"),
    ]);
}

#[test]
fn a_condition_compares_or_calls() {
    faulty(&[
        ("a", "<EOF>", "a"),
        ("NOT a", "<EOF>", "a"),
        ("(a)", "<EOF>", ")"),
        ("a AND b", "AND", "a AND b"),
        ("(a AND b)", "AND", "a AND b"),
        ("a = :s AND", "<EOF>", "AND"),
        ("a = :s AND OR b", "OR", "AND OR b"),
        ("a = :s = :s", "=", ":s = :s"),
        ("(a = :s) = :s", "=", ") = :s"),
        ("a = :s)", ")", ":s)"),
        ("()", ")", "()"),
        ("(a, b) = :s", ",", "a, b"),
        ("a NOT IN (:s)", "NOT", "a NOT IN"),
        ("a IN :s", ":s", "IN :s"),
        ("a IN ()", ")", "()"),
        ("a IN (:s,)", ")", ",)"),
        ("a BETWEEN :n :n", ":n", ":n :n"),
        ("a BETWEEN :n OR :n", "OR", ":n OR :n"),
        ("a BETWEEN (:n AND :n)", "AND", ":n AND :n"),
    ]);
}

#[test]
fn calls_have_operands_between_commas() {
    faulty(&[
        ("attribute_exists()", ")", "()"),
        ("attribute_exists(,a)", ",", "(,a"),
        ("attribute_exists(a,)", ")", ",)"),
        ("attribute_exists(a b)", "b", "a b)"),
        ("attribute_exists(a", "<EOF>", "a"),
        ("attribute_exists a", "a", "attribute_exists a"),
        ("attribute_exists(a = :s)", "=", "a = :s"),
        ("attribute_exists(NOT a)", "NOT", "(NOT a"),
        ("#a(b)", "(", "#a(b"),
        ("a.b(c)", "(", "b(c"),
        ("a(b)(c)", "(", ")(c"),
        ("(attribute_exists(a) AND b)", ")", "b)"),
    ]);
}

#[track_caller]
fn faulty(table: &[(&str, &str, &str)]) {
    for (text, token, near) in table {
        conditions_refused(&[(text, &format!("Syntax error; token: \"{token}\", near: \"{near}\""))]);
    }
}
