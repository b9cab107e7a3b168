//! The functions of conditions, once it is known what they stand for.

use std::fmt;

use super::function::{self, Usage};
use super::operand;
use super::reader::Built;
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
            Operand::Value(value) => Ok(Operand::SizeOfValue(value)),
            Operand::Size(_) | Operand::SizeOfValue(_) => Err(wrong_type(function, ValueKind::N)),
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
        Operand::Value(value) => Err(wrong_type(function, value.kind())),
        Operand::Size(_) | Operand::SizeOfValue(_) => Err(wrong_type(function, ValueKind::N)),
        Operand::Path(path) if operand == Operand::Path(path.clone()) => Err(Error::validation(format!(
            "The first operand must be distinct from the remaining operands for this operator or function; \
                 operator: {function}, first operand: {}",
            path.listed()
        ))),
        Operand::Path(_) => Err(wrong_type(function, "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}")),
    }
}

fn kind_named(name: &str) -> Result<ValueKind> {
    ValueKind::from_name(name).ok_or_else(|| {
        Error::validation(format!(
            "Invalid attribute type name found; type: {name}, valid types: {{B,NULL,SS,BOOL,L,BS,N,NS,S,M}}"
        ))
    })
}

fn wrong_type(function: &str, kind: impl fmt::Display) -> Error {
    Error::validation(format!(
        "Incorrect operand type for operator or function; operator or function: {function}, operand type: {kind}"
    ))
}
