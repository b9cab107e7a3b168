//! Why a text is not DynamoDB JSON.

use std::fmt;

use crate::value::number::in_older_words;
use crate::value::{Number, NumberError, ValueKind};

/// Says why a text is not an item or value in DynamoDB JSON.
///
/// Where the service has a message for it, this displays as that message; `{:#}` is what the older of the service's
/// layers says.
///
/// ```
/// use dynamo_model::value::{Item, JsonError, Value};
///
/// assert_eq!(Value::from_dynamodb_json("{}"), Err(JsonError::NoType));
/// assert!(matches!(Item::from_dynamodb_json(r#"{"a":{"N":1}}"#), Err(JsonError::Malformed(_))));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JsonError {
    /// Not JSON, or not the shape of typed values; says what and where.
    Malformed(String),
    /// A value without a member that names its type.
    NoType,
    /// A value with more than one member.
    ManyTypes,
    /// `{"NULL":false}`.
    NullFalse,
    /// A number out of bounds, or a text that is none.
    Number(NumberError),
    /// A number whose exponent the older of the service's layers cannot count with: what is wrong with it, and what that
    /// layer says.
    Exponent(NumberError, NumberError),
    /// A set with a member that is null; holds its kind.
    NullMember(ValueKind),
    /// A member stands twice in a set.
    DuplicateMember(DuplicateMember),
    /// An attribute or map entry stands twice; holds its name.
    DuplicateName(String),
}

/// The set in which a member stands twice.
///
/// ```
/// use dynamo_model::value::{DuplicateMember, JsonError, Value};
///
/// let error = Value::from_dynamodb_json(r#"{"SS":["b","a","b"]}"#).unwrap_err();
/// let JsonError::DuplicateMember(DuplicateMember::Ss { listed, sent }) = error else { panic!("{error}") };
/// assert_eq!((listed, sent), (["a", "b", "b"].map(str::to_owned).into(), ["b", "a", "b"].map(str::to_owned).into()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DuplicateMember {
    /// A set of strings.
    Ss {
        /// Its members, up to the first repeat in byte order.
        listed: Vec<String>,
        /// Its members as they were sent.
        sent: Vec<String>,
    },
    /// A set of numbers.
    Ns,
    /// A set of strings or byte strings that is larger than any item, and is not repeated.
    Long,
    /// A set of byte strings.
    Bs {
        /// Its members in base64, up to the first repeat in byte order.
        listed: Vec<String>,
        /// Its members in base64 as they were sent.
        sent: Vec<String>,
    },
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            JsonError::Malformed(problem) => f.write_str(problem),
            JsonError::NoType => f.write_str(
                "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
            ),
            JsonError::ManyTypes => f.write_str(
                "Supplied AttributeValue has more than one datatypes set, \
                 must contain exactly one of the supported datatypes",
            ),
            JsonError::NullFalse => f.write_str(
                "One or more parameter values were invalid: \
                 Null attribute value types must have the value of true",
            ),
            JsonError::Exponent(_, older) if f.alternate() => older.fmt(f),
            JsonError::Number(error) | JsonError::Exponent(error, _) => error.fmt(f),
            JsonError::NullMember(kind) => {
                // Of strings alone it is known what the service says.
                let member = match kind {
                    ValueKind::Ns => "number",
                    ValueKind::Bs => "binary",
                    _ => "string",
                };
                write!(
                    f,
                    "One or more parameter values were invalid: \
                     An {member} set may not have a null {member} as a member"
                )
            }
            JsonError::DuplicateMember(DuplicateMember::Ns) if f.alternate() => {
                f.write_str("Input collection contains duplicates")
            }
            JsonError::DuplicateMember(set) => {
                f.write_str("One or more parameter values were invalid: Input collection ")?;
                set.fmt(f)?;
                f.write_str("contains duplicates.")
            }
            JsonError::DuplicateName(name) => write!(f, "attribute `{name}` stands twice"),
        }
    }
}

/// The spacing, different for each kind, is the service's.
impl fmt::Display for DuplicateMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DuplicateMember::Ss { sent, .. } if f.alternate() => write!(f, "[{}] ", sent.join(", ")),
            DuplicateMember::Ss { listed, .. } => write!(f, "[{}] ", quoted(listed, ", ")),
            DuplicateMember::Ns | DuplicateMember::Long => Ok(()),
            DuplicateMember::Bs { sent, .. } if f.alternate() => {
                write!(f, "[{}]of type BS ", sent.join(", "))
            }
            DuplicateMember::Bs { listed, .. } => write!(f, "[{}]of type BS ", quoted(listed, ",")),
        }
    }
}

fn quoted(members: &[String], separator: &str) -> String {
    let quoted = |member: &String| serde_json::Value::from(member.as_str()).to_string();
    members.iter().map(quoted).collect::<Vec<_>>().join(separator)
}

impl std::error::Error for JsonError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            JsonError::Number(error) | JsonError::Exponent(error, _) => Some(error),
            _ => None,
        }
    }
}

/// Reads a number.
pub(super) fn number(text: &str) -> Result<Number, JsonError> {
    Number::parse(text).map_err(|error| match in_older_words(text, error.clone()) {
        older if older == error => JsonError::Number(error),
        older => JsonError::Exponent(error, older),
    })
}
