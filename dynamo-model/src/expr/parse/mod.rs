//! Parses expressions as requests on the wire write them, and says what is wrong with them as the service does.
//!
//! ```
//! use std::collections::BTreeMap;
//! use dynamo_model::expr::parse::Parser;
//! use dynamo_model::expr::{Condition, Path, Update};
//! use dynamo_model::value::Value;
//!
//! let names = BTreeMap::from([("#s".to_owned(), "status".to_owned())]);
//! let values = BTreeMap::from([(":paid".to_owned(), Value::from("paid"))]);
//! let mut parser = Parser::new(Some(names), Some(values))?;
//! assert_eq!(parser.update("SET #s = :paid")?, Update::new().set("status", "paid"));
//! assert_eq!(parser.condition("#s <> :paid")?, Condition::ne(Path::attribute("status"), "paid"));
//! parser.finish()?;
//!
//! let error = parser.condition("#s = paid AND total > 5").unwrap_err();
//! assert_eq!(
//!     error.message(),
//!     "Invalid ConditionExpression: Syntax error; token: \"5\", near: \"> 5\""
//! );
//! # Ok::<(), dynamo_model::Error>(())
//! ```
//!
//! # Which fault is reported
//!
//! One text can have several. The service looks for them in stages, and so does the parser:
//!
//! 1. The expression is empty, or longer than 4,096 bytes.
//! 2. Syntax: the first token nothing goes on with, or the first redundant parentheses, whichever comes first.
//! 3. Words, in the order they are written: functions that do not exist or stand in the wrong place, reserved words,
//!    list indexes out of range.
//! 4. Updates: a section that is there twice.
//! 5. What the words stand for, part by part: a path is read before its operator or function, and a clause before the
//!    next one. The service does not go on behind the first fault.
//!    * A path: more than 32 elements, then undefined placeholders. A constant: an undefined placeholder.
//!    * A function: the number of operands, paths where a path is required, types it never works on, a first operand
//!      that is another one, what `attribute_type` names.
//!    * A comparison, `BETWEEN` or `IN`: types, distinct operands, the length of the list, the bounds.
//!    * Operators, of which there are 300 at most: those of a clause behind the clause, those of `a AND b AND c` behind
//!      `c`.
//!
//!    Conditions go from left to right. Updates and projections go from the last clause to the first: all targets, each
//!    against those behind it, then all values.
//! 6. [`Parser::finish`], once every expression is read: names or values although there is no expression that can refer
//!    to them, then placeholders nothing refers to. The service knows the former before it reads anything.
//! 7. [`KeyCondition::try_from`](crate::expr::KeyCondition): conditions that are not key conditions, and attributes
//!    with two.
//!
//! Trees that were built in code are asked the same by their `check`, such as
//! [`Condition::check`](crate::expr::Condition::check), and refused in the same order.

mod assignment;
mod condition;
mod cursor;
mod function;
mod key_condition;
mod lexer;
mod operand;
mod placeholders;
mod predicate;
mod projection;
mod reader;
mod reserved;
mod update;

use std::collections::BTreeMap;

use self::placeholders::{Placeholders, checked};
#[doc(hidden)]
pub use self::placeholders::{invalid_value, unwanted_names, unwanted_values};
use self::reader::Reader;
use crate::Result;
use crate::expr::check::{LONGEST, empty, too_large, too_long};
use crate::expr::{Condition, Projection, Update, Written};
use crate::value::Value;

/// Parses the expressions of one request, which share their placeholders.
///
/// Expressions are to be parsed in the service's order: update, condition, filter, projection, key condition. Where
/// several are wrong, DynamoDB Local reports the first of them in this order.
///
/// ```
/// use dynamo_model::expr::parse::Parser;
/// use dynamo_model::value::Value;
///
/// let values = [(":least".to_owned(), Value::from(5))].into();
/// let mut parser = Parser::new(None, Some(values))?;
/// parser.filter("price >= :least")?;
/// parser.projection("id, price")?;
/// // Only now is it known that every placeholder was used.
/// assert!(parser.finish().is_ok());
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Parser {
    placeholders: Placeholders,
    /// Whether an expression was given at all, and one that can hold constants: all can but projections.
    takes_names: bool,
    takes_values: bool,
    /// Whether one of them says how to change an item.
    updates: bool,
}

