use crate::value::Value;

/// Which part of a table or index a query reads: one partition, and within it a range of sort keys.
///
/// ```
/// use dynamo_model::expr::{KeyCondition, SortRange};
///
/// let lines = KeyCondition::partition("PK", "o#1").with_range("SK", SortRange::BeginsWith("p#".into()));
/// assert_eq!(lines.equals().len(), 1);
/// assert!(lines.range().is_some());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyCondition {
    equals: Vec<(String, Value)>,
    range: Option<(String, SortRange)>,
}

/// A condition on the last sort key attribute a query names.
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
    pub fn partition(name: impl Into<String>, value: impl Into<Value>) -> Self {
        Self { equals: vec![(name.into(), value.into())], range: None }
    }

    /// Adds an equality: a further partition key attribute, or a sort key attribute.
    #[must_use]
    pub fn with_equal(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.equals.push((name.into(), value.into()));
        self
    }

    /// Restricts the last sort key attribute named to a range.
    #[must_use]
    pub fn with_range(mut self, name: impl Into<String>, range: SortRange) -> Self {
        self.range = Some((name.into(), range));
        self
    }

    /// Returns the equalities: every partition key attribute, then leading sort key attributes.
    #[must_use]
    pub fn equals(&self) -> &[(String, Value)] {
        &self.equals
    }

    /// Returns the range and the attribute it is on.
    #[must_use]
    pub fn range(&self) -> Option<(&str, &SortRange)> {
        self.range.as_ref().map(|(name, range)| (name.as_str(), range))
    }
}
