//! Why a text or value is not a DynamoDB number.

use std::fmt;

/// The reason something is not a number DynamoDB can hold.
///
/// The display text is the message the service answers with; `{:#}` is what the older of its layers says.
///
/// ```
/// use dynamo_model::value::{Number, NumberError};
///
/// assert_eq!(Number::parse("1e126"), Err(NumberError::Overflow));
/// let error = Number::parse("ten").unwrap_err();
/// assert_eq!(error.to_string(), "The parameter cannot be converted to a numeric value: ten");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// The text, given here, is not a decimal number.
    NotNumeric(String),
    /// More than 38 significant digits.
    Precision,
    /// Magnitude above 9.99…9E+125, or a sum that needs more than 38 digits.
    Overflow,
    /// Magnitude below 1E-130, yet not zero.
    Underflow,
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NumberError::NotNumeric(text) if f.alternate() && text.is_empty() => {
                f.write_str("The parameter cannot be converted to a numeric value")
            }
            NumberError::NotNumeric(text) => {
                write!(f, "The parameter cannot be converted to a numeric value: {text}")
            }
            NumberError::Precision => {
                f.write_str("Attempting to store more than 38 significant digits in a Number")
            }
            NumberError::Overflow => f.write_str(
                "Number overflow. Attempting to store a number with magnitude larger than supported range",
            ),
            NumberError::Underflow => f.write_str(
                "Number underflow. Attempting to store a number with magnitude smaller than supported range",
            ),
        }
    }
}

impl std::error::Error for NumberError {}
