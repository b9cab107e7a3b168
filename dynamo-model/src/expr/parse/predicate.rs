//! The functions of conditions, once it is known what they stand for.

use super::function::{self, Usage};
use super::operand;
use super::reader::Built;
use crate::expr::check::{check_measurable, not_distinct, wrong_operand};
use crate::expr::{Condition, Operand, Path};
use crate::value::{Value, ValueKind};
use crate::{Error, Result};

impl operand::Operand for Operand {
    fn misuse(function: &str, usage: Usage) -> Option<Error> {
        function::misuse_in_condition(function, usage)
    }

    /// `size` is the only function that is an operand.
    fn call(function: &str, arguments: Vec<Self>) -> Built<Self> {
        let [measured] = function::exactly(function, arguments)?;
        match measured {
            Operand::Path(path) => Ok(Operand::Size(path)),
            Operand::Value(value) => check_measurable(&value).map(|()| Operand::SizeOfValue(value)),
            Operand::Size(_) | Operand::SizeOfValue(_) => Err(wrong_operand(function, ValueKind::N)),
        }
    }

    fn into_path(self) -> Option<Path> {
        match self {
            Operand::Path(path) => Some(path),
            _ => None,
        }
    }
}

/// Builds the call of a function that is a condition.
pub(super) fn build(function: &str, arguments: Vec<Operand>) -> Built<Condition> {
    match function {
        "attribute_exists" => {
            let [path] = function::exactly(function, arguments)?;
            function::path(function, path).map(Condition::Exists)
        }
        "attribute_not_exists" => {
            let [path] = function::exactly(function, arguments)?;
            function::path(function, path).map(Condition::NotExists)
        }
        "attribute_type" => {
            let [operand, kind] = function::exactly(function, arguments)?;
            attribute_type(function, operand, kind)
        }
        "begins_with" => {
            let [whole, prefix] = function::exactly(function, arguments)?;
            Ok(Condition::BeginsWith(whole, prefix))
        }
        "contains" => {
            let [whole, part] = function::exactly(function, arguments)?;
            Ok(Condition::Contains(whole, part))
        }
        _ => Err(function::unknown(function)),
    }
}

/// The type is a constant string: the tree holds what it names.
fn attribute_type(function: &str, operand: Operand, kind: Operand) -> Built<Condition> {
    match kind {
        Operand::Value(Value::S(name)) => Ok(Condition::Type(operand, kind_named(&name)?)),
        Operand::Value(value) => Err(wrong_operand(function, value.kind())),
        Operand::Size(_) | Operand::SizeOfValue(_) => Err(wrong_operand(function, ValueKind::N)),
        Operand::Path(path) if operand == Operand::Path(path.clone()) => Err(not_distinct(function, &path)),
        Operand::Path(_) => Err(wrong_operand(function, "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}")),
    }
}

fn kind_named(name: &str) -> Result<ValueKind> {
    ValueKind::from_name(name).ok_or_else(|| {
        Error::validation(format!(
            "Invalid attribute type name found; type: {name}, valid types: {{B,NULL,SS,BOOL,L,BS,N,NS,S,M}}"
        ))
    })
}
