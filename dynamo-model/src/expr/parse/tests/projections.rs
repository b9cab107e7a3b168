use super::{Parser, parsed, refused};
use crate::expr::{Path, Projection};

#[test]
fn a_projection_is_a_list_of_paths() {
    let expected = Projection::from_iter([
        Path::attribute("a"),
        Path::attribute("name"),
        Path::attribute("b").key("c").index(3),
    ]);
    assert_eq!(parsed(Parser::projection, "a, #n,\tb.c[3]"), expected);
}

#[test]
fn there_is_nothing_but_paths_and_commas() {
    let table = [
        ("a,", "<EOF>", ","),
        (",a", ",", ",a"),
        ("a, ,b", ",", ", ,b"),
        ("a b", "b", "a b"),
        ("(a)", "(", "(a"),
        (":s", ":s", ":s"),
        ("size(a)", "(", "size(a"),
        ("a = b", "=", "a = b"),
        ("a AND b", "AND", "a AND b"),
        ("set", "set", "set"),
        ("*", "*", "*"),
        ("a[01]", "1", "01]"),
    ];
    for (text, token, near) in table {
        let fault = format!("Syntax error; token: \"{token}\", near: \"{near}\"");
        refused(Parser::projection, "Invalid ProjectionExpression", &[(text, &fault)]);
    }
}

#[test]
fn words_come_before_undefined_names_and_those_from_the_end() {
    let undefined = |name: &str| {
        format!(
            "An expression attribute name used in the document path is not defined; attribute name: {name}"
        )
    };
    refused(
        Parser::projection,
        "Invalid ProjectionExpression",
        &[
            ("#x, name", "Attribute name is a reserved keyword; reserved keyword: name"),
            ("a[99999999999], name", "List index is not within the allowable range; index: [99999999999]"),
            ("#x, #y", &undefined("#y")),
            ("a.#x.#y", &undefined("#x")),
            // To the service this is a name, and one it cannot know.
            ("a.:s", &undefined(":s")),
        ],
    );
}
