//! What went wrong between a Rust type and an item, and where.

use std::fmt::{self, Write as _};

/// A Rust value that cannot become an item, or an item that is not the type asked for.
///
/// Names the attribute, down to the list element.
///
/// ```
/// use dynamo_model::value::Item;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize)]
/// struct Sent { lines: Vec<&'static str> }
/// #[derive(Debug, Deserialize)]
/// #[allow(dead_code)]
/// struct Wanted { lines: Vec<u32> }
///
/// let item = Item::from_serialize(&Sent { lines: vec!["pen"] })?;
/// let error = item.deserialize::<Wanted>().unwrap_err();
/// assert_eq!(error.path(), "lines[0]");
/// assert_eq!(error.to_string(), "attribute `lines[0]`: invalid type: string \"pen\", expected u32");
/// # Ok::<(), dynamo_model::value::CodecError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodecError(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    message: String,
    // Innermost first: steps are added while the error travels outwards.
    steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Name(String),
    Index(usize),
}

impl CodecError {
    pub(super) fn new(message: impl fmt::Display) -> CodecError {
        CodecError(Box::new(Inner { message: message.to_string(), steps: Vec::new() }))
    }

    /// The bytes stop making sense; only bytes that were never validated do.
    pub(super) fn malformed() -> CodecError {
        CodecError::new("malformed packed value")
    }

    pub(crate) fn in_attribute(mut self, name: &str) -> CodecError {
        self.0.steps.push(Step::Name(name.to_owned()));
        self
    }

    pub(super) fn at_index(mut self, index: usize) -> CodecError {
        self.0.steps.push(Step::Index(index));
        self
    }

    /// Returns the attribute concerned, such as `lines[2].quantity`; empty for the item as a whole.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// let item = Item::from_iter([("id", "seven")]);
    /// let error = item.deserialize::<std::collections::BTreeMap<String, u32>>().unwrap_err();
    /// assert_eq!(error.path(), "id");
    /// ```
    pub fn path(&self) -> String {
        let mut path = String::new();
        for step in self.0.steps.iter().rev() {
            // Writing to a string cannot fail.
            let _ = match step {
                Step::Name(name) if path.is_empty() => write!(path, "{name}"),
                Step::Name(name) => write!(path, ".{name}"),
                Step::Index(index) => write!(path, "[{index}]"),
            };
        }
        path
    }

    /// Returns what is wrong there.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// let item = Item::from_iter([("id", "seven")]);
    /// let error = item.deserialize::<std::collections::BTreeMap<String, u32>>().unwrap_err();
    /// assert!(!error.message().is_empty());
    /// ```
    pub fn message(&self) -> &str {
        &self.0.message
    }
}

impl fmt::Display for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.steps.is_empty() {
            write!(f, "attribute `{}`: ", self.path())?;
        }
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for CodecError {}

impl serde::ser::Error for CodecError {
    fn custom<T: fmt::Display>(message: T) -> CodecError {
        CodecError::new(message)
    }
}

impl serde::de::Error for CodecError {
    fn custom<T: fmt::Display>(message: T) -> CodecError {
        CodecError::new(message)
    }
}