impl Parser {
    /// Takes the maps of a request: `ExpressionAttributeNames` and `ExpressionAttributeValues`.
    ///
    /// # Errors
    ///
    /// A map is empty or too large, a key is no placeholder, a value could not be stored, or a name is empty or too long.
    ///
    /// ```
    /// use dynamo_model::expr::parse::Parser;
    ///
    /// let error = Parser::new(Some([("n".to_owned(), "name".to_owned())].into()), None).unwrap_err();
    /// assert_eq!(error.message(), "ExpressionAttributeNames contains invalid key: Syntax error; key: \"n\"");
    /// ```
    pub fn new(
        names: Option<BTreeMap<String, String>>,
        values: Option<BTreeMap<String, Value>>,
    ) -> Result<Self> {
        let values = values.map(|values| values.into_iter().collect());
        Self::reading(names, values, |key, value| checked(key, value, Value::check))
    }

    /// Takes maps whose values are still to be read, and checked: each is when all keys are known to be placeholders, and
    /// the values before it are right.
    #[doc(hidden)]
    pub fn reading<T>(
        names: Option<BTreeMap<String, String>>,
        values: Option<Vec<(String, T)>>,
        read: impl Fn(&str, T) -> Result<Value>,
    ) -> Result<Self> {
        let placeholders = Placeholders::new(names, values, read)?;
        Ok(Self { placeholders, takes_names: false, takes_values: false, updates: false })
    }

