//! What every key part type promises, each type alone and with another part behind it.

pub(crate) mod templates;

use std::borrow::Cow;
use std::cmp::{Ordering, Reverse};
use std::fmt::Debug;
use std::num::NonZero;
use std::sync::Arc;

#[cfg(feature = "ordered-float")]
use ::ordered_float::NotNan;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::*;
use crate::schema::{FieldPart, PartFormat, Piece, Template};
#[cfg(feature = "rust_decimal")]
use crate::value::any_decimal;
use crate::value::{Binary, Number, any_number};

const fn field<P: KeyPart>(field: usize, format: PartFormat) -> Piece {
    Piece::Field(FieldPart {
        field,
        name: "part",
        shape: crate::schema::Shape::written(P::SHAPE, format),
        format,
        optional: false,
    })
}

fn pair<A: KeyPart, B: KeyPart>() -> Template {
    let pieces = const {
        &[
            Piece::Literal("K#"),
            field::<A>(0, PartFormat::Own),
            Piece::Literal("#"),
            field::<B>(1, PartFormat::Own),
        ]
    };
    Template { text: "K#{a}#{b}", pieces }
}

/// The key of two parts; `None` if one of them cannot be in it.
fn key<A: KeyPart, B: KeyPart>(a: &A, b: &B) -> Option<String> {
    let mut key = String::new();
    let part = |field| Some(if field == 0 { a as &dyn ErasedPart } else { b });
    render(&mut key, &pair::<A, B>(), None, part).ok().filter(|whole| *whole).map(|_| key)
}

fn text(part: &impl KeyPart) -> String {
    let mut text = String::new();
    part.write(&mut text);
    text
}

/// One part alone: in text, as a number, and as bytes.
fn alone<P: KeyPart + Ord + Clone + Debug>(a: &P, b: &P) -> Result<(), TestCaseError> {
    let shape = P::SHAPE;
    if shape.text {
        prop_assert_eq!(text(a).cmp(&text(b)), a.cmp(b));
        prop_assert_eq!(P::read(&text(a)), Some(a.clone()));
        prop_assert!(text(a).bytes().all(|byte| shape.bytes.contains(byte)));
        prop_assert!(shape.width.is_none_or(|width| text(a).len() == width));
    }
    if shape.number && !shape.reversed {
        prop_assert_eq!(a.number().cmp(&b.number()), a.cmp(b));
        prop_assert_eq!(a.number().and_then(P::from_number), Some(a.clone()));
    }
    if shape.binary {
        prop_assert_eq!(a.binary().cmp(&b.binary()), a.cmp(b));
        prop_assert_eq!(a.binary().and_then(|bytes| P::from_binary(&bytes)), Some(a.clone()));
    }
    Ok(())
}

/// A part with another behind it: keys are told apart, sort as the pairs do, and are read back.
fn followed<P: KeyPart + Ord + Clone + Debug>(
    a: (&P, u16),
    b: (&P, u16),
    sorts: bool,
) -> Result<(), TestCaseError> {
    let (Some(left), Some(right)) = (key(a.0, &a.1), key(b.0, &b.1)) else { return Ok(()) };
    prop_assert_eq!(left == right, a.cmp(&b) == Ordering::Equal);
    if sorts {
        prop_assert_eq!(left.cmp(&right), a.cmp(&b));
    }
    let template = pair::<P, u16>();
    prop_assert_eq!(template.text_of(0, &left).and_then(P::read), Some(a.0.clone()));
    prop_assert_eq!(template.text_of(1, &left).and_then(u16::read), Some(a.1));
    Ok(())
}

macro_rules! parts {
    ($($name:ident: $ty:ty, $values:expr, $sorts:expr;)*) => {
        proptest! {$(
            #[test]
            fn $name(a in $values, b in $values, m: u16, n: u16) {
                let _: (&$ty, &$ty) = (&a, &b);
                alone(&a, &b)?;
                alone(&a, &a.clone())?;
                if <$ty>::SHAPE.text {
                    followed((&a, m), (&b, n), $sorts)?;
                    followed((&a, m), (&a, n), $sorts)?;
                }
            }
        )*}
    };
}

// Behind the macro, which they use.
#[cfg(feature = "derive")]
mod derived;
#[cfg(feature = "derive")]
mod entities;
#[cfg(all(feature = "derive", feature = "chrono", feature = "jiff"))]
mod moments;

