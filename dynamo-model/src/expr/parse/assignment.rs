//! The right-hand side of an assignment: an operand, a sum or a difference, and parentheses around it.

use super::function::{self, Usage};
use super::lexer::Kind;
use super::operand::{Operand, Term};
use super::reader::{Built, Reader};
use crate::expr::{Comparison, Path, SetOperand, SetValue};
use crate::{Error, Result};

/// Reads `= value`.
pub(super) fn read(reader: &mut Reader<'_, '_>) -> Result<Built<SetValue>> {
    reader.cursor.expect(Kind::Comparison(Comparison::Eq))?;
    let mut groups = 0;
    while reader.cursor.eat(Kind::LeftParen) {
        groups += 1;
    }
    reader.leave_open();
    let term = reader.term::<SetOperand>()?;
    let groups = closing(reader, groups)?;
    let sum: fn(SetOperand, SetOperand) -> SetValue = match reader.cursor.peek() {
        Kind::Plus => SetValue::Add,
        Kind::Minus => SetValue::Subtract,
        _ if groups == 0 => {
            reader.settle()?;
            return Ok(alone(reader, term).map(SetValue::Operand));
        }
        _ => return Err(reader.cursor.fault()),
    };
    reader.settle()?;
    let left = reader.as_operand(term);
    reader.cursor.advance();
    let right = reader.operand()?;
    if closing(reader, groups)? > 0 {
        return Err(reader.cursor.fault());
    }
    Ok(left.and_then(|left| Ok(sum(left, right?))))
}

/// Closes the parentheses around what was read, and returns how many are left.
fn closing(reader: &mut Reader<'_, '_>, mut groups: usize) -> Result<usize> {
    let mut grouped = false;
    while groups > 0 && reader.cursor.eat(Kind::RightParen) {
        reader.close(grouped)?;
        grouped = true;
        groups -= 1;
    }
    Ok(groups)
}

/// Takes what was read for all that is assigned.
fn alone(reader: &mut Reader<'_, '_>, term: Term<'_, SetOperand>) -> Built<SetOperand> {
    match term {
        Term::Operand(operand) => operand,
        Term::Call(call) => {
            let function = call.function;
            SetOperand::call(function, reader.arguments(call, Usage::Alone)?)
        }
    }
}

impl Operand for SetOperand {
    fn misuse(function: &str, usage: Usage) -> Option<Error> {
        function::misuse_in_update(function, usage)
    }

    fn call(function: &str, arguments: Vec<Self>) -> Built<Self> {
        match function {
            function::IF_NOT_EXISTS => {
                let [path, fallback] = function::exactly(function, arguments)?;
                let path = function::path(function, path)?;
                Ok(SetOperand::IfNotExists(path, Box::new(fallback)))
            }
            function::LIST_APPEND => {
                let [first, second] = function::exactly(function, arguments)?;
                Ok(SetOperand::ListAppend(Box::new(first), Box::new(second)))
            }
            _ => Err(function::unknown(function)),
        }
    }

    fn into_path(self) -> Option<Path> {
        match self {
            SetOperand::Path(path) => Some(path),
            _ => None,
        }
    }
}
