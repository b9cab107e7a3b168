use std::marker::PhantomData;

use super::{AttrArg, Comparable, Comparand};
use crate::error::Result;
use crate::expr::Operand;
use crate::time::Timestamp;
use crate::value::Value;

/// The type of an attribute that `#[attr(created)]`, `#[attr(updated)]` or `#[attr(deleted)]` keeps, and whose field is a `T`, but
/// for seconds (`u64` and `i64`), which are what they are.
///
/// A `jiff::Timestamp` or `chrono::DateTime<Utc>` there is stored with all nine digits of a fraction of a second, so that its
/// text is in the order of time; elsewhere, serde leaves out zeros at the end, and the order with them, unless `#[attr(time)]`
/// says [how it is stored](super::StoredTime).
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// use dynamo_model::expr::Renderer;
/// use dynamo_model::time::Timestamp;
/// use dynamo_model::typed::Comparable;
///
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// /// Days since 1970.
/// #[derive(Serialize, Deserialize)]
/// struct Day(i64);
///
/// impl Timestamp for Day {
///     fn to_seconds(&self) -> Option<i64> {
///         self.0.checked_mul(86_400)
///     }
///
///     fn from_seconds(seconds: i64) -> Option<Self> {
///         Some(Day(seconds.div_euclid(86_400)))
///     }
/// }
///
/// impl Comparable for Day {}
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// struct Order {
///     id: String,
///     #[attr(created)]
///     created: Day,
///     #[attr(updated)]
///     updated: Day,
/// }
///
/// let paths = Order::attributes();
/// let old = paths.created.lt(Day(20_000)).and(paths.updated.eq(&paths.created));
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

#[diagnostic::do_not_recommend]
impl<T: InOrder> Comparable for Moment<T> {
    fn __ordered(value: &Value) -> Result<()> {
        T::__in_order(value)
    }
}

#[cfg(any(feature = "chrono", feature = "jiff"))]
mod text {
    use super::{InOrder, Result, Value};
    use crate::typed::ordered::is_of_four_digits;

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
