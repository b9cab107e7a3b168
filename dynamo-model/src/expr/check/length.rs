//! How long an expression is, which the service limits as it is written, and how large it gets with names and constants in
//! the place of their placeholders.
//!
//! A tree that was never written is as long as the text it is rendered to. Rendering takes time and goes down the
//! tree, so it is left out if the text cannot be too long, and if the tree is refused whatever its text.

use super::operators::MOST_OPERATORS;
use crate::expr::{Condition, Element, KeyCondition, Path, Projection, Renderer, SetOperand, Update, walk};
use crate::value::Value;
use crate::{Error, Result};

/// The longest expression, in bytes of its text.
pub(in crate::expr) const LONGEST: usize = 4096;
/// The largest expression, in bytes of its text and of every name and constant that takes the place of a placeholder. No
/// documentation has this limit or what is said of it; both are DynamoDB Local's.
pub(in crate::expr) const LARGEST: usize = 1024 * 1024;
/// No placeholder, list index or separator of a path element is longer, written out.
const ELEMENT: usize = 13;
/// No operator or function is longer, parentheses and commas included.
const OPERATOR: usize = 26;
/// No placeholder for a constant is longer, its separator included.
const VALUE: usize = 9;
/// The shortest text a term of an assignment can have.
const SHORTEST_TERM: usize = 3;

/// Refuses an expression that says nothing.
pub(in crate::expr) fn empty() -> Error {
    Error::validation("The expression can not be empty;")
}

/// Refuses an expression of this length.
pub(in crate::expr) fn too_long(length: usize) -> Error {
    Error::validation(format!(
        "Expression size has exceeded the maximum allowed size; expression size: {length}"
    ))
    .with_detail(format!("its text has {length} bytes, and {LONGEST} is the most"))
}

/// Refuses an expression without saying how large it is: the service does so for updates, and for what an expression
/// grows to.
pub(in crate::expr) fn too_large() -> Error {
    Error::validation("Expression size has exceeded the maximum allowed size;")
}

/// Checks the size of a condition. One with too many operators is refused for those.
pub(super) fn check_condition(condition: &Condition) -> Result<()> {
    let nodes = || walk::conditions(condition);
    if nodes().nth(MOST_OPERATORS).is_some() {
        return Ok(());
    }
    let paths: usize = condition.paths().map(|path| longest_path(path) + OPERATOR).sum();
    let bound = paths + condition.values().count() * VALUE + nodes().count() * OPERATOR;
    let replaced = names(condition.paths()) + sizes(condition.values());
    check(bound, replaced, || Renderer::new().condition(condition).len())
}

/// Checks the size of a key condition.
pub(super) fn check_key_condition(condition: &KeyCondition) -> Result<()> {
    let bound = condition.names().count() * (ELEMENT + OPERATOR) + condition.values().count() * VALUE;
    let replaced = condition.names().map(str::len).sum::<usize>() + sizes(condition.values());
    check(bound, replaced, || Renderer::new().key_condition(condition).len())
}

/// Checks the size of a projection.
pub(super) fn check_projection(projection: &Projection) -> Result<()> {
    let bound = projection.paths().iter().map(longest_path).sum();
    check(bound, names(projection.paths()), || Renderer::new().projection(projection).len())
}

/// Checks the size of an update.
pub(super) fn check_update(update: &Update) -> Result<()> {
    // A tree this large is too long whatever its text.
    if update.set_operands().count() * SHORTEST_TERM > LONGEST {
        return Err(too_large());
    }
    let inside: usize = update
        .set_operands()
        .map(|operand| match operand {
            SetOperand::Path(path) => longest_path(path),
            SetOperand::Value(_) => VALUE,
            SetOperand::IfNotExists(path, _) => longest_path(path) + OPERATOR,
            SetOperand::ListAppend(..) => OPERATOR,
        })
        .sum();
    let targets: usize = update.targets().map(|path| longest_path(path) + OPERATOR).sum();
    let replaced = names(update.paths()) + sizes(update.values());
    check(inside + targets, replaced, || Renderer::new().update(update).len())
        .map_err(|error| too_large().with_detail_of(&error))
}

/// Writes the text only if it, or what becomes of it, could be too long.
fn check(bound: usize, replaced: usize, length: impl FnOnce() -> usize) -> Result<()> {
    if bound <= LONGEST && bound + replaced <= LARGEST {
        return Ok(());
    }
    match length() {
        length if length > LONGEST => Err(too_long(length)),
        length if length + replaced > LARGEST => Err(too_large()),
        _ => Ok(()),
    }
}

/// Adds up the lengths of the names in paths.
fn names<'p>(paths: impl IntoIterator<Item = &'p Path>) -> usize {
    let of_element = |element: &Element| match element {
        Element::Key(name) => name.len(),
        Element::Index(_) => 0,
    };
    let of_path = |path: &Path| path.root().len() + path.rest().iter().map(of_element).sum::<usize>();
    paths.into_iter().map(of_path).sum()
}

fn sizes<'v>(values: impl Iterator<Item = &'v Value>) -> usize {
    values.map(Value::size).sum()
}

fn longest_path(path: &Path) -> usize {
    path.depth() * ELEMENT
}
