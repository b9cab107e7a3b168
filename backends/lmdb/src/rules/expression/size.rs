//! How long an expression is once written out, which the service limits.

use dynamo_model::expr::{Condition, Path, Projection, Renderer, SetOperand, Update};
use dynamo_model::{Error, Result};

use super::walk::{self, Leaf};

/// The longest expression, in bytes of its text.
const LONGEST: usize = 4096;
/// No placeholder, list index or separator of a path element is longer, written out.
const ELEMENT: usize = 13;
/// No operator or function is longer, parentheses and commas included.
const OPERATOR: usize = 26;
/// No placeholder for a constant is longer, its separator included.
const VALUE: usize = 9;
/// The shortest text a term of an assignment can have.
const SHORTEST_TERM: usize = 3;

/// Checks the text of a condition, whose operators are known to be few.
pub(super) fn check_condition(condition: &Condition) -> Result<()> {
    let mut bound = 0;
    for node in walk::conditions(condition) {
        bound += OPERATOR;
        walk::leaves(node, &mut |leaf| {
            bound += match leaf {
                Leaf::Path(path) => longest_path(path) + OPERATOR,
                Leaf::Value(_) => VALUE,
            };
        });
    }
    check(bound, || Renderer::new().condition(condition).len())
}

/// Checks the text of a projection.
pub(super) fn check_projection(projection: &Projection) -> Result<()> {
    let bound = projection.paths().iter().map(longest_path).sum();
    check(bound, || Renderer::new().projection(projection).len())
}

/// Checks the text of an update. The service does not say how long it found it.
pub(super) fn check_update(update: &Update) -> Result<()> {
    let too_long = || Error::validation("Expression size has exceeded the maximum allowed size;");
    let operands = || update.sets().iter().flat_map(|set| walk::set_operands(&set.value));
    // Rendering is recursive; a tree this large is too long whatever its text.
    if operands().count() * SHORTEST_TERM > LONGEST {
        return Err(too_long());
    }
    let inside: usize = operands()
        .map(|operand| match operand {
            SetOperand::Path(path) => longest_path(path),
            SetOperand::Value(_) => VALUE,
            SetOperand::IfNotExists(path, _) => longest_path(path) + OPERATOR,
            SetOperand::ListAppend(..) => OPERATOR,
        })
        .sum();
    let targets: usize = update.targets().map(|path| longest_path(path) + OPERATOR).sum();
    if inside + targets > LONGEST && Renderer::new().update(update).len() > LONGEST {
        return Err(too_long());
    }
    Ok(())
}

/// Writes the text only if it could be too long.
fn check(bound: usize, length: impl FnOnce() -> usize) -> Result<()> {
    let length = if bound > LONGEST { length() } else { 0 };
    if length <= LONGEST {
        return Ok(());
    }
    Err(Error::validation(format!(
        "Expression size has exceeded the maximum allowed size; expression size: {length}"
    )))
}

fn longest_path(path: &Path) -> usize {
    path.depth() * ELEMENT
}
