//! The two layers that check requests in the cloud, side by side, and what each says.

use std::fmt;

use crate::fault::Fault;

/// Which of the service's wordings errors have. A client must not depend on either.
///
/// ```
/// use dynamo_endpoint::Validation;
///
/// assert_eq!("classic".parse(), Ok(Validation::Classic));
/// assert_eq!(Validation::default().to_string(), "current");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Validation {
    /// What most Regions answer: operation by operation, the newer wording where it has come.
    #[default]
    Current,
    /// The older wording everywhere.
    Classic,
}

impl fmt::Display for Validation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Current => "current",
            Self::Classic => "classic",
        })
    }
}

impl std::str::FromStr for Validation {
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layer {
    Old,
    New,
}

impl Validation {
    /// Finds the layer of an operation, given whether the newer one has come to it.
    pub(crate) const fn layer(self, renewed: bool) -> Layer {
        match (self, renewed) {
            (Self::Current, true) => Layer::New,
            _ => Layer::Old,
        }
    }
}

/// A rule of a member that its value breaks.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Constraint {
    NotNull,
    ValueAtLeast(i64),
    ValueAtMost(i64),
    LengthAtLeast(i64),
    LengthAtMost(i64),
    Words(&'static [&'static str]),
}

impl fmt::Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotNull => f.write_str("Member must not be null"),
            Self::ValueAtLeast(least) => {
                write!(f, "Member must have value greater than or equal to {least}")
            }
            Self::ValueAtMost(most) => write!(f, "Member must have value less than or equal to {most}"),
            Self::LengthAtLeast(least) => {
                write!(f, "Member must have length greater than or equal to {least}")
            }
            Self::LengthAtMost(most) => write!(f, "Member must have length less than or equal to {most}"),
            Self::Words(words) => write!(f, "Member must satisfy enum value set: [{}]", words.join(", ")),
        }
    }
}

/// What the newer layer says without an envelope: a value of no type, or of several.
const BARE: &str = "Supplied AttributeValue ";

impl Layer {
    /// Puts a fault of a write of one item into the envelope that the newer layer has for it.
    pub(crate) fn enveloped(self, fault: Fault) -> Fault {
        let is_bare = fault.message().is_none_or(|message| message.starts_with(BARE));
        if self == Self::Old || is_bare { fault } else { fault.context("1 validation error detected") }
    }

    /// Says which rule a member breaks, given its value as errors repeat it.
    pub(crate) fn violation(self, path: &Path<'_>, value: Option<&str>, constraint: Constraint) -> String {
        let shown = match (self, constraint) {
            (_, Constraint::NotNull) => format!("Value null at '{}' failed", path.camel()),
            // The word is the service's.
            (Self::New, Constraint::Words(_)) if path.is("ReturnValues") => {
                return "Failed to satisfy constraint: Member must satisfy enum value set: \
                        [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]"
                    .to_owned();
            }
            (Self::New, Constraint::Words(_)) if path.is("ConditionalOperator") => {
                return "Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]"
                    .to_owned();
            }
            (
                Self::New,
                Constraint::ValueAtLeast(_) | Constraint::LengthAtLeast(_) | Constraint::LengthAtMost(_),
            ) => {
                format!("Value at '{}' failed", path.pascal())
            }
            _ => match value {
                Some(value) => format!("Value '{value}' at '{}' failed", path.camel()),
                None => format!("Value at '{}' failed", path.camel()),
            },
        };
        format!("{shown} to satisfy constraint: {constraint}")
    }
}

/// Where a member stands in a request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Path<'p> {
    pub(crate) parent: Option<&'p Path<'p>>,
    pub(crate) step: Step<'p>,
}

/// A step into a request.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step<'p> {
    Member(&'static str),
    /// An element of a list, counted from 0.
    Element(usize),
    Entry(&'p str),
}

impl Path<'_> {
    /// Whether it is a member of the request itself.
    fn is(&self, name: &str) -> bool {
        self.parent.is_none() && matches!(self.step, Step::Member(member) if member == name)
    }

    fn camel(&self) -> String {
        self.written(|name| {
            let (first, rest) = name.split_at_checked(1).unwrap_or((name, ""));
            first.to_ascii_lowercase() + rest
        })
    }

    fn pascal(&self) -> String {
        self.written(str::to_owned)
    }

    fn written(&self, member: fn(&str) -> String) -> String {
        let before = self.parent.map(|parent| parent.written(member) + ".").unwrap_or_default();
        before
            + &match self.step {
                Step::Member(name) => member(name),
                Step::Element(place) => format!("{}.member", place + 1),
                Step::Entry(name) => format!("{name}.member"),
            }
    }
}
