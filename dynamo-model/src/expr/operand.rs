use super::Path;
use crate::value::Value;

/// What a condition compares: something in the item, a constant, or a size.
///
/// ```
/// use dynamo_model::expr::{Operand, Path};
/// use dynamo_model::value::Value;
///
/// assert_eq!(Operand::from(Path::attribute("a")), Operand::Path("a".into()));
/// assert_eq!(Operand::from(3), Operand::Value(Value::from(3)));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// The value at a path; absent if the path does not resolve.
    Path(Path),
    /// A constant.
    Value(Value),
    /// `size(path)`: UTF-16 units of a string, bytes of a binary, members of a set, list or map.
    Size(Path),
    /// `size(value)`: the same of a constant.
    SizeOfValue(Value),
}

impl Operand {
    /// Makes `size(path)`.
    ///
    /// ```
    /// use dynamo_model::expr::{Condition, Operand};
    ///
    /// let short = Condition::lt(Operand::size("name"), 10);
    /// assert!(matches!(short, Condition::Compare { .. }));
    /// ```
    pub fn size(path: impl Into<Path>) -> Self {
        Self::Size(path.into())
    }
}

impl From<Path> for Operand {
    fn from(path: Path) -> Self {
        Self::Path(path)
    }
}

impl<V: Into<Value>> From<V> for Operand {
    fn from(value: V) -> Self {
        Self::Value(value.into())
    }
}
