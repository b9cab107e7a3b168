//! What expressions may say, whatever table they are for.
//!
//! The parser asks about each part as soon as it is read, as the service does. `check` asks the same about all parts
//! of a tree, in the order in which the parser would come upon them had the tree been written. It goes through trees
//! without recursion, so that none, however deep, exhausts the stack, and stops at the first operator too many.

mod condition;
mod key_condition;
mod length;
mod literal;
mod operators;
mod paths;
mod projection;
mod substitutions;
mod update;

pub(super) use self::condition::check_clause;
pub(super) use self::key_condition::OncePerKey;
pub(super) use self::length::{LARGEST, LONGEST, empty, too_large, too_long};
pub(super) use self::literal::{check_measurable, not_distinct, wrong_operand};
pub(super) use self::operators::Operators;
pub(super) use self::paths::{Disjoint, check_depth, check_index};
pub(super) use self::substitutions::check_sizes;
pub use self::substitutions::check_substitutions;
pub(super) use self::update::{check_added, check_assigned, check_deleted};

#[cfg(test)]
mod tests;
