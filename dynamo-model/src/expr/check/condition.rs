//! Conditions and filters.

use super::length;
use super::literal::{
    check_between, check_measurable, check_ordered, check_prefix, not_distinct, wrong_operand,
};
use super::operators::Operators;
use super::paths::{check_depth, check_indexes};
use crate::expr::{Comparison, Condition, Operand, Written, walk};
use crate::value::{Value, ValueKind};
use crate::{Error, Result};

/// Of `IN`, the operand on the left counted.
const MOST_OPERANDS: usize = 100;

impl Condition {
    /// Checks that the service would take the condition: paths are not too deep and their list indexes not too large,
    /// constants are of types their operators work on, no operand is compared with itself, `BETWEEN` has bounds in order,
    /// and there are at most 300 operators and 100 operands of an `IN`. Unless it is known to be [`Written`], also how
    /// large it is.
    ///
    /// # Errors
    ///
    /// The first fault in the service's order, as a validation error in its words.
    ///
    /// ```
    /// use dynamo_model::expr::{Condition, Path};
    ///
    /// let a = || Path::attribute("a");
    /// assert!(Condition::between(a(), 1, 5).check(None).is_ok());
    ///
    /// let error = Condition::lt(a(), true).and(Condition::eq(a(), a())).check(None).unwrap_err();
    /// assert_eq!(
    ///     error.message(),
    ///     "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL"
    /// );
    /// ```
    pub fn check(&self, written: Option<Written>) -> Result<()> {
        if written.is_none() {
            length::check_condition(self)?;
        }
        check_indexes(self.paths())?;
        let mut operators = Operators::default();
        let mut open = vec![Step::Enter(self)];
        while let Some(step) = open.pop() {
            match step {
                Step::Count(count) => operators.add(count)?,
                Step::Enter(Condition::Not(inner)) => open.extend([Step::Count(1), Step::Enter(inner)]),
                Step::Enter(chain @ (Condition::And(..) | Condition::Or(..))) => {
                    let links = links(chain);
                    open.push(Step::Count(links.len() - 1));
                    open.extend(links.into_iter().map(Step::Enter));
                }
                Step::Enter(clause) => {
                    check_operands(clause)?;
                    check_clause(clause, &mut operators)?;
                }
            }
        }
        Ok(())
    }
}

enum Step<'c> {
    Enter(&'c Condition),
    /// Counts operators behind their operands.
    Count(usize),
}

/// Returns what one operator joins, all of `a AND b AND c`, from the last to the first.
fn links(chain: &Condition) -> Vec<&Condition> {
    let mut links = Vec::new();
    let mut rest = chain;
    loop {
        match (chain, rest) {
            (Condition::And(..), Condition::And(left, right))
            | (Condition::Or(..), Condition::Or(left, right)) => {
                links.push(&**right);
                rest = left;
            }
            _ => {
                links.push(rest);
                return links;
            }
        }
    }
}

fn check_operands(clause: &Condition) -> Result<()> {
    if let Condition::Exists(path) | Condition::NotExists(path) = clause {
        check_depth(path.depth())?;
    }
    walk::operands(clause).try_for_each(|operand| match operand {
        Operand::Path(path) | Operand::Size(path) => check_depth(path.depth()),
        Operand::SizeOfValue(value) => check_measurable(value),
        Operand::Value(_) => Ok(()),
    })
}

/// Checks a comparison or function whose operands are right by themselves, and counts its operators.
pub(in crate::expr) fn check_clause(clause: &Condition, operators: &mut Operators) -> Result<()> {
    check_types(clause)?;
    check_distinct(clause)?;
    check_list(clause)?;
    check_bounds(clause)?;
    let sizes = walk::operands(clause)
        .filter(|operand| matches!(operand, Operand::Size(_) | Operand::SizeOfValue(_)))
        .count();
    operators.add(1 + sizes)
}

fn check_types(clause: &Condition) -> Result<()> {
    match clause {
        Condition::Compare { op, .. } if !matches!(op, Comparison::Eq | Comparison::Ne) => {
            constants(clause).try_for_each(|value| check_ordered(op.as_str(), value))
        }
        Condition::Between { .. } => constants(clause).try_for_each(|value| check_ordered("BETWEEN", value)),
        Condition::BeginsWith(whole, prefix) => {
            [whole, prefix].into_iter().try_for_each(|operand| match operand {
                Operand::Value(value) => check_prefix(value),
                Operand::Size(_) | Operand::SizeOfValue(_) => Err(wrong_operand("begins_with", ValueKind::N)),
                Operand::Path(_) => Ok(()),
            })
        }
        _ => Ok(()),
    }
}

fn constants(clause: &Condition) -> impl Iterator<Item = &Value> {
    walk::operands(clause).filter_map(|operand| match operand {
        Operand::Value(value) => Some(value),
        Operand::Path(_) | Operand::Size(_) | Operand::SizeOfValue(_) => None,
    })
}

fn check_distinct(clause: &Condition) -> Result<()> {
    match clause {
        Condition::Compare { op, left, right } => differ(op.as_str(), left, [right]),
        Condition::Between { operand, low, high } => differ("BETWEEN", operand, [low, high]),
        Condition::In { operand, list } => differ("IN", operand, list),
        Condition::BeginsWith(whole, prefix) => differ("begins_with", whole, [prefix]),
        Condition::Contains(whole, part) => differ("contains", whole, [part]),
        _ => Ok(()),
    }
}

fn differ<'o>(operator: &str, first: &Operand, rest: impl IntoIterator<Item = &'o Operand>) -> Result<()> {
    let Operand::Path(path) = first else {
        return Ok(());
    };
    let same = |other: &Operand| matches!(other, Operand::Path(other) if other == path);
    if rest.into_iter().any(same) { Err(not_distinct(operator, path)) } else { Ok(()) }
}

fn check_list(clause: &Condition) -> Result<()> {
    let Condition::In { list, .. } = clause else {
        return Ok(());
    };
    match list.len() {
        // Nobody can write such a list.
        0 => {
            let detail = "nothing is in an empty list, and the service takes none; send no request if there are no values";
            Err(Error::validation("Syntax error; token: \")\", near: \"()\"").with_detail(detail.to_owned()))
        }
        1..MOST_OPERANDS => Ok(()),
        length => Err(Error::validation(format!(
            "The IN operator is provided with too many operands; number of operands: {}",
            length + 1
        ))
        .with_detail(format!(
            "{MOST_OPERANDS} is the most, the one on the left included; ask for them in parts"
        ))),
    }
}

fn check_bounds(clause: &Condition) -> Result<()> {
    match clause {
        Condition::Between { low: Operand::Value(low), high: Operand::Value(high), .. } => {
            check_between(low, high)
        }
        _ => Ok(()),
    }
}
