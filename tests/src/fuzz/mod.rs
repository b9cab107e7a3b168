//! The bodies of the fuzz targets. Each takes arbitrary bytes and panics when something that must hold does not.
//!
//! `tests/fuzz` runs them under libFuzzer; `tests/fuzz.rs` runs them on a few thousand pseudo-random inputs, so that they
//! cannot rot.

mod evaluate;
mod expression;
mod item;
mod key;
mod request;
mod tree;

pub use evaluate::Evaluator;
pub use expression::expression_parse;
pub use item::item_decode;
pub use key::key_decode;
pub use request::Requests;
