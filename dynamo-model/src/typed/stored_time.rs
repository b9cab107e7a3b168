use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use super::change::StoredPart;
use super::{AttrArg, Comparable, Comparand, TextLike};
use crate::error::Result;
use crate::expr::Operand;
use crate::key::{KeyPart, PartValue};
use crate::time::TimeFormat;
use crate::value::Value;

/// The type of an attribute whose field is a `T` with `#[attr(time)]`, or serde's `with` of [`as_time`](crate::time::as_time)
/// and the like: a time that is stored in an order, as [`AsText`] or [`AsNumber`].
///
/// Conditions and updates take a `T`. One that is finer than what is stored of it is refused, as is one before year 0 or after
/// 9999. In a range of keys, an end may be finer.
///
/// ```
/// # #[cfg(feature = "jiff")] {
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// use dynamo_model::builder::Update;
/// use dynamo_model::expr::Renderer;
/// use dynamo_model::value::Value;
/// use jiff::Timestamp;
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// struct Order {
///     id: String,
///     #[attr(time(millis))]
///     placed_at: Timestamp,
///     #[attr(time(seconds, N))]
///     sent_at: Option<Timestamp>,
/// }
///
/// let time = |text: &str| text.parse::<Timestamp>().expect("a time");
/// let send = |at: Timestamp| Update::new(Order::key("o1")).set(move |o| o.sent_at.to(at));
/// let late = send(time("2026-11-23T08:00:00Z")).only_if(|o| o.placed_at.lt(time("2026-11-20T00:00:00.5Z"))).request()?;
/// let mut renderer = Renderer::new();
/// assert_eq!(renderer.update(&late.update), "SET #n0 = :v0");
/// assert_eq!(renderer.condition(&late.condition.expect("it has one")), "attribute_exists(#n1) AND #n2 < :v1");
/// assert_eq!(renderer.values()[":v0"], Value::from(1_795_420_800));
/// assert_eq!(renderer.values()[":v1"], Value::from("2026-11-20T00:00:00.500Z"));
///
/// assert!(send(time("2026-11-23T08:00:00.5Z")).request().unwrap_err().is_validation(), "finer than seconds");
/// # }
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct StoredTime<T, As>(PhantomData<fn() -> (T, As)>);

/// Stored as text like RFC 3339's, with so many digits of a fraction of a second: of `#[attr(time)]`, which has nine,
/// `#[attr(time(seconds))]`, `#[attr(time(millis))]` and `#[attr(time(micros))]`.
///
/// ```
/// use dynamo_model::typed::{AsText, StoredAs};
/// use dynamo_model::time::TimeFormat;
///
/// assert_eq!(AsText::<3>::FORMAT, TimeFormat::Text(3));
/// ```
#[derive(Clone, Copy, Debug)]
pub enum AsText<const DIGITS: usize> {}

/// Stored as a number since the beginning of 1970, of which so many digits are a fraction of a second: of
/// `#[attr(time(seconds, N))]`, `#[attr(time(millis, N))]` and `#[attr(time(micros, N))]`.
///
/// ```
/// use dynamo_model::typed::{AsNumber, StoredAs};
/// use dynamo_model::time::TimeFormat;
///
/// assert_eq!(AsNumber::<0>::FORMAT, TimeFormat::Number(0));
/// ```
#[derive(Clone, Copy, Debug)]
pub enum AsNumber<const DIGITS: usize> {}

/// How a [`StoredTime`] is stored: [`AsText`] or [`AsNumber`].
///
/// ```
/// use dynamo_model::typed::{AsNumber, AsText, StoredAs};
///
/// fn formats<A: StoredAs, B: StoredAs>() -> bool {
///     A::FORMAT == B::FORMAT
/// }
/// assert!(!formats::<AsText<3>, AsNumber<3>>());
/// ```
pub trait StoredAs {
    /// The format, as a value.
    const FORMAT: TimeFormat;
}

impl<const DIGITS: usize> StoredAs for AsText<DIGITS> {
    const FORMAT: TimeFormat = TimeFormat::Text(DIGITS);
}

impl<const DIGITS: usize> StoredAs for AsNumber<DIGITS> {
    const FORMAT: TimeFormat = TimeFormat::Number(DIGITS);
}

// What is stored out of order is refused.
#[diagnostic::do_not_recommend]
impl<T, As: StoredAs> Comparable for StoredTime<T, As> {}

#[diagnostic::do_not_recommend]
impl<T, const DIGITS: usize> TextLike for StoredTime<T, AsText<DIGITS>> {}

#[diagnostic::do_not_recommend]
impl<T: KeyPart, As: StoredAs> AttrArg<StoredTime<T, As>> for T {
    fn value(&self) -> Result<Value> {
        stored::<T, As>(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: KeyPart, As: StoredAs> AttrArg<StoredTime<T, As>> for &T {
    fn value(&self) -> Result<Value> {
        stored::<T, As>(self)
    }
}

#[diagnostic::do_not_recommend]
impl<E, T: KeyPart, As: StoredAs> Comparand<E, StoredTime<T, As>> for T {
    fn operand(&self) -> Result<Operand> {
        stored::<T, As>(self).map(Operand::Value)
    }
}

#[diagnostic::do_not_recommend]
impl<E, T: KeyPart, As: StoredAs> Comparand<E, StoredTime<T, As>> for &T {
    fn operand(&self) -> Result<Operand> {
        stored::<T, As>(self).map(Operand::Value)
    }
}

#[diagnostic::do_not_recommend]
impl<T: KeyPart + DeserializeOwned, As: StoredAs> StoredPart for StoredTime<T, As> {
    fn part(value: &Value) -> Result<PartValue> {
        let text = value.as_n().and_then(|number| As::FORMAT.text_of(number));
        T::part(&text.map_or_else(|| value.clone(), Value::S))
    }
}

fn stored<T: KeyPart, As: StoredAs>(time: &T) -> Result<Value> {
    let mut text = String::with_capacity(32);
    time.write(&mut text);
    As::FORMAT.stored(&text)
}
