//! What times promise in each of the forms that a field of an entity may say they are stored in.

use serde::{Deserialize, Serialize};

use super::*;
use crate::value::{Item, ValueRef};
use crate::{Entity, KeyPart, Record, Table};

/// A time that is given by the nanoseconds of a point in time.
trait Moment: Sized {
    fn at(nanos: i128) -> Self;
}

impl Moment for ::jiff::Timestamp {
    fn at(nanos: i128) -> Self {
        Self::from_nanosecond(nanos).unwrap()
    }
}

impl Moment for ::jiff::civil::DateTime {
    fn at(nanos: i128) -> Self {
        ::jiff::Timestamp::at(nanos).to_zoned(::jiff::tz::TimeZone::UTC).datetime()
    }
}

impl Moment for ::chrono::DateTime<::chrono::Utc> {
    fn at(nanos: i128) -> Self {
        let (seconds, nanos) = (nanos.div_euclid(SECOND), nanos.rem_euclid(SECOND));
        Self::from_timestamp(seconds as i64, nanos as u32).unwrap()
    }
}

impl Moment for ::chrono::NaiveDateTime {
    fn at(nanos: i128) -> Self {
        ::chrono::DateTime::<::chrono::Utc>::at(nanos).naive_utc()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, KeyPart)]
#[key_part(crate = crate)]
struct At(::jiff::Timestamp);

impl Moment for At {
    fn at(nanos: i128) -> Self {
        Self(::jiff::Timestamp::at(nanos))
    }
}

const SECOND: i128 = 1_000_000_000;

/// Points in time between the years 1 and 9999, some of them in one second.
fn nanos() -> impl Strategy<Value = i128> {
    let seconds = prop_oneof![-62_000_000_000..250_000_000_000_i128, -2..2_i128];
    let nanos =
        prop_oneof![0..SECOND, proptest::sample::select(&[0, 1, 999_999_999, 500_000_000, 120_000_000_i128])];
    (seconds, nanos).prop_map(|(seconds, nanos)| seconds * SECOND + nanos)
}

/// Compares what two items have under a name, as the service does.
fn order(left: &Item, right: &Item, name: &str) -> Option<Ordering> {
    match (left.get(name)?, right.get(name)?) {
        (ValueRef::S(left), ValueRef::S(right)) => Some(left.cmp(right)),
        (ValueRef::N(left), ValueRef::N(right)) => Some(left.cmp(&right)),
        _ => None,
    }
}

/// Declares an entity for each form, which keeps so many digits of a second.
macro_rules! stored {
    ($($name:ident: #[$form:meta] $ty:ty, $digits:literal;)*) => {$(
        mod $name {
            use super::*;

            #[derive(Debug, Table)]
            #[table(name = "moments", crate = crate)]
            enum Events {
                Event(Event),
            }

            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
            #[entity(table = Events, pk = "EVENT#{id}", sk = "EVENT", crate = crate)]
            struct Event {
                id: u8,
                #[$form]
                at: $ty,
                #[$form]
                maybe: Option<$ty>,
            }

            fn event(nanos: i128) -> Event {
                Event { id: 1, at: <$ty>::at(nanos), maybe: Some(<$ty>::at(nanos)) }
            }

            proptest! {
                #[test]
                fn are_stored_in_their_order_and_come_back(a in nanos(), b in nanos()) {
                    let unit = 10_i128.pow(9 - $digits);
                    let (a, b) = (a - a.rem_euclid(unit), b - b.rem_euclid(unit));
                    let (left, right) = (event(a).to_item(), event(b).to_item());
                    let failed = |error: crate::Error| TestCaseError::fail(error.to_string());
                    let (left, right) = (left.map_err(failed)?, right.map_err(failed)?);
                    for name in ["at", "maybe"] {
                        prop_assert_eq!(order(&left, &right, name), Some(<$ty>::at(a).cmp(&<$ty>::at(b))));
                    }
                    prop_assert_eq!(Event::from_item(left.view()).map_err(failed)?, event(a));
                    if $digits < 9 {
                        prop_assert!(event(a + 1).to_item().is_err(), "a finer time is refused");
                    }
                }
            }
        }
    )*};
}

stored! {
    points_as_text: #[attr(time)] ::jiff::Timestamp, 9;
    points_as_text_of_seconds: #[attr(time(seconds))] ::jiff::Timestamp, 0;
    points_as_text_of_millis: #[attr(time(millis))] ::jiff::Timestamp, 3;
    points_as_text_of_micros: #[attr(time(micros))] ::jiff::Timestamp, 6;
    points_as_seconds: #[attr(time(seconds, N))] ::jiff::Timestamp, 0;
    points_as_millis: #[attr(time(millis, N))] ::jiff::Timestamp, 3;
    points_as_micros: #[attr(time(micros, N))] ::jiff::Timestamp, 6;
    newtypes_as_text: #[attr(time)] At, 9;
    newtypes_as_millis: #[attr(time(millis, N))] At, 3;
    civil_times_as_text: #[attr(time)] ::jiff::civil::DateTime, 9;
    civil_times_as_text_of_millis: #[attr(time(millis))] ::jiff::civil::DateTime, 3;
    chronos_points_as_text: #[attr(time)] ::chrono::DateTime<::chrono::Utc>, 9;
    chronos_points_as_text_of_micros: #[attr(time(micros))] ::chrono::DateTime<::chrono::Utc>, 6;
    chronos_points_as_seconds: #[attr(time(seconds, N))] ::chrono::DateTime<::chrono::Utc>, 0;
    chronos_points_as_micros: #[attr(time(micros, N))] ::chrono::DateTime<::chrono::Utc>, 6;
    chronos_times_as_text: #[attr(time)] ::chrono::NaiveDateTime, 9;
    chronos_times_as_text_of_seconds: #[attr(time(seconds))] ::chrono::NaiveDateTime, 0;
}