fn reversed<P: Debug>(values: impl Strategy<Value = P>) -> impl Strategy<Value = Reverse<P>> {
    values.prop_map(Reverse)
}

parts! {
    u8_keeps_its_promises: u8, any::<u8>(), true;
    u16_keeps_its_promises: u16, any::<u16>(), true;
    u32_keeps_its_promises: u32, any::<u32>(), true;
    u64_keeps_its_promises: u64, any::<u64>(), true;
    u128_keeps_its_promises: u128, any::<u128>(), true;
    usize_keeps_its_promises: usize, any::<usize>(), true;
    i8_keeps_its_promises: i8, any::<i8>(), true;
    i16_keeps_its_promises: i16, any::<i16>(), true;
    i32_keeps_its_promises: i32, any::<i32>(), true;
    i64_keeps_its_promises: i64, any::<i64>(), true;
    i128_keeps_its_promises: i128, any::<i128>(), true;
    isize_keeps_its_promises: isize, any::<isize>(), true;
    nonzero_u8_keeps_its_promises: NonZero<u8>, any::<NonZero<u8>>(), true;
    nonzero_u64_keeps_its_promises: NonZero<u64>, any::<NonZero<u64>>(), true;
    nonzero_u128_keeps_its_promises: NonZero<u128>, any::<NonZero<u128>>(), true;
    nonzero_i32_keeps_its_promises: NonZero<i32>, any::<NonZero<i32>>(), true;
    nonzero_i128_keeps_its_promises: NonZero<i128>, any::<NonZero<i128>>(), true;
    reversed_nonzero_u32_keeps_its_promises: Reverse<NonZero<u32>>, reversed(any::<NonZero<u32>>()), true;
    reversed_nonzero_i64_keeps_its_promises: Reverse<NonZero<i64>>, reversed(any::<NonZero<i64>>()), true;
    reversed_u8_keeps_its_promises: Reverse<u8>, reversed(any::<u8>()), true;
    reversed_u16_keeps_its_promises: Reverse<u16>, reversed(any::<u16>()), true;
    reversed_u32_keeps_its_promises: Reverse<u32>, reversed(any::<u32>()), true;
    reversed_u64_keeps_its_promises: Reverse<u64>, reversed(any::<u64>()), true;
    reversed_i8_keeps_its_promises: Reverse<i8>, reversed(any::<i8>()), true;
    reversed_i16_keeps_its_promises: Reverse<i16>, reversed(any::<i16>()), true;
    reversed_i32_keeps_its_promises: Reverse<i32>, reversed(any::<i32>()), true;
    reversed_i64_keeps_its_promises: Reverse<i64>, reversed(any::<i64>()), true;
    reversed_u128_keeps_its_promises: Reverse<u128>, reversed(any::<u128>()), true;
    reversed_i128_keeps_its_promises: Reverse<i128>, reversed(any::<i128>()), true;
    reversed_usize_keeps_its_promises: Reverse<usize>, reversed(any::<usize>()), true;
    reversed_isize_keeps_its_promises: Reverse<isize>, reversed(any::<isize>()), true;
    decimals_keep_their_promises: Number, any_number(), true;
    reversed_decimals_keep_their_promises: Reverse<Number>, reversed(any_number()), true;
    flags_keep_their_promises: bool, any::<bool>(), true;
    reversed_flags_keep_their_promises: Reverse<bool>, reversed(any::<bool>()), true;
    reversed_characters_keep_their_promises: Reverse<char>, reversed(any::<char>()), true;
    characters_keep_their_promises: char, any::<char>(), true;
    // Text sorts as itself only where nothing follows it.
    texts_keep_their_promises: String, ".{0,6}", false;
    boxed_texts_keep_their_promises: Box<str>, ".{0,6}".prop_map(Box::from), false;
    shared_texts_keep_their_promises: Arc<str>, ".{0,6}".prop_map(Arc::from), false;
    borrowed_texts_keep_their_promises: Cow<'static, str>, ".{0,6}".prop_map(Cow::Owned), false;
    binaries_keep_their_promises: Binary, proptest::collection::vec(any::<u8>(), 0..6).prop_map(Binary::from), true;
    bytes_keep_their_promises: Vec<u8>, proptest::collection::vec(any::<u8>(), 0..6), true;
    arrays_of_bytes_keep_their_promises: [u8; 4], any::<[u8; 4]>(), true;
}

