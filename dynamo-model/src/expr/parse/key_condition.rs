//! Which conditions are key conditions.

use crate::expr::check::OncePerKey;
use crate::expr::{Comparison, Condition, KeyCondition, Operand, SortRange};
use crate::value::Value;
use crate::{Error, Result};

/// Takes a condition for a key condition, which says of attributes what an index can find.
///
/// # Errors
///
/// The first clause that a key condition cannot have, or cannot have twice.
///
/// ```
/// use dynamo_model::expr::{Condition, KeyCondition, Path};
///
/// let pk = || Path::attribute("pk");
/// let condition = KeyCondition::try_from(Condition::eq(pk(), "a"))?;
/// assert_eq!(condition, KeyCondition::partition("pk", "a"));
///
/// let error = KeyCondition::try_from(Condition::ne(pk(), "a")).unwrap_err();
/// assert_eq!(error.message(), "Invalid operator used in KeyConditionExpression: <>");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
impl TryFrom<Condition> for KeyCondition {
    type Error = Error;

    fn try_from(condition: Condition) -> Result<Self> {
        let mut key_condition = KeyCondition::unrestricted();
        let mut keys = OncePerKey::default();
        let mut open = vec![condition];
        while let Some(next) = open.pop() {
            match next {
                Condition::And(left, right) => open.extend([*right, *left]),
                clause => {
                    let (name, restriction) = restriction(clause)?;
                    keys.add(name.clone())
                        .map_err(|error| error.context("Invalid KeyConditionExpression"))?;
                    key_condition = match restriction {
                        Restriction::Equal(value) => key_condition.with_equal(name, value),
                        Restriction::Range(range) => key_condition.with_range(name, range),
                    };
                }
            }
        }
        Ok(key_condition)
    }
}

/// What one clause says of its attribute.
enum Restriction {
    Equal(Value),
    Range(SortRange),
}

fn restriction(clause: Condition) -> Result<(String, Restriction)> {
    match clause {
        Condition::Compare { op, left, right } if op != Comparison::Ne => compare(op, left, right),
        Condition::Between { operand, low, high } => between(operand, low, high),
        Condition::BeginsWith(whole, prefix) => begins_with(whole, prefix),
        other => Err(Error::validation(format!(
            "Invalid operator used in KeyConditionExpression: {}",
            operator(&other)
        ))),
    }
}

fn operator(condition: &Condition) -> &'static str {
    match condition {
        Condition::Compare { op, .. } => op.as_str(),
        Condition::Between { .. } => "BETWEEN",
        Condition::In { .. } => "IN",
        Condition::Exists(_) => "attribute_exists",
        Condition::NotExists(_) => "attribute_not_exists",
        Condition::Type(..) => "attribute_type",
        Condition::BeginsWith(..) => "begins_with",
        Condition::Contains(..) => "contains",
        Condition::And(..) => "AND",
        Condition::Or(..) => "OR",
        Condition::Not(_) => "NOT",
    }
}

fn compare(op: Comparison, left: Operand, right: Operand) -> Result<(String, Restriction)> {
    let name = key([&left, &right])?;
    let (op, value) = match (left, right) {
        (_, Operand::Value(value)) => (op, value),
        (Operand::Value(value), _) => (mirrored(op), value),
        _ => return Err(several_names()),
    };
    let range = match op {
        Comparison::Lt => SortRange::Lt(value),
        Comparison::Le => SortRange::Le(value),
        Comparison::Gt => SortRange::Gt(value),
        Comparison::Ge => SortRange::Ge(value),
        Comparison::Eq | Comparison::Ne => return Ok((name, Restriction::Equal(value))),
    };
    Ok((name, Restriction::Range(range)))
}

/// The operator that says the same with its operands exchanged.
fn mirrored(op: Comparison) -> Comparison {
    match op {
        Comparison::Eq | Comparison::Ne => op,
        Comparison::Lt => Comparison::Gt,
        Comparison::Le => Comparison::Ge,
        Comparison::Gt => Comparison::Lt,
        Comparison::Ge => Comparison::Le,
    }
}

fn between(operand: Operand, low: Operand, high: Operand) -> Result<(String, Restriction)> {
    check_first("BETWEEN", &operand)?;
    let name = key([&operand, &low, &high])?;
    let range = SortRange::Between(constant(low)?, constant(high)?);
    Ok((name, Restriction::Range(range)))
}

fn begins_with(whole: Operand, prefix: Operand) -> Result<(String, Restriction)> {
    check_first("begins_with", &whole)?;
    let name = key([&whole, &prefix])?;
    Ok((name, Restriction::Range(SortRange::BeginsWith(constant(prefix)?))))
}

fn check_first(operator: &str, operand: &Operand) -> Result<()> {
    match operand {
        Operand::Value(_) => {
            Err(invalid(format!("{operator} operator must have the key attribute as its first operand")))
        }
        _ => Ok(()),
    }
}

/// Returns the one attribute that a clause is about.
fn key<'o>(operands: impl IntoIterator<Item = &'o Operand>) -> Result<String> {
    let mut key = None;
    for operand in operands {
        match operand {
            Operand::Value(_) => {}
            Operand::Size(_) | Operand::SizeOfValue(_) => {
                return Err(Error::validation("KeyConditionExpressions cannot contain nested operations"));
            }
            Operand::Path(_) if key.is_some() => return Err(several_names()),
            Operand::Path(path) if !path.rest().is_empty() => {
                return Err(Error::validation(
                    "Invalid KeyConditionExpression: \
                     KeyConditionExpressions cannot have conditions on nested attributes",
                ));
            }
            Operand::Path(path) => key = Some(path.root().to_owned()),
        }
    }
    key.ok_or_else(|| invalid("No key attribute specified"))
}

fn constant(operand: Operand) -> Result<Value> {
    match operand {
        Operand::Value(value) => Ok(value),
        _ => Err(several_names()),
    }
}

fn several_names() -> Error {
    invalid("Multiple attribute names used in one condition")
}

fn invalid(fault: impl Into<String>) -> Error {
    Error::validation(fault).context("Invalid condition in KeyConditionExpression")
}
