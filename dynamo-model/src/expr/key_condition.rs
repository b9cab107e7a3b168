use std::fmt;

use crate::value::Value;

/// Which part of a table or index a query reads: one partition, and within it a range of sort keys.
///
/// ```
/// use dynamo_model::expr::{KeyCondition, SortRange};
///
/// let lines = KeyCondition::partition("PK", "o#1").with_range("SK", SortRange::BeginsWith("p#".into()));
/// assert_eq!(lines.equals().len(), 1);
/// assert_eq!(lines.to_string(), "PK = \"o#1\" AND begins_with(SK, \"p#\")");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyCondition {
    equals: Vec<(String, Value)>,
    ranges: Vec<(String, SortRange)>,
}

/// A condition on a sort key attribute: the last one a query names.
///
/// ```
/// use dynamo_model::expr::{KeyCondition, SortRange};
///
/// let november = SortRange::Between("2026-11-01".into(), "2026-11-30".into());
/// let orders = KeyCondition::partition("customer", "c1").with_range("day", november);
/// assert_eq!(
///     orders.to_string(),
///     r#"customer = "c1" AND day BETWEEN "2026-11-01" AND "2026-11-30""#,
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SortRange {
    /// Smaller than the value.
    Lt(Value),
    /// Smaller or equal.
    Le(Value),
    /// Greater than the value.
    Gt(Value),
    /// Greater or equal.
    Ge(Value),
    /// From the first value to the second, both included.
    Between(Value, Value),
    /// Strings or binaries that start with the value.
    BeginsWith(Value),
}

impl KeyCondition {
    /// Reads the partition whose key attribute has this value.
    ///
    /// ```
    /// use dynamo_model::expr::KeyCondition;
    ///
    /// assert_eq!(KeyCondition::partition("PK", "o#1").to_string(), r#"PK = "o#1""#);
    /// ```
    pub fn partition(name: impl Into<String>, value: impl Into<Value>) -> Self {
        Self::unrestricted().with_equal(name, value)
    }

    /// A condition that says nothing yet: what is written may lack the partition, which only the table can tell.
    pub(super) const fn unrestricted() -> Self {
        Self { equals: Vec::new(), ranges: Vec::new() }
    }

    /// Adds an equality: a further partition key attribute, or a sort key attribute.
    ///
    /// ```
    /// use dynamo_model::expr::KeyCondition;
    ///
    /// let one = KeyCondition::partition("PK", "o#1").with_equal("SK", 7);
    /// assert_eq!(one.to_string(), r#"PK = "o#1" AND SK = 7"#);
    /// ```
    #[must_use]
    pub fn with_equal(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.equals.push((name.into(), value.into()));
        self
    }

    /// Adds a range, on the last sort key attribute named. A second one is refused once the table is known.
    ///
    /// ```
    /// use dynamo_model::expr::{KeyCondition, SortRange};
    ///
    /// let since = KeyCondition::partition("PK", "o#1").with_range("SK", SortRange::Ge(7.into()));
    /// assert_eq!(since.to_string(), r#"PK = "o#1" AND SK >= 7"#);
    /// ```
    #[must_use]
    pub fn with_range(mut self, name: impl Into<String>, range: SortRange) -> Self {
        self.ranges.push((name.into(), range));
        self
    }

    /// Returns the equalities: every partition key attribute, then leading sort key attributes.
    ///
    /// ```
    /// use dynamo_model::expr::KeyCondition;
    ///
    /// let one = KeyCondition::partition("PK", "o#1").with_equal("SK", 7);
    /// assert_eq!(one.equals(), [("PK".to_owned(), "o#1".into()), ("SK".to_owned(), 7.into())]);
    /// ```
    #[must_use]
    pub fn equals(&self) -> &[(String, Value)] {
        &self.equals
    }

    /// Returns the range and the attribute it is on.
    ///
    /// ```
    /// use dynamo_model::expr::{KeyCondition, SortRange};
    ///
    /// let all = KeyCondition::partition("PK", "o#1");
    /// assert_eq!(all.range(), None);
    /// let since = all.with_range("SK", SortRange::Ge(7.into()));
    /// assert_eq!(since.range(), Some(("SK", &SortRange::Ge(7.into()))));
    /// ```
    #[must_use]
    pub fn range(&self) -> Option<(&str, &SortRange)> {
        self.ranges.first().map(|(name, range)| (name.as_str(), range))
    }

    /// Returns every range with its attribute; a condition that fits a table has one at the most.
    ///
    /// ```
    /// use dynamo_model::expr::{KeyCondition, SortRange};
    ///
    /// let since = KeyCondition::partition("PK", "o#1").with_range("SK", SortRange::Ge(7.into()));
    /// assert_eq!(since.ranges().len(), 1);
    /// ```
    #[must_use]
    pub fn ranges(&self) -> &[(String, SortRange)] {
        &self.ranges
    }
}

/// Writes the condition for people: names as they are, values as literals.
impl fmt::Display for KeyCondition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut and = "";
        for (name, value) in &self.equals {
            write!(f, "{and}{name} = {}", Literal(value))?;
            and = " AND ";
        }
        for (name, range) in &self.ranges {
            f.write_str(and)?;
            write_range(f, name, range)?;
            and = " AND ";
        }
        Ok(())
    }
}

fn write_range(f: &mut fmt::Formatter<'_>, name: &str, range: &SortRange) -> fmt::Result {
    match range {
        SortRange::Lt(value) => write!(f, "{name} < {}", Literal(value)),
        SortRange::Le(value) => write!(f, "{name} <= {}", Literal(value)),
        SortRange::Gt(value) => write!(f, "{name} > {}", Literal(value)),
        SortRange::Ge(value) => write!(f, "{name} >= {}", Literal(value)),
        SortRange::Between(low, high) => {
            write!(f, "{name} BETWEEN {} AND {}", Literal(low), Literal(high))
        }
        SortRange::BeginsWith(prefix) => write!(f, "begins_with({name}, {})", Literal(prefix)),
    }
}

struct Literal<'v>(&'v Value);

impl fmt::Display for Literal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::S(text) => write!(f, "{text:?}"),
            Value::N(number) => write!(f, "{number}"),
            other => f.write_str(&other.to_dynamodb_json()),
        }
    }
}