#[cfg(feature = "uuid")]
parts! {
    uuids_keep_their_promises: ::uuid::Uuid, any::<u128>().prop_map(::uuid::Uuid::from_u128), true;
    reversed_uuids_keep_their_promises: Reverse<::uuid::Uuid>, reversed(any::<u128>().prop_map(::uuid::Uuid::from_u128)), true;
}

#[cfg(feature = "ulid")]
parts! {
    ulids_keep_their_promises: ::ulid::Ulid, any::<u128>().prop_map(::ulid::Ulid), true;
    reversed_ulids_keep_their_promises: Reverse<::ulid::Ulid>, reversed(any::<u128>().prop_map(::ulid::Ulid)), true;
}

#[cfg(feature = "ksuid")]
parts! {
    ksuids_keep_their_promises: Ksuid, any::<[u8; 20]>().prop_map(Ksuid::from_bytes), true;
    reversed_ksuids_keep_their_promises: Reverse<Ksuid>, reversed(any::<[u8; 20]>().prop_map(Ksuid::from_bytes)), true;
}

#[cfg(feature = "jiff")]
mod times {
    use ::jiff::Timestamp;
    use ::jiff::civil::{Date, DateTime, Time};
    use ::jiff::tz::TimeZone;

    use super::*;

    fn timestamps() -> impl Strategy<Value = Timestamp> {
        let seconds = -62_000_000_000..250_000_000_000_i64;
        (seconds, 0..1_000_000_000_i32).prop_map(|(second, nanos)| Timestamp::new(second, nanos).unwrap())
    }

    fn times() -> impl Strategy<Value = DateTime> {
        timestamps().prop_map(|timestamp| timestamp.to_zoned(TimeZone::UTC).datetime())
    }

    parts! {
        timestamps_keep_their_promises: Timestamp, timestamps(), true;
        times_keep_their_promises: DateTime, times(), true;
        times_of_day_keep_their_promises: Time, times().prop_map(DateTime::time), true;
        reversed_times_of_day_keep_their_promises: Reverse<Time>, reversed(times().prop_map(DateTime::time)), true;
        dates_keep_their_promises: Date, times().prop_map(DateTime::date), true;
        reversed_timestamps_keep_their_promises: Reverse<Timestamp>, reversed(timestamps()), true;
        reversed_times_keep_their_promises: Reverse<DateTime>, reversed(times()), true;
        reversed_dates_keep_their_promises: Reverse<Date>, reversed(times().prop_map(DateTime::date)), true;
    }

    /// The key of a time in a format; `None` if it is finer.
    fn formatted(time: &Timestamp, digits: usize) -> Option<String> {
        let pieces: &[Piece] = match digits {
            0 => const { &[Piece::Literal("T#"), field::<Timestamp>(0, PartFormat::Fraction(0))] },
            3 => const { &[Piece::Literal("T#"), field::<Timestamp>(0, PartFormat::Fraction(3))] },
            _ => const { &[Piece::Literal("T#"), field::<Timestamp>(0, PartFormat::Fraction(6))] },
        };
        let template = Template { text: "T#{at}", pieces };
        let mut key = String::new();
        render(&mut key, &template, None, |_| Some(time)).ok()?;
        let text = template.text_of(0, &key)?;
        assert_eq!(crate::schema::lengthen(text, digits, false), Some(text_of(time)));
        Some(key)
    }

    fn text_of(time: &Timestamp) -> String {
        super::text(time)
    }

    /// The key of a time as digits of one width; `None` if it has no room.
    fn written<P: KeyPart>(time: &P, fraction: usize, width: usize) -> Option<String> {
        let format = PartFormat::Counted { fraction, width };
        let pieces = vec![Piece::Literal("T#"), field::<P>(0, format), Piece::Literal("#")];
        let template = Template { text: "T#{at}#", pieces: pieces.leak() };
        let mut key = String::new();
        render(&mut key, &template, None, |_| Some(time)).ok()?;
        let digits = template.text_of(0, &key)?;
        assert_eq!(digits.len(), width);
        assert_eq!(uncounted(digits, fraction, P::SHAPE.reversed), Some(super::text(time)));
        Some(key)
    }

