//! Comparisons by order, and the types of other crates that have one as they are stored.

use super::{Attr, Comparable, Comparand, Cond, OfVariant};
#[cfg(any(feature = "chrono", feature = "jiff"))]
use crate::error::Error;
use crate::error::Result;
use crate::expr::{Comparison, Condition, Operand};
#[cfg(any(feature = "chrono", feature = "jiff"))]
use crate::value::Value;

impl<E, T: Comparable, Role, Seen> Attr<E, T, Role, Seen> {
    pub(super) fn order(&self, op: Comparison, other: &impl Comparand<E, T>) -> Cond<E> {
        self.compare(op, ordered::<T>(other.operand()), &other.__variant())
    }

    pub(super) fn within(&self, low: &impl Comparand<E, T>, high: &impl Comparand<E, T>) -> Cond<E> {
        let both = ordered::<T>(low.operand()).and_then(|low| Ok((low, ordered::<T>(high.operand())?)));
        let both = self.named(both);
        let variants = [&self.variant(), &low.__variant(), &high.__variant()];
        Cond::new(
            both.map(|(low, high)| OfVariant::only(variants, Condition::between(self.path(), low, high))),
        )
    }
}

/// Refuses a value whose place among the stored ones is another than its own.
fn ordered<T: Comparable>(operand: Result<Operand>) -> Result<Operand> {
    let operand = operand?;
    if let Operand::Value(value) = &operand {
        T::__ordered(value)?;
    }
    Ok(operand)
}

/// Years before 0 and after 9999 have a sign, and another place among the others than their own.
#[cfg(any(feature = "chrono", feature = "jiff"))]
pub(super) fn is_of_four_digits(value: &Value) -> Result<()> {
    match value.as_s() {
        Some(text) if text.starts_with(['-', '+']) => Err(Error::validation(format!(
            "`{text}` is before year 0 or after 9999, and such times are not stored in their order; compare with one \
             between them, or with `eq`"
        ))),
        _ => Ok(()),
    }
}

/// Dates, and times without a zone: what has a fraction of a second follows what has none. A zone would sort behind every digit,
/// so points in time have no order.
#[cfg(any(feature = "chrono", feature = "jiff"))]
macro_rules! of_years {
    ($($ty:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl Comparable for $ty {
            fn __ordered(value: &Value) -> Result<()> {
                is_of_four_digits(value)
            }
        }
    )*};
}

#[cfg(feature = "chrono")]
mod chrono {
    use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

    use super::{Comparable, Result, Value, is_of_four_digits};

    #[diagnostic::do_not_recommend]
    impl Comparable for NaiveTime {}

    of_years!(NaiveDate, NaiveDateTime);
}

#[cfg(feature = "jiff")]
mod jiff {
    use jiff::civil::{Date, DateTime, Time};

    use super::{Comparable, Result, Value, is_of_four_digits};

    #[diagnostic::do_not_recommend]
    impl Comparable for Time {}

    of_years!(Date, DateTime);
}

#[cfg(feature = "ordered-float")]
mod ordered_float {
    use ordered_float::{FloatCore, NotNan, OrderedFloat};

    use super::Comparable;
    use crate::typed::Summable;

    #[diagnostic::do_not_recommend]
    impl<T: FloatCore> Comparable for NotNan<T> {}
    #[diagnostic::do_not_recommend]
    impl<T: FloatCore> Summable for NotNan<T> {}
    #[diagnostic::do_not_recommend]
    impl<T: FloatCore> Comparable for OrderedFloat<T> {}
    #[diagnostic::do_not_recommend]
    impl<T: FloatCore> Summable for OrderedFloat<T> {}
}

#[cfg(feature = "rust_decimal")]
mod rust_decimal {
    use rust_decimal::Decimal;

    use super::{Comparable, Result};
    use crate::error::Error;
    use crate::typed::Summable;
    use crate::value::Value;

    #[diagnostic::do_not_recommend]
    impl Comparable for Decimal {
        fn __ordered(value: &Value) -> Result<()> {
            match value.as_s() {
                Some(text) => Err(Error::validation(format!(
                    "the decimal `{text}` is stored as text, which sorts otherwise: a type around it hides it, as one with \
                     `#[serde(transparent)]` does; take that away, and serde still writes a newtype as what is inside"
                ))),
                None => Ok(()),
            }
        }
    }

    #[diagnostic::do_not_recommend]
    impl Summable for Decimal {}
}

#[cfg(feature = "ksuid")]
#[diagnostic::do_not_recommend]
impl Comparable for crate::key::Ksuid {}

#[cfg(feature = "ulid")]
#[diagnostic::do_not_recommend]
impl Comparable for ulid::Ulid {}

#[cfg(feature = "uuid")]
#[diagnostic::do_not_recommend]
impl Comparable for uuid::Uuid {}
