use std::marker::PhantomData;

use super::{Attr, AttrArg, Comparable, Comparand};
use crate::error::Result;
use crate::expr::Operand;
use crate::time::Timestamp;
use crate::value::Value;

/// The type of an attribute that `#[attr(created)]` or `#[attr(updated)]` keeps, and whose field is a `T`.
///
/// A `jiff::Timestamp` or `chrono::DateTime<Utc>` there is stored with all nine digits of a fraction of a second, so that its
/// text is in the order of time; elsewhere, serde leaves out zeros at the end, and the order with them.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// struct Order {
///     id: String,
///     #[attr(created)]
///     created_at: u64,
///     #[attr(updated)]
///     updated_at: u64,
/// }
///
/// use dynamo_model::expr::Renderer;
///
/// let paths = Order::attributes();
/// let old = paths.created_at.lt(1_800_000_000).and(paths.updated_at.eq(&paths.created_at));
/// assert_eq!(Renderer::new().condition(&old.into_condition()?), "#n0 < :v0 AND #n1 = #n0");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Moment<T>(PhantomData<fn() -> T>);

/// Types of time that are stored in their order where the library keeps them.
///
/// ```
/// use dynamo_model::typed::InOrder;
///
/// fn is_in_order<T: InOrder>() -> bool {
///     true
/// }
/// assert!(is_in_order::<u64>() && is_in_order::<i64>());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no order in DynamoDB",
    label = "cannot be compared with `<`, `<=`, `>`, `>=` or `between`",
    note = "`jiff::Timestamp`, `chrono::DateTime<Utc>`, `u64` and `i64` have one as the time of a write; a time of your own has one if serde stores it as a string or number in that order, and it implements `Comparable`"
)]
pub trait InOrder: Timestamp {
    #[doc(hidden)]
    fn __in_order(value: &Value) -> Result<()>;
}

#[diagnostic::do_not_recommend]
impl<T: Timestamp + Comparable> InOrder for T {
    fn __in_order(value: &Value) -> Result<()> {
        T::__ordered(value)
    }
}

impl<T: InOrder> Comparable for Moment<T> {
    fn __ordered(value: &Value) -> Result<()> {
        T::__in_order(value)
    }
}

#[cfg(any(feature = "chrono", feature = "jiff"))]
mod text {
    use super::{InOrder, Result, Value};
    use crate::error::Error;

    /// Years before 0 and after 9999 have a sign, and another place among the others than their own.
    fn is_of_four_digits(value: &Value) -> Result<()> {
        match value.as_s() {
            Some(text) if text.starts_with(['-', '+']) => Err(Error::validation(format!(
                "`{text}` is before year 0 or after 9999, and such times are not stored in their order; compare with one \
                 between them, or with `eq`"
            ))),
            _ => Ok(()),
        }
    }

    #[cfg(feature = "jiff")]
    #[diagnostic::do_not_recommend]
    impl InOrder for jiff::Timestamp {
        fn __in_order(value: &Value) -> Result<()> {
            is_of_four_digits(value)
        }
    }

    #[cfg(feature = "chrono")]
    #[diagnostic::do_not_recommend]
    impl InOrder for chrono::DateTime<chrono::Utc> {
        fn __in_order(value: &Value) -> Result<()> {
            is_of_four_digits(value)
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Timestamp> AttrArg<Moment<T>> for T {
    fn value(&self) -> Result<Value> {
        self.__stored()
    }
}

#[diagnostic::do_not_recommend]
impl<T: Timestamp> AttrArg<Moment<T>> for &T {
    fn value(&self) -> Result<Value> {
        (*self).__stored()
    }
}

#[diagnostic::do_not_recommend]
impl<E, T: Timestamp> Comparand<E, Moment<T>> for T {
    fn operand(&self) -> Result<Operand> {
        self.__stored().map(Operand::Value)
    }
}

#[diagnostic::do_not_recommend]
impl<E, T: Timestamp> Comparand<E, Moment<T>> for &T {
    fn operand(&self) -> Result<Operand> {
        (*self).__stored().map(Operand::Value)
    }
}

// What has an order of its own, such as a number, is stored alike everywhere.

#[diagnostic::do_not_recommend]
impl<E, T: Timestamp + Comparable, Role, Seen> Comparand<E, Moment<T>> for &Attr<E, T, Role, Seen> {
    fn operand(&self) -> Result<Operand> {
        Ok(Operand::Path(self.path()))
    }
}

#[diagnostic::do_not_recommend]
impl<E, T: Timestamp + Comparable, Role, Seen> Comparand<E, T> for &Attr<E, Moment<T>, Role, Seen> {
    fn operand(&self) -> Result<Operand> {
        Ok(Operand::Path(self.path()))
    }
}
