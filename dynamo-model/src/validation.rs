//! The two layers that check requests in the cloud, side by side: a newer one is coming to operation by operation.

use std::fmt;
use std::str::FromStr;

/// Which of the service's wordings errors have. A program must not depend on either.
///
/// ```
/// use dynamo_model::Validation;
///
/// assert_eq!("classic".parse(), Ok(Validation::Classic));
/// assert_eq!(Validation::default().to_string(), "current");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Validation {
    /// What most Regions answer: operation by operation, the newer wording where it has come.
    #[default]
    Current,
    /// The older wording everywhere.
    Classic,
}

impl Validation {
    /// Finds the layer of an operation, given whether the newer one has come to it.
    #[doc(hidden)]
    #[must_use]
    pub const fn layer(self, renewed: bool) -> Layer {
        match (self, renewed) {
            (Self::Current, true) => Layer::New,
            _ => Layer::Old,
        }
    }
}

impl fmt::Display for Validation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Current => "current",
            Self::Classic => "classic",
        })
    }
}

impl FromStr for Validation {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "current" => Ok(Self::Current),
            "classic" => Ok(Self::Classic),
            other => Err(format!("`{other}` is neither `current` nor `classic`")),
        }
    }
}

/// The layer that checks a request.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    Old,
    New,
}
