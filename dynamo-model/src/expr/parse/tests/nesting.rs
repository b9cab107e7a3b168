//! Texts that nest as deep as 4,096 bytes allow, on a small stack.

use super::Parser;
use crate::expr::KeyCondition;

/// A sixteenth of what a thread gets. What is parsed still has to be dropped, which goes down the tree.
const STACK: usize = 128 * 1024;

/// Puts `inner` inside as many layers as fit, one with as many bytes less for `rest`.
fn layers(open: &str, inner: &str, close: &str, rest: usize) -> String {
    let count = (4096 - inner.len() - rest) / (open.len() + close.len());
    format!("{}{inner}{}", open.repeat(count), close.repeat(count))
}

#[test]
fn no_nesting_exhausts_a_small_stack() {
    let inside = || {
        let conditions = [
            "(".repeat(4096),
            layers("(", "a=:v", ")", 0),
            layers("(", "a", ")=:v", 0),
            format!("{}=:v", layers("(", "a", ")", 3)),
            "NOT ".repeat(1024),
            layers("NOT ", "a=:v", "", 0),
            layers("NOT(", "a=:v", ")", 0),
            layers("(NOT ", "a=:v", ")", 0),
            layers("(a=:v AND ", "a=:v", ")", 0),
            layers("a=:v OR(", "a=:v", ")", 0),
            layers("a=:v AND ", "a=:v", "", 0),
            "size(".repeat(819),
            format!("{}=:v", layers("size(", "a", ")", 3)),
            layers("contains(:v,", "a", ")", 0),
            format!("a=:v AND a{}=:v", "[0]".repeat(1300)),
        ];
        let updates = [
            format!("SET a={}", layers("(", "a", ")", 6)),
            format!("SET a={}", layers("if_not_exists(a,", "a", ")", 6)),
            format!("SET a={}", layers("list_append(a,", "a", ")", 6)),
            format!("SET a={}", layers("(if_not_exists(a,", "a", "))", 6)),
            format!("REMOVE a{}", ".a".repeat(2040)),
        ];
        let values = || Some([(":v".to_owned(), 1.into())].into());
        for text in &conditions {
            let mut parser = Parser::new(None, values()).unwrap();
            // The outcome does not matter, reaching it does.
            let condition = parser.condition(text);
            drop(condition.and_then(KeyCondition::try_from));
        }
        for text in &updates {
            drop(Parser::new(None, values()).unwrap().update(text));
        }
    };
    std::thread::Builder::new().stack_size(STACK).spawn(inside).unwrap().join().unwrap();
}
