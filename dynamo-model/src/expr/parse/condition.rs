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
use crate::expr::check::{Operators, check_clause};
use crate::expr::{Comparison, Condition, Operand};

/// Reads a condition, a filter, or a key condition as the condition it is written as.
pub(super) fn read(mut reader: Reader<'_, '_>) -> Result<Condition> {
    let conditions = Conditions { reader: &mut reader, open: Vec::new(), operators: Operators::default() };
    let condition = conditions.read()?;
    reader.finish()?;
    condition
}

struct Conditions<'r, 't, 'p> {
    reader: &'r mut Reader<'t, 'p>,
    open: Vec<Open>,
    operators: Operators,
}

/// What a condition that is read next belongs to.
enum Open {
    Group,
    Not,
    Junction(Box<Junction>),
}

/// `AND` or `OR` and what stands before it.
struct Junction {
    operator: Operator,
    left: Built<Condition>,
    /// How many of the same operator there are in `left`: the service counts a chain of them behind its end.
    links: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Operator {
    And,
    Or,
}

impl Operator {
    fn of(next: Kind) -> Option<Self> {
        match next {
            Kind::Keyword(Keyword::And) => Some(Self::And),
            Kind::Keyword(Keyword::Or) => Some(Self::Or),
            _ => None,
        }
    }

    fn join(self, left: Condition, right: Condition) -> Condition {
        match self {
            Self::And => left.and(right),
            Self::Or => left.or(right),
        }
    }
}

impl Open {
    /// Whether the operator has its operands before what comes next, an operator or an end.
    fn binds_before(&self, next: Option<Operator>) -> bool {
        match self {
            Open::Not => true,
            Open::Junction(junction) => junction.operator == Operator::And || next != Some(Operator::And),
            Open::Group => false,
        }
    }
}

/// A condition that was given to the operators open around it.
struct Reduced {
    condition: Built<Condition>,
    /// How many links of a chain that goes on are not counted yet.
    links: usize,
    /// Whether there were any operators.
    joined: bool,
}

impl Conditions<'_, '_, '_> {
    fn read(mut self) -> Result<Built<Condition>> {
        loop {
            let clause = self.clause()?.and_then(|clause| {
                check_clause(&clause, &mut self.operators)?;
                Ok(clause)
            });
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
            (next, Term::Call(call)) if groups == 0 || Operator::of(next).is_some() => {
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
            let next = self.reader.cursor.peek();
            let reduced = self.reduce(condition, Operator::of(next));
            match (next, Operator::of(next)) {
                (Kind::RightParen, _) => {
                    if self.open.pop().is_none() {
                        return Err(self.reader.cursor.fault());
                    }
                    self.reader.cursor.advance();
                    self.reader.close(grouped && !reduced.joined)?;
                    grouped = true;
                    condition = reduced.condition;
                }
                (_, Some(operator)) => {
                    let Reduced { condition: left, links, .. } = reduced;
                    self.open.push(Open::Junction(Box::new(Junction { operator, left, links })));
                    self.reader.cursor.advance();
                    return Ok(None);
                }
                _ => {
                    // Something is left, or a parenthesis is open at the end.
                    let complete = self.open.is_empty() && next == Kind::End;
                    return if complete {
                        Ok(Some(reduced.condition))
                    } else {
                        Err(self.reader.cursor.fault())
                    };
                }
            }
        }
    }

    /// Gives a condition to the open operators that bind tighter than what comes next: an operator, or an end.
    fn reduce(&mut self, condition: Built<Condition>, next: Option<Operator>) -> Reduced {
        let mut reduced = Reduced { condition, links: 0, joined: false };
        while let Some(open) = self.open.pop_if(|open| open.binds_before(next)) {
            reduced.joined = true;
            reduced.condition = match open {
                Open::Group => reduced.condition,
                Open::Not => reduced.condition.and_then(|inner| self.counted(!inner, 1)),
                Open::Junction(junction) => {
                    let Junction { operator, left, links } = *junction;
                    let joined = left.and_then(|left| Ok(operator.join(left, reduced.condition?)));
                    if next == Some(operator) {
                        reduced.links = links + 1;
                        joined
                    } else {
                        joined.and_then(|joined| self.counted(joined, links + 1))
                    }
                }
            };
        }
        reduced
    }

    fn counted(&mut self, condition: Condition, operators: usize) -> Built<Condition> {
        self.operators.add(operators).map(|()| condition)
    }
}
