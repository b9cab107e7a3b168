//! The grammar of conditions: comparisons and functions, joined by `NOT`, `AND` and `OR`, loosest last.
//!
//! Parentheses enclose an operand or a condition, and which of the two shows only behind them. What is open is
//! kept on a stack of its own: the text may nest deeper than a thread's stack allows.

use super::function::Usage;
use super::lexer::{Keyword, Kind};
use super::operand::Term;
use super::predicate;
use super::reader::{Built, Reader};
use crate::Result;
use crate::expr::{Comparison, Condition, Operand};

/// Reads a condition, a filter, or a key condition as the condition it is written as.
pub(super) fn read(mut reader: Reader<'_, '_>) -> Result<Condition> {
    let condition = Conditions { reader: &mut reader, open: Vec::new() }.read()?;
    reader.finish()?;
    condition
}

struct Conditions<'r, 't, 'p> {
    reader: &'r mut Reader<'t, 'p>,
    open: Vec<Open>,
}

/// What a condition that is read next belongs to.
enum Open {
    Group,
    Not,
    And(Built<Condition>),
    Or(Built<Condition>),
}

impl Open {
    /// Whether the operator binds its operands tighter than `keyword` would.
    fn binds_before(&self, keyword: Keyword) -> bool {
        match self {
            Open::Not | Open::And(_) => true,
            Open::Or(_) => keyword == Keyword::Or,
            Open::Group => false,
        }
    }

    fn apply(self, right: Built<Condition>) -> Built<Condition> {
        match self {
            Open::Group => right,
            Open::Not => right.map(|inner| !inner),
            Open::And(left) => left.and_then(|left| Ok(left.and(right?))),
            Open::Or(left) => left.and_then(|left| Ok(left.or(right?))),
        }
    }
}

impl Conditions<'_, '_, '_> {
    fn read(mut self) -> Result<Built<Condition>> {
        loop {
            let clause = self.clause()?;
            if let Some(whole) = self.join(clause)? {
                return Ok(whole);
            }
        }
    }

    /// Reads `NOT`s and opening parentheses, and the first comparison or function behind them.
    fn clause(&mut self) -> Result<Built<Condition>> {
        let groups = self.opening();
        self.reader.leave_open();
        let term = self.reader.term::<Operand>()?;
        let groups = self.closing(groups)?;
        match (self.reader.cursor.peek(), term) {
            (Kind::Comparison(op), term) => {
                self.reader.settle()?;
                self.comparison(op, term)
            }
            (Kind::Keyword(Keyword::Between), term) => {
                self.reader.settle()?;
                self.between(term)
            }
            (Kind::Keyword(Keyword::In), term) => {
                self.reader.settle()?;
                self.list(term)
            }
            (next, Term::Call(call)) if groups == 0 || is_junction(next) => {
                self.reader.settle()?;
                let function = call.function;
                let arguments = self.reader.arguments(call, Usage::Alone);
                Ok(arguments.and_then(|arguments| predicate::build(function, arguments)))
            }
            _ => Err(self.reader.cursor.fault()),
        }
    }

    /// Opens what stands before a clause, and returns how many parentheses may be those of its operand.
    fn opening(&mut self) -> usize {
        let mut groups = 0;
        loop {
            if self.reader.cursor.eat(Kind::LeftParen) {
                self.open.push(Open::Group);
                groups += 1;
            } else if self.reader.cursor.eat(Kind::Keyword(Keyword::Not)) {
                self.open.push(Open::Not);
                groups = 0;
            } else {
                return groups;
            }
        }
    }

    /// Closes the parentheses that turn out to be those of an operand, and returns how many are left.
    fn closing(&mut self, mut groups: usize) -> Result<usize> {
        let mut grouped = false;
        while groups > 0 && self.reader.cursor.eat(Kind::RightParen) {
            self.open.pop();
            groups -= 1;
            self.reader.close(grouped)?;
            grouped = true;
        }
        Ok(groups)
    }

    fn comparison(&mut self, op: Comparison, left: Term<'_, Operand>) -> Result<Built<Condition>> {
        let left = self.reader.as_operand(left);
        self.reader.cursor.advance();
        let right = self.reader.operand()?;
        Ok(left.and_then(|left| Ok(Condition::Compare { op, left, right: right? })))
    }

    fn between(&mut self, tested: Term<'_, Operand>) -> Result<Built<Condition>> {
        let operand = self.reader.as_operand(tested);
        self.reader.cursor.advance();
        let low = self.reader.operand()?;
        self.reader.cursor.expect(Kind::Keyword(Keyword::And))?;
        let high = self.reader.operand()?;
        Ok(operand.and_then(|operand| Ok(Condition::Between { operand, low: low?, high: high? })))
    }

    fn list(&mut self, tested: Term<'_, Operand>) -> Result<Built<Condition>> {
        let operand = self.reader.as_operand(tested);
        self.reader.cursor.advance();
        self.reader.cursor.expect(Kind::LeftParen)?;
        let list = self.reader.operands()?;
        Ok(operand.and_then(|operand| {
            Ok(Condition::In { operand, list: list.into_iter().collect::<Result<_>>()? })
        }))
    }

    /// Joins a condition with what is open. Returns the whole at the end of the text, and nothing if another
    /// condition must follow.
    fn join(&mut self, mut condition: Built<Condition>) -> Result<Option<Built<Condition>>> {
        let mut grouped = false;
        loop {
            match self.reader.cursor.peek() {
                Kind::RightParen => {
                    let joined;
                    (condition, joined) = self.reduce(condition, Keyword::Or);
                    if self.open.pop().is_none() {
                        return Err(self.reader.cursor.fault());
                    }
                    self.reader.cursor.advance();
                    self.reader.close(grouped && !joined)?;
                    grouped = true;
                }
                Kind::Keyword(keyword @ (Keyword::And | Keyword::Or)) => {
                    let (left, _) = self.reduce(condition, keyword);
                    self.open.push(if keyword == Keyword::And { Open::And(left) } else { Open::Or(left) });
                    self.reader.cursor.advance();
                    return Ok(None);
                }
                _ => {
                    let (whole, _) = self.reduce(condition, Keyword::Or);
                    // Something is left, or a parenthesis is open at the end.
                    let complete = self.open.is_empty() && self.reader.cursor.peek() == Kind::End;
                    return if complete { Ok(Some(whole)) } else { Err(self.reader.cursor.fault()) };
                }
            }
        }
    }

    /// Gives a condition to the open operators that bind tighter than a `keyword` behind it would. Says also whether
    /// there were any.
    fn reduce(&mut self, mut condition: Built<Condition>, keyword: Keyword) -> (Built<Condition>, bool) {
        let mut joined = false;
        while let Some(operator) = self.open.pop_if(|open| open.binds_before(keyword)) {
            condition = operator.apply(condition);
            joined = true;
        }
        (condition, joined)
    }
}

fn is_junction(kind: Kind) -> bool {
    matches!(kind, Kind::Keyword(Keyword::And | Keyword::Or))
}
