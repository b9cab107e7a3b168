//! Expressions as text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use arbitrary::Unstructured;
use dynamo_model::expr::parse::Parser;
use dynamo_model::expr::{Condition, KeyCondition, Projection, Renderer, Update, Written};
use dynamo_model::value::Value;
use dynamo_model::{Error, Result};

use super::tree;

const PIECES: &[&str] = &[
    "(",
    ")",
    "(",
    ")",
    ",",
    ".",
    "[",
    "]",
    "=",
    "<>",
    "<",
    "<=",
    ">",
    ">=",
    "+",
    "-",
    " AND ",
    " OR ",
    "NOT ",
    " BETWEEN ",
    " IN ",
    "SET ",
    " REMOVE ",
    " ADD ",
    " DELETE ",
    "a",
    "b",
    "c",
    "name",
    "size",
    "contains",
    "begins_with",
    "attribute_exists",
    "attribute_not_exists",
    "attribute_type",
    "if_not_exists",
    "list_append",
    "foo",
    "#a",
    "#n",
    "#x",
    ":s",
    ":n",
    ":l",
    ":kind",
    ":x",
    "0",
    "7",
    "99999999999",
    "_",
    "é",
    "😀",
    " ",
];

/// Reads bytes as text, as pieces of expressions, and as trees: what parses must parse from its own rendering.
pub fn expression_parse(data: &[u8]) {
    read_all(&String::from_utf8_lossy(data));
    let pieces = data.iter().map(|byte| PIECES[usize::from(*byte) % PIECES.len()]);
    read_all(&pieces.take(400).collect::<String>());
    // Nothing but the end of the bytes stops a tree from being made.
    let _ = trees(&mut Unstructured::new(data));
}

fn read_all(text: &str) {
    for (names, values) in [(None, None), (Some(names()), Some(values()))] {
        let mut parser = Parser::new(names, values).unwrap();
        for read in [Parser::condition, Parser::filter, Parser::key_condition] {
            if let Some(condition) = outcome(read(&mut parser, text)) {
                again(&condition, Condition::check, Renderer::condition, Parser::condition);
                if let Ok(key_condition) = KeyCondition::try_from(condition) {
                    again(&key_condition, KeyCondition::check, Renderer::key_condition, parse_key_condition);
                }
            }
        }
        if let Some(update) = outcome(parser.update(text)) {
            again(&update, Update::check, Renderer::update, Parser::update);
        }
        if let Some(projection) = outcome(parser.projection(text)) {
            again(&projection, Projection::check, Renderer::projection, Parser::projection);
        }
        let _ = parser.finish();
    }
}

fn trees(input: &mut Unstructured<'_>) -> arbitrary::Result<()> {
    again(&tree::condition(input)?, Condition::check, Renderer::condition, Parser::condition);
    again(&tree::update(input)?, Update::check, Renderer::update, Parser::update);
    again(&tree::projection(input)?, Projection::check, Renderer::projection, Parser::projection);
    again(&tree::key_condition(input)?, KeyCondition::check, Renderer::key_condition, parse_key_condition);
    Ok(())
}

fn parse_key_condition(parser: &mut Parser, text: &str) -> Result<KeyCondition> {
    parser.key_condition(text).and_then(KeyCondition::try_from)
}

/// Whatever is wrong with a text, it is the text's fault.
fn outcome<T>(result: Result<T>) -> Option<T> {
    if let Err(error) = &result {
        assert!(error.is_validation() && error.message().starts_with("Invalid "), "{error:?}");
    }
    result.ok()
}

/// Renders a tree and parses it. Refused is only what no text can say, and what is refused of the tree, too.
fn again<T: Debug + PartialEq>(
    tree: &T,
    check: fn(&T, Option<Written>) -> Result<()>,
    render: fn(&mut Renderer, &T) -> String,
    parse: fn(&mut Parser, &str) -> Result<T>,
) {
    let mut renderer = Renderer::new();
    let text = render(&mut renderer, tree);
    let (names, values) = renderer.into_parts();
    let present = |names: BTreeMap<String, String>| Some(names).filter(|names| !names.is_empty());
    let parsed = Parser::new(present(names), Some(values).filter(|values| !values.is_empty()))
        .and_then(|mut parser| parse(&mut parser, &text).and_then(|tree| parser.finish().map(|_| tree)));
    match (parsed, check(tree, None)) {
        (Ok(parsed), checked) => {
            assert!(checked.is_ok(), "{text}: {checked:?}");
            assert_eq!(&parsed, tree, "{text}");
        }
        (Err(error), Err(fault)) if error.message().ends_with(fault.message()) => {}
        (Err(error), checked) => assert!(cannot_be_said(&error), "{text}: {error}, {checked:?}"),
    }
}

/// Trees can hold names and values no request may send, and lists and updates of nothing.
fn cannot_be_said(error: &Error) -> bool {
    let inexpressible =
        ["Empty attribute name", "may not be empty", "should not be empty", "can not be empty"];
    inexpressible.iter().any(|reason| error.message().contains(reason))
}

fn names() -> BTreeMap<String, String> {
    [("#a", "a"), ("#n", "name"), ("#b", "b.c")].map(|(key, name)| (key.to_owned(), name.to_owned())).into()
}

fn values() -> BTreeMap<String, Value> {
    [
        (":s", Value::from("x")),
        (":n", Value::from(1)),
        (":l", Value::L(Vec::new())),
        (":kind", Value::from("SS")),
        (":ss", Value::Ss(BTreeSet::from(["a".to_owned()]))),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .into()
}
