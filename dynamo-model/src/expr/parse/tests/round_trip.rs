//! What is rendered parses into the tree it was rendered from.

use std::fmt::Debug;

use proptest::prelude::*;

use super::{Parser, Read, present, strategy};
use crate::expr::{KeyCondition, Renderer};

/// Parses a text with the placeholders it was rendered with, all of which it uses.
fn parse<T: Debug>(renderer: Renderer, read: Read<T>, text: &str) -> T {
    let (names, values) = renderer.into_parts();
    let mut parser = Parser::new(present(names), present(values)).unwrap();
    let tree = read(&mut parser, text).unwrap();
    parser.finish().unwrap();
    tree
}

proptest! {
    #[test]
    fn conditions_parse_back(condition in strategy::condition()) {
        let mut renderer = Renderer::new();
        let text = renderer.condition(&condition);
        prop_assert_eq!(parse(renderer, Parser::condition, &text), condition, "{}", text);
    }

    #[test]
    fn key_conditions_parse_back(condition in strategy::key_condition()) {
        let mut renderer = Renderer::new();
        let text = renderer.key_condition(&condition);
        let parsed = parse(renderer, Parser::key_condition, &text);
        prop_assert_eq!(KeyCondition::try_from(parsed).unwrap(), condition, "{}", text);
    }

    #[test]
    fn updates_parse_back(update in strategy::update()) {
        let mut renderer = Renderer::new();
        let text = renderer.update(&update);
        prop_assert_eq!(parse(renderer, Parser::update, &text), update, "{}", text);
    }

    #[test]
    fn projections_parse_back(projection in strategy::projection()) {
        let mut renderer = Renderer::new();
        let text = renderer.projection(&projection);
        prop_assert_eq!(parse(renderer, Parser::projection, &text), projection, "{}", text);
    }
}