    proptest! {
        #[test]
        fn times_in_formats_sort_as_they_do(a in timestamps(), b in timestamps(), digits in prop_oneof![Just(0_usize), Just(3), Just(6)]) {
            let round = |time: Timestamp| {
                let unit = 10_i128.pow(9 - digits as u32);
                Timestamp::from_nanosecond(time.as_nanosecond().div_euclid(unit) * unit).unwrap()
            };
            prop_assert_eq!(formatted(&a, digits).is_some(), round(a) == a, "a finer time is refused");
            let (a, b) = (round(a), round(b));
            prop_assert_eq!(formatted(&a, digits).cmp(&formatted(&b, digits)), a.cmp(&b));
        }

        #[test]
        fn counted_times_sort_as_they_do_and_are_read_back(
            a in timestamps(),
            b in timestamps(),
            fraction in prop_oneof![Just(0_usize), Just(3), Just(6)],
            width in 10..20_usize,
        ) {
            let unit = 10_i128.pow(9 - fraction as u32);
            let count = |time: Timestamp| time.as_nanosecond().div_euclid(unit);
            let round = |time: Timestamp| Timestamp::from_nanosecond(count(time) * unit).unwrap();
            let key = |time: Timestamp| written(&time, fraction, width);
            prop_assert!(key(a).is_none() || round(a) == a, "a finer time is refused");
            let fits = |time: Timestamp| (0..10_i128.pow(width as u32)).contains(&count(time));
            let (a, b) = (round(a), round(b));
            prop_assert_eq!(key(a).is_some(), fits(a));
            if fits(a) && fits(b) {
                prop_assert_eq!(key(a).cmp(&key(b)), a.cmp(&b));
                let (last, first) = (written(&Reverse(a), fraction, width), written(&Reverse(b), fraction, width));
                prop_assert_eq!(last.cmp(&first), b.cmp(&a));
            }
        }
    }
}

#[cfg(feature = "chrono")]
mod chrono_times {
    use ::chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

    use super::*;

    fn timestamps() -> impl Strategy<Value = DateTime<Utc>> {
        let seconds = -62_000_000_000..250_000_000_000_i64;
        (seconds, 0..1_000_000_000_u32)
            .prop_map(|(second, nanos)| DateTime::from_timestamp(second, nanos).unwrap())
    }

    fn times() -> impl Strategy<Value = NaiveDateTime> {
        timestamps().prop_map(|time| time.naive_utc())
    }

    fn dates() -> impl Strategy<Value = NaiveDate> {
        times().prop_map(|time| time.date())
    }

    parts! {
        timestamps_keep_their_promises: DateTime<Utc>, timestamps(), true;
        times_keep_their_promises: NaiveDateTime, times(), true;
        times_of_day_keep_their_promises: NaiveTime, times().prop_map(|time| time.time()), true;
        reversed_times_of_day_keep_their_promises: Reverse<NaiveTime>, reversed(times().prop_map(|time| time.time())), true;
        dates_keep_their_promises: NaiveDate, dates(), true;
        reversed_timestamps_keep_their_promises: Reverse<DateTime<Utc>>, reversed(timestamps()), true;
        reversed_times_keep_their_promises: Reverse<NaiveDateTime>, reversed(times()), true;
        reversed_dates_keep_their_promises: Reverse<NaiveDate>, reversed(dates()), true;
    }
}

#[cfg(feature = "ordered-float")]
parts! {
    // As a number, a float is rounded to 38 digits; its text is exact.
    floats_keep_their_promises: NotNan<f32>, (-1e30..1e30_f32).prop_map(|float| NotNan::new(float).unwrap()), true;
    doubles_keep_their_promises: NotNan<f64>, (-1e100..1e100).prop_map(|float| NotNan::new(float).unwrap()), true;
    reversed_floats_keep_their_promises: Reverse<NotNan<f32>>, reversed((-1e30..1e30_f32).prop_map(|float| NotNan::new(float).unwrap())), true;
    reversed_doubles_keep_their_promises: Reverse<NotNan<f64>>, reversed((-1e100..1e100).prop_map(|float| NotNan::new(float).unwrap())), true;
}

#[cfg(feature = "rust_decimal")]
parts! {
    amounts_keep_their_promises: ::rust_decimal::Decimal, any_decimal(), true;
    reversed_amounts_keep_their_promises: Reverse<::rust_decimal::Decimal>, reversed(any_decimal()), true;
}