    /// Parses a `ConditionExpression`.
    ///
    /// # Errors
    ///
    /// The first fault in the order of [the module](self), a validation error.
    ///
    /// ```
    /// use dynamo_model::expr::{Condition, parse::Parser};
    ///
    /// let mut parser = Parser::new(None, None)?;
    /// assert_eq!(parser.condition("NOT attribute_exists(id)")?, !Condition::exists("id"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn condition(&mut self, text: &str) -> Result<Condition> {
        self.parse(Kind::Condition, text, condition::read)
    }

    /// Parses a `FilterExpression`.
    ///
    /// # Errors
    ///
    /// The first fault in the order of [the module](self), a validation error.
    ///
    /// ```
    /// use dynamo_model::expr::parse::Parser;
    ///
    /// let error = Parser::new(None, None)?.filter("").unwrap_err();
    /// assert_eq!(error.message(), "Invalid FilterExpression: The expression can not be empty;");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn filter(&mut self, text: &str) -> Result<Condition> {
        self.parse(Kind::Filter, text, condition::read)
    }

    /// Parses a `KeyConditionExpression`. It is read like any condition; whether it can be a
    /// [`KeyCondition`](crate::expr::KeyCondition) is to be asked when all placeholders are known to be used.
    ///
    /// # Errors
    ///
    /// The first fault in the order of [the module](self), a validation error.
    ///
    /// ```
    /// use dynamo_model::expr::{KeyCondition, SortRange, parse::Parser};
    ///
    /// let mut parser = Parser::new(None, Some([(":n".to_owned(), 1.into())].into()))?;
    /// let condition = parser.key_condition("pk = :n AND :n < sk")?;
    /// parser.finish()?;
    /// let expected = KeyCondition::partition("pk", 1).with_range("sk", SortRange::Gt(1.into()));
    /// assert_eq!(KeyCondition::try_from(condition)?, expected);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn key_condition(&mut self, text: &str) -> Result<Condition> {
        self.parse(Kind::KeyCondition, text, condition::read)
    }

    /// Parses a `SearchConditionExpression`. It is read like any condition; which of them a search can have is asked once
    /// its index is known.
    ///
    /// # Errors
    ///
    /// The first fault in the order of [the module](self), a validation error.
    ///
    /// ```
    /// use dynamo_model::expr::{Condition, Path, parse::Parser};
    ///
    /// let mut parser = Parser::new(None, Some([(":oil".to_owned(), "oil".into())].into()))?;
    /// let condition = parser.search_condition("material = :oil")?;
    /// assert_eq!(condition, Condition::eq(Path::attribute("material"), "oil"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn search_condition(&mut self, text: &str) -> Result<Condition> {
        self.parse(Kind::SearchCondition, text, condition::read)
    }

    /// Parses an `UpdateExpression`.
    ///
    /// # Errors
    ///
    /// The first fault in the order of [the module](self), a validation error.
    ///
    /// ```
    /// use dynamo_model::expr::{Path, Update, parse::Parser};
    ///
    /// let mut parser = Parser::new(None, Some([(":one".to_owned(), 1.into())].into()))?;
    /// let update = parser.update("REMOVE notes[2] ADD revision :one")?;
    /// assert_eq!(update, Update::new().remove(Path::attribute("notes").index(2)).add("revision", 1));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn update(&mut self, text: &str) -> Result<Update> {
        self.parse(Kind::Update, text, update::read)
    }

    /// Parses a `ProjectionExpression`.
    ///
    /// # Errors
    ///
    /// The first fault in the order of [the module](self), a validation error.
    ///
    /// ```
    /// use dynamo_model::expr::{Projection, parse::Parser};
    ///
    /// let mut parser = Parser::new(None, None)?;
    /// assert_eq!(parser.projection("id, price")?, Projection::from_iter(["id", "price"]));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn projection(&mut self, text: &str) -> Result<Projection> {
        self.parse(Kind::Projection, text, projection::read)
    }

    /// Requires that maps of placeholders that are there have entries, whether expressions refer to them or not.
    ///
    /// # Errors
    ///
    /// The first map that has none.
    ///
    /// ```
    /// use dynamo_model::expr::parse::Parser;
    ///
    /// let parser = Parser::new(None, Some([].into()))?;
    /// let error = parser.check_filled().unwrap_err();
    /// assert_eq!(error.message(), "ExpressionAttributeValues must not be empty");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn check_filled(&self) -> Result<()> {
        self.placeholders.check_filled(true)
    }

    /// Checks that the expressions parsed so far refer to every placeholder. What it returns goes into the request, and
    /// says there that nobody need measure the expressions again.
    ///
    /// # Errors
    ///
    /// The names nothing refers to, or else the values, in one validation error; another one if no expression was given
    /// that could refer to them.
    ///
    /// ```
    /// use dynamo_model::expr::parse::Parser;
    ///
    /// let mut parser = Parser::new(Some([("#n".to_owned(), "name".to_owned())].into()), None)?;
    /// let error = parser.finish().unwrap_err();
    /// assert_eq!(error.message(), "ExpressionAttributeNames can only be specified when using expressions");
    ///
    /// parser.projection("id")?;
    /// let error = parser.finish().unwrap_err();
    /// assert_eq!(error.message(), "Value provided in ExpressionAttributeNames unused in expressions: keys: {#n}");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn finish(&self) -> Result<Written> {
        self.placeholders.check_wanted(self.takes_names, self.takes_values)?;
        self.placeholders.check_used()?;
        Ok(Written::new(self.updates))
    }

    fn parse<T>(&mut self, kind: Kind, text: &str, read: fn(Reader<'_, '_>) -> Result<T>) -> Result<T> {
        let takes_values = kind != Kind::Projection;
        self.placeholders.check_filled(takes_values)?;
        self.takes_names = true;
        self.takes_values |= takes_values;
        self.updates |= kind == Kind::Update;
        check_length(kind, text)
            .and_then(|()| read(Reader::new(text, &mut self.placeholders)))
            .map_err(|error| error.context(format_args!("Invalid {}Expression", kind.as_str())))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Condition,
    Filter,
    KeyCondition,
    SearchCondition,
    Update,
    Projection,
}

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Kind::Condition => "Condition",
            Kind::Filter => "Filter",
            Kind::KeyCondition => "KeyCondition",
            Kind::SearchCondition => "SearchCondition",
            Kind::Update => "Update",
            Kind::Projection => "Projection",
        }
    }
}

fn check_length(kind: Kind, text: &str) -> Result<()> {
    match text.len() {
        0 => Err(empty()),
        1..=LONGEST => Ok(()),
        _ if kind == Kind::Update => Err(too_large()),
        length => Err(too_long(length)),
    }
}

#[cfg(test)]
mod tests;
