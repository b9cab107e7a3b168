use super::civil;
use crate::error::{Error, Result};
use crate::schema::shorten;
use crate::value::{Number, Value};

/// How `#[attr(time(…))]` has a field stored: in the order of time, whatever serde makes of it.
///
/// ```
/// # #[cfg(feature = "jiff")] {
/// use dynamo_model::time::TimeFormat;
/// use dynamo_model::{Entity, Table};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Table)]
/// #[table(name = "shop")]
/// enum Shop { Order(Order) }
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// struct Order {
///     id: String,
///     #[attr(time(millis))]
///     placed_at: jiff::Timestamp,
///     #[attr(time(seconds, N))]
///     sent_at: Option<jiff::Timestamp>,
/// }
///
/// let formats: Vec<Option<TimeFormat>> = Order::SCHEMA.fields.iter().map(|field| field.time).collect();
/// assert_eq!(formats, [None, Some(TimeFormat::Text(3)), Some(TimeFormat::Number(0))]);
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeFormat {
    /// Text as RFC 3339 has it, with so many digits of a fraction of a second.
    Text(usize),
    /// A number, of which so many digits are a fraction of a second, counted from the beginning of 1970.
    Number(usize),
}

/// The digits that the key text of a time has of a fraction of a second.
const FRACTION: usize = 9;

impl TimeFormat {
    /// Makes what is stored of a time out of its key text.
    ///
    /// # Errors
    ///
    /// [`is_validation`](Error::is_validation) if the format has no room for it.
    pub(crate) fn stored(self, text: &str) -> Result<Value> {
        match self {
            Self::Number(_) => self.counted(text).map(|number| Value::N(Number::from(number))),
            Self::Text(_) => self.told(text).map(Value::S),
        }
    }

    /// Tells a time as text.
    pub(super) fn told(self, text: &str) -> Result<String> {
        let (Self::Number(digits) | Self::Text(digits)) = self;
        if !text.starts_with(|first: char| first.is_ascii_digit()) {
            return Err(out_of_range(text));
        }
        match digits {
            FRACTION => Ok(text.to_owned()),
            _ => shorten(text, digits, false).ok_or_else(|| self.too_fine(text)),
        }
    }

    /// Counts a time since 1970.
    pub(crate) fn counted(self, text: &str) -> Result<i64> {
        let (Self::Number(digits) | Self::Text(digits)) = self;
        let (seconds, nanos) = civil::read(text).ok_or_else(|| without_number(text))?;
        let (per_second, nanos_each) = (10_i64.pow(digits as u32), 10_u32.pow((FRACTION - digits) as u32));
        if nanos % nanos_each != 0 {
            return Err(self.too_fine(text));
        }
        Ok(seconds * per_second + i64::from(nanos / nanos_each))
    }

    /// Makes the key text of a point in time that is stored as a number; `None` if it is none.
    pub(crate) fn text_of(self, number: Number) -> Option<String> {
        let Self::Number(digits) = self else { return None };
        let (per_second, nanos_each) = (10_i64.pow(digits as u32), 10_u32.pow((FRACTION - digits) as u32));
        let number = number.to_i64()?;
        let nanos = u32::try_from(number.rem_euclid(per_second)).ok()? * nanos_each;
        civil::write(number.div_euclid(per_second), nanos).map(|text| text + "Z")
    }

    /// What is stored, in words.
    pub(crate) fn shown(self) -> String {
        match self {
            Self::Text(_) => format!("text with {}", self.unit()),
            Self::Number(_) => format!("{} since 1970", self.unit()),
        }
    }

    /// What the last digit counts.
    const fn unit(self) -> &'static str {
        match self {
            Self::Text(0) | Self::Number(0) => "seconds",
            Self::Text(3) | Self::Number(3) => "milliseconds",
            Self::Text(6) | Self::Number(6) => "microseconds",
            Self::Text(_) | Self::Number(_) => "nanoseconds",
        }
    }

    fn too_fine(self, text: &str) -> Error {
        Error::validation(format!(
            "the time `{text}` is finer than the {} that are stored of it; round it, or store more digits",
            self.unit()
        ))
    }
}

fn without_number(text: &str) -> Error {
    if civil::is_leap_second(text) {
        return Error::validation(format!(
            "the time `{text}` is a leap second, and those are not counted since 1970; write the second before or after it, \
             or store it as text: without `N`, by `as_time`, or as `{{at:seconds}}` in a template"
        ));
    }
    out_of_range(text)
}

fn out_of_range(text: &str) -> Error {
    Error::validation(format!(
        "the time `{text}` has no place in an order of years of four digits; keep such times in a field that is \
         stored as its type alone is, and in no key"
    ))
}
