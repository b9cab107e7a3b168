//! What is rendered parses back, or is refused as the tree is.

use std::fmt::Debug;

use proptest::prelude::*;

use super::{Parser, present, strategy};
use crate::Result;
use crate::expr::{KeyCondition, Renderer};

type Outcome<T> = std::result::Result<T, String>;

/// Parses a text with the placeholders it was rendered with, all of which it uses.
fn parse<T>(renderer: Renderer, read: impl FnOnce(&mut Parser, &str) -> Result<T>, text: &str) -> Outcome<T> {
    let (names, values) = renderer.into_parts();
    let mut parser = Parser::new(present(names), present(values)).unwrap();
    let tree = read(&mut parser, text).map_err(|error| error.message().to_owned())?;
    parser.finish().unwrap();
    Ok(tree)
}

/// What the tree itself says of what is parsed.
fn checked<T: Debug>(kind: &str, tree: T, check: Result<()>) -> Outcome<T> {
    check.map(|()| tree).map_err(|error| format!("Invalid {kind}Expression: {}", error.message()))
}

proptest! {
    #[test]
    fn conditions_parse_back(condition in strategy::condition()) {
        let mut renderer = Renderer::new();
        let text = renderer.condition(&condition);
        let check = condition.check(None);
        let parsed = parse(renderer, Parser::condition, &text);
        prop_assert_eq!(parsed, checked("Condition", condition, check), "{}", text);
    }

    #[test]
    fn key_conditions_parse_back(condition in strategy::key_condition()) {
        let mut renderer = Renderer::new();
        let text = renderer.key_condition(&condition);
        let check = condition.check(None);
        let read = |parser: &mut Parser, text: &str| parser.key_condition(text).and_then(KeyCondition::try_from);
        prop_assert_eq!(parse(renderer, read, &text), checked("KeyCondition", condition, check), "{}", text);
    }

    #[test]
    fn updates_parse_back(update in strategy::update()) {
        let mut renderer = Renderer::new();
        let text = renderer.update(&update);
        let check = update.check(None);
        prop_assert_eq!(parse(renderer, Parser::update, &text), checked("Update", update, check), "{}", text);
    }

    #[test]
    fn projections_parse_back(projection in strategy::projection()) {
        let mut renderer = Renderer::new();
        let text = renderer.projection(&projection);
        let check = projection.check(None);
        let parsed = parse(renderer, Parser::projection, &text);
        prop_assert_eq!(parsed, checked("Projection", projection, check), "{}", text);
    }
}
