//! Operands: paths, constants, calls of functions, and parentheses around them.
//!
//! Calls and parentheses nest as deep as the text is long, so what is open is kept on a stack of its own.

use super::function::Usage;
use super::lexer::Kind;
use super::reader::{Built, Reader};
use crate::expr::Path;
use crate::value::Value;
use crate::{Error, Result};

/// What the functions of one kind of expression compute with.
pub(super) trait Operand: From<Path> + From<Value> {
    /// Says why a function may not be used like this, if so.
    fn misuse(function: &str, usage: Usage) -> Option<Error>;

    /// Builds the call of a function that may stand in an operand.
    fn call(function: &str, arguments: Vec<Self>) -> Built<Self>;

    /// Returns the path, if the operand is one.
    fn into_path(self) -> Option<Path>;
}

/// What was read where an operand may stand.
pub(super) enum Term<'t, O> {
    Operand(Built<O>),
    /// A call whose place is not known yet: some functions are operands, some are more.
    Call(Call<'t, O>),
}

/// A function and its arguments.
pub(super) struct Call<'t, O> {
    position: usize,
    pub(super) function: &'t str,
    arguments: Vec<Built<O>>,
}

enum Open<'t, O> {
    Group,
    Call(Call<'t, O>),
}

impl<'t> Reader<'t, '_> {
    /// Reads an operand.
    pub(super) fn operand<O: Operand>(&mut self) -> Result<Built<O>> {
        let term = self.term()?;
        Ok(self.as_operand(term))
    }

    /// Reads a comma-separated list, the parenthesis behind it included.
    pub(super) fn operands<O: Operand>(&mut self) -> Result<Vec<Built<O>>> {
        let mut operands = vec![self.operand()?];
        while self.cursor.eat(Kind::Comma) {
            operands.push(self.operand()?);
        }
        self.cursor.expect(Kind::RightParen)?;
        Ok(operands)
    }

    /// Takes what was read for an operand.
    pub(super) fn as_operand<O: Operand>(&mut self, term: Term<'_, O>) -> Built<O> {
        match term {
            Term::Operand(operand) => operand,
            Term::Call(call) => {
                let function = call.function;
                O::call(function, self.arguments(call, Usage::Operand)?)
            }
        }
    }

    /// Returns the arguments of a call, provided that the function may be used like this.
    pub(super) fn arguments<O: Operand>(&mut self, call: Call<'_, O>, usage: Usage) -> Built<Vec<O>> {
        match O::misuse(call.function, usage) {
            Some(fault) => Err(self.report(call.position, fault)),
            None => call.arguments.into_iter().collect(),
        }
    }

    /// Reads an operand, or a call that may turn out to be more than that.
    pub(super) fn term<O: Operand>(&mut self) -> Result<Term<'t, O>> {
        let mut open: Vec<Open<'t, O>> = Vec::new();
        loop {
            let mut term = match self.start()? {
                Start::Open(opened) => {
                    open.push(opened);
                    continue;
                }
                Start::Term(term) => term,
            };
            let mut grouped = false;
            loop {
                match open.pop() {
                    None => return Ok(term),
                    Some(Open::Group) => {
                        self.cursor.expect(Kind::RightParen)?;
                        self.close(grouped)?;
                        grouped = true;
                    }
                    Some(Open::Call(mut call)) => {
                        let argument = self.as_operand(term);
                        call.arguments.push(argument);
                        if self.cursor.eat(Kind::Comma) {
                            open.push(Open::Call(call));
                            break;
                        }
                        self.cursor.expect(Kind::RightParen)?;
                        term = Term::Call(call);
                        grouped = false;
                    }
                }
            }
        }
    }

    fn start<O: Operand>(&mut self) -> Result<Start<'t, O>> {
        if self.cursor.eat(Kind::LeftParen) {
            return Ok(Start::Open(Open::Group));
        }
        if self.cursor.is_call() {
            let position = self.cursor.position();
            let function = self.cursor.expect(Kind::Name)?;
            self.cursor.expect(Kind::LeftParen)?;
            return Ok(Start::Open(Open::Call(Call { position, function, arguments: Vec::new() })));
        }
        if self.cursor.peek() == Kind::ValuePlaceholder {
            return Ok(Start::Term(Term::Operand(self.value()?.map(O::from))));
        }
        Ok(Start::Term(Term::Operand(self.path()?.map(O::from))))
    }
}

enum Start<'t, O> {
    Open(Open<'t, O>),
    Term(Term<'t, O>),
}
