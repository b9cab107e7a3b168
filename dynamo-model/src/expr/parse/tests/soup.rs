//! Texts that are no expressions, or nearly so.

use proptest::prelude::*;
use proptest::sample::Index;

use super::{Parser, parser, present, strategy};
use crate::Error;
use crate::expr::{Condition, Renderer, Update};

/// What expressions are made of.
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
    ">=",
    "+",
    "-",
    "AND",
    "or",
    "NOT",
    "BETWEEN",
    "IN",
    "SET",
    "REMOVE",
    "add",
    "DELETE",
    "a",
    "b",
    "name",
    "size",
    "contains",
    "attribute_exists",
    "attribute_type",
    "if_not_exists",
    "list_append",
    "foo",
    "#a",
    "#n",
    "#x",
    ":s",
    ":n",
    ":x",
    "0",
    "7",
    "99999999999",
    "_",
    "é",
    "😀",
    " ",
    "\t",
];

/// Reads a text as every kind of expression. What parses must parse from its own rendering, too.
fn read_all(text: &str) -> Result<(), TestCaseError> {
    for read in [Parser::condition, Parser::filter, Parser::key_condition] {
        match read(&mut parser(), text) {
            Ok(condition) => prop_assert_eq!(rerendered(&condition), condition),
            Err(error) => check_fault(&error)?,
        }
    }
    match parser().update(text) {
        Ok(update) => prop_assert_eq!(rerendered_update(&update), update),
        Err(error) => check_fault(&error)?,
    }
    parser().projection(text).map_or_else(|error| check_fault(&error), |_| Ok(()))
}

fn rerendered(condition: &Condition) -> Condition {
    let mut renderer = Renderer::new();
    let text = renderer.condition(condition);
    let (names, values) = renderer.into_parts();
    Parser::new(present(names), present(values)).unwrap().condition(&text).unwrap()
}

fn rerendered_update(update: &Update) -> Update {
    let mut renderer = Renderer::new();
    let text = renderer.update(update);
    let (names, values) = renderer.into_parts();
    Parser::new(present(names), present(values)).unwrap().update(&text).unwrap()
}

fn check_fault(error: &Error) -> Result<(), TestCaseError> {
    prop_assert!(error.is_validation());
    prop_assert!(error.message().starts_with("Invalid "), "{}", error);
    Ok(())
}

fn pieces() -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(PIECES), 0..24)
}

/// A well-formed text with some characters replaced by pieces.
fn near_misses() -> impl Strategy<Value = String> {
    let text = prop_oneof![
        strategy::condition().prop_map(|condition| Renderer::new().condition(&condition)),
        strategy::key_condition().prop_map(|condition| Renderer::new().key_condition(&condition)),
        strategy::update().prop_map(|update| Renderer::new().update(&update)),
        strategy::projection().prop_map(|projection| Renderer::new().projection(&projection)),
    ];
    let edit = (any::<Index>(), 0_usize..4, prop::sample::select(PIECES));
    (text, prop::collection::vec(edit, 1..4)).prop_map(|(mut text, edits)| {
        for (place, length, piece) in edits {
            // Rendered text is ASCII, and so are all pieces but two, which end the edits.
            let start = place.index(text.len() + 1);
            let end = (start + length).min(text.len());
            if text.is_char_boundary(start) && text.is_char_boundary(end) {
                text.replace_range(start..end, piece);
            }
        }
        text
    })
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC*") {
        read_all(&text)?;
    }

    #[test]
    fn any_pieces_are_read_or_refused(pieces in pieces(), separator in prop::sample::select(vec!["", " "])) {
        read_all(&pieces.join(separator))?;
    }

    #[test]
    fn near_misses_are_read_or_refused(text in near_misses()) {
        read_all(&text)?;
    }
}
