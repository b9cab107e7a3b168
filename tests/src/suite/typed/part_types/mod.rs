//! Every type of key part in a table: sort keys are in the order of the values, have ranges, and are read back.

mod ordered;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::num::NonZero;

use dynamo_model::key::Ksuid;
use dynamo_model::value::{Binary, Number};
use dynamo_model::{KeyPart, Result};
use ordered_float::NotNan;
use serde::{Deserialize, Serialize};
use ulid::Ulid;
use uuid::Uuid;

use crate::Target;
use ordered::sorted;

macro_rules! nonzero {
    () => {
        |number| NonZero::new(number).unwrap()
    };
}

sorted! { integers: S, "{part}", "{copy}" {
    U8 "U8": u8, [0, 9, 10, 99, 100, u8::MAX];
    U16 "U16": u16, [0, 9, 10, 255, 256, u16::MAX];
    U32 "U32": u32, [0, 9, 10, 65_536, u32::MAX];
    U64 "U64": u64, [0, 9, 10, 1 << 32, u64::MAX];
    Usize "USIZE": usize, [0, 9, 10, 1 << 16, usize::MAX];
    I8 "I8": i8, [i8::MIN, -10, -9, -1, 0, 1, i8::MAX];
    I16 "I16": i16, [i16::MIN, -10, -9, -1, 0, 1, i16::MAX];
    I32 "I32": i32, [i32::MIN, -10, -9, -1, 0, 1, i32::MAX];
    I64 "I64": i64, [i64::MIN, -10, -9, -1, 0, 1, i64::MAX];
    Isize "ISIZE": isize, [isize::MIN, -10, -9, -1, 0, 1, isize::MAX];
    NonZeroU32 "NONZERO-U32": NonZero<u32>, [1, 9, 10, u32::MAX].map(nonzero!());
    NonZeroI64 "NONZERO-I64": NonZero<i64>, [i64::MIN, -10, -9, -1, 1, i64::MAX].map(nonzero!());
    // The largest have more digits than an attribute of type N has, and so no copy.
    U128 "U128": u128, [0, 9, 10, 1 << 64, WIDEST];
    I128 "I128": i128, [-(WIDEST as i128), -10, -9, 0, 1, 1 << 64, WIDEST as i128];
}}

/// The largest integer of 38 digits.
const WIDEST: u128 = 10_u128.pow(38) - 1;

pub async fn integers_of_every_width_are_sort_keys(target: &Target) -> Result<()> {
    integers::check(target).await
}

sorted! { reversed: S, "{part}", "{copy}" {
    U8 "U8": Reverse<u8>, [0, 9, 10, u8::MAX].map(Reverse);
    U16 "U16": Reverse<u16>, [0, 9, 10, u16::MAX].map(Reverse);
    U32 "U32": Reverse<u32>, [0, 9, 10, u32::MAX].map(Reverse);
    U64 "U64": Reverse<u64>, [0, 9, 10, u64::MAX].map(Reverse);
    Usize "USIZE": Reverse<usize>, [0, 9, 10, usize::MAX].map(Reverse);
    I8 "I8": Reverse<i8>, [i8::MIN, -10, -9, 0, 1, i8::MAX].map(Reverse);
    I16 "I16": Reverse<i16>, [i16::MIN, -10, -9, 0, 1, i16::MAX].map(Reverse);
    I32 "I32": Reverse<i32>, [i32::MIN, -10, -9, 0, 1, i32::MAX].map(Reverse);
    I64 "I64": Reverse<i64>, [i64::MIN, -10, -9, 0, 1, i64::MAX].map(Reverse);
    Isize "ISIZE": Reverse<isize>, [isize::MIN, -10, -9, 0, 1, isize::MAX].map(Reverse);
    U128 "U128": Reverse<u128>, [0, 9, 10, 1 << 64, WIDEST].map(Reverse);
    I128 "I128": Reverse<i128>, [-(WIDEST as i128), -10, -9, 0, WIDEST as i128].map(Reverse);
    Decimal "DECIMAL": Reverse<Number>, decimals().map(Reverse);
    Amount "AMOUNT": Reverse<rust_decimal::Decimal>, amounts().map(Reverse);
    Jiff "JIFF": Reverse<jiff::Timestamp>, times::<jiff::Timestamp>().map(Reverse);
    JiffTime "JIFF-TIME": Reverse<jiff::civil::DateTime>, naive::<jiff::civil::DateTime>().map(Reverse);
    JiffDate "JIFF-DATE": Reverse<jiff::civil::Date>, dates::<jiff::civil::Date>().map(Reverse);
    Chrono "CHRONO": Reverse<Utc>, times::<Utc>().map(Reverse);
    ChronoTime "CHRONO-TIME": Reverse<chrono::NaiveDateTime>, naive::<chrono::NaiveDateTime>().map(Reverse);
    ChronoDate "CHRONO-DATE": Reverse<chrono::NaiveDate>, dates::<chrono::NaiveDate>().map(Reverse);
}}

pub async fn reversed_parts_are_sort_keys_with_the_largest_first(target: &Target) -> Result<()> {
    reversed::check(target).await
}

sorted! { reversed_types: S, "{part}", "{copy}" {
    Flag "FLAG": Reverse<bool>, [false, true].map(Reverse);
    Character "CHARACTER": Reverse<char>, ['\0', '#', 'a', 'b', 'é', '\u{FFFF}', char::MAX].map(Reverse);
    Newtype "NEWTYPE": Reverse<Account>, [0, 1, u128::MAX].map(Uuid::from_u128).map(Account).map(Reverse);
    Level "LEVEL": Reverse<Urgency>, [Urgency::High, Urgency::Low, Urgency::Medium].map(Reverse);
}}

pub async fn reversed_newtypes_and_enums_are_sort_keys_with_the_last_first(target: &Target) -> Result<()> {
    reversed_types::check(target).await
}

sorted! { reversed_digits: S, "N#{part:06}#END", "{copy:04}" {
    U16 "U16": Reverse<u16>, [0, 9, 10, 99, 100, 9999].map(Reverse);
    I64 "I64": Reverse<i64>, [0, 9, 10, 99, 100, 9999].map(Reverse);
}}

sorted! { reversed_millis: S, "{part:millis}", "T#{copy:seconds}#END" {
    Jiff "JIFF": Reverse<jiff::Timestamp>, whole_seconds::<jiff::Timestamp>().map(Reverse);
    Chrono "CHRONO": Reverse<Utc>, whole_seconds::<Utc>().map(Reverse);
}}

pub async fn reversed_parts_are_written_with_as_many_digits_as_the_template_says(
    target: &Target,
) -> Result<()> {
    reversed_digits::check(target).await?;
    reversed_millis::check(target).await
}

fn whole_seconds<T: std::str::FromStr>() -> [T; 3] {
    parsed(["1969-12-31T23:59:59Z", "2026-11-20T09:30:00Z", "2026-11-20T09:30:01Z"])
}

sorted! { fractions: S, "{part}", "{copy}" {
    Decimal "DECIMAL": Number, decimals();
    Amount "AMOUNT": rust_decimal::Decimal, amounts();
    Single "F32": NotNan<f32>, [f32::MIN, -1.5, -1e-30, 0.0, 0.1, 1.0, f32::MAX].map(float);
    Double "F64": NotNan<f64>, [-1e125, -1.5, -1e-125, 0.0, 0.1, 0.3, 1e125].map(float);
}}

pub async fn decimals_and_floats_are_sort_keys(target: &Target) -> Result<()> {
    fractions::check(target).await
}

fn decimals() -> [Number; 8] {
    ["-9E+125", "-10", "-9.5", "-1E-130", "0", "0.01", "0.1", "9.9999999999999999999999999999999999999E+125"]
        .map(|text| Number::parse(text).unwrap())
}

fn amounts() -> [rust_decimal::Decimal; 8] {
    parsed([
        "-79228162514264337593543950335",
        "-10",
        "-9.5",
        "-0.0000000000000000000000000001",
        "0",
        "0.01",
        "0.1",
        "79228162514264337593543950335",
    ])
}

fn float<F: ordered_float::FloatCore>(float: F) -> NotNan<F> {
    NotNan::new(float).unwrap()
}

type Utc = chrono::DateTime<chrono::Utc>;

sorted! { points_in_time: S, "{part}", "{copy}" {
    Jiff "JIFF": jiff::Timestamp, times();
    JiffTime "JIFF-TIME": jiff::civil::DateTime, naive();
    JiffDate "JIFF-DATE": jiff::civil::Date, dates();
    JiffClock "JIFF-CLOCK": jiff::civil::Time, times_of_day();
    Chrono "CHRONO": Utc, times();
    ChronoTime "CHRONO-TIME": chrono::NaiveDateTime, naive();
    ChronoDate "CHRONO-DATE": chrono::NaiveDate, dates();
    ChronoClock "CHRONO-CLOCK": chrono::NaiveTime, times_of_day();
}}

pub async fn dates_and_times_are_sort_keys(target: &Target) -> Result<()> {
    points_in_time::check(target).await
}

fn parsed<T: std::str::FromStr, const N: usize>(texts: [&str; N]) -> [T; N] {
    texts.map(|text| text.parse().unwrap_or_else(|_| panic!("{text}")))
}

/// Their usual texts, without the zeros at the end of a second, do not sort.
fn times<T: std::str::FromStr>() -> [T; 6] {
    parsed([
        "0001-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999999Z",
        "2026-11-20T09:30:00Z",
        "2026-11-20T09:30:00.000000001Z",
        "2026-11-20T09:30:00.5Z",
        "9999-12-30T22:00:00Z",
    ])
}

fn naive<T: std::str::FromStr>() -> [T; 5] {
    parsed([
        "0000-01-01T00:00:00",
        "2026-11-20T09:30:00",
        "2026-11-20T09:30:00.000000001",
        "2026-11-20T09:30:00.5",
        "9999-12-31T23:59:59.999999999",
    ])
}

fn times_of_day<T: std::str::FromStr>() -> [T; 5] {
    parsed(["00:00:00", "09:30:00", "09:30:00.000000001", "09:30:00.5", "23:59:59.999999999"])
}

fn dates<T: std::str::FromStr>() -> [T; 5] {
    parsed(["0000-01-01", "1969-12-31", "2026-09-30", "2026-11-02", "9999-12-31"])
}

sorted! { seconds: S, "{part:seconds}", "{copy:seconds}" {
    Jiff "JIFF": jiff::Timestamp, whole_seconds();
    Chrono "CHRONO": Utc, whole_seconds();
}}

sorted! { millis: S, "{part:millis}", "{copy:millis}" {
    Jiff "JIFF": jiff::civil::DateTime, parsed(["2026-11-20T09:30:00", "2026-11-20T09:30:00.005", "2026-11-20T09:30:00.05"]);
    Chrono "CHRONO": chrono::NaiveDateTime, parsed(["2026-11-20T09:30:00", "2026-11-20T09:30:00.005", "2026-11-20T09:30:00.05"]);
}}

sorted! { micros: S, "{part:micros}", "{copy:micros}" {
    Jiff "JIFF": jiff::Timestamp, parsed(["2026-11-20T09:30:00Z", "2026-11-20T09:30:00.000001Z", "2026-11-20T09:30:00.5Z"]);
    Chrono "CHRONO": Utc, parsed(["2026-11-20T09:30:00Z", "2026-11-20T09:30:00.000001Z", "2026-11-20T09:30:00.5Z"]);
}}

sorted! { counted_seconds: S, "T#{part:seconds,012}", "{copy:millis,013}#END" {
    Jiff "JIFF": jiff::Timestamp, counted_times();
    Chrono "CHRONO": Utc, counted_times();
    LastJiff "LAST-JIFF": Reverse<jiff::Timestamp>, counted_times().map(Reverse);
    LastChrono "LAST-CHRONO": Reverse<Utc>, counted_times().map(Reverse);
}}

fn counted_times<T: std::str::FromStr>() -> [T; 4] {
    parsed(["1970-01-01T00:00:00Z", "1970-01-01T00:00:10Z", "2001-09-09T01:46:39Z", "2026-11-20T09:30:01Z"])
}

pub async fn times_are_sort_keys_with_digits_counted_since_1970(target: &Target) -> Result<()> {
    counted_seconds::check(target).await
}

pub async fn times_are_sort_keys_with_as_many_digits_as_the_template_says(target: &Target) -> Result<()> {
    seconds::check(target).await?;
    millis::check(target).await?;
    micros::check(target).await
}

sorted! { ids: S, "{part}", "{copy}" {
    OfUuid "UUID": Uuid, [0, 1, 0xff << 64, u128::MAX].map(Uuid::from_u128);
    OfUlid "ULID": Ulid, [0, 1, 31, 32, 0xff << 64, u128::MAX].map(Ulid);
    OfKsuid "KSUID": Ksuid, [0, 1, 61, 62, 255].map(ksuid);
    Newtype "NEWTYPE": Account, [0, 1, u128::MAX].map(Uuid::from_u128).map(Account);
}}

pub async fn ids_are_sort_keys(target: &Target) -> Result<()> {
    ids::check(target).await
}

fn ksuid(byte: u8) -> Ksuid {
    let mut bytes = [0; 20];
    (bytes[0], bytes[19]) = (byte / 100, byte);
    Ksuid::from_bytes(bytes)
}

/// A newtype of an id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, KeyPart)]
struct Account(Uuid);

sorted! { words: S, "{part}", "{copy}" {
    Flag "FLAG": bool, [false, true];
    Character "CHARACTER": char, ['0', 'Z', 'a', '{', 'é', '\u{ffff}', '😀'];
    Owned "TEXT": String, ["A", "AB", "Aa", "B", "a", "b#c", "é", "😀"].map(str::to_owned);
    Borrowed "COW": Cow<'static, str>, ["A", "Aa", "a", "é"].map(Cow::from);
    Boxed "BOX": Box<str>, ["A", "Aa", "a", "é"].map(Box::from);
    Level "LEVEL": Urgency, [Urgency::High, Urgency::Low, Urgency::Medium];
}}

/// An enum whose variants are declared in the order of their texts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, KeyPart)]
#[serde(rename_all = "UPPERCASE")]
enum Urgency {
    High,
    Low,
    Medium,
}

pub async fn flags_characters_texts_and_enums_are_sort_keys(target: &Target) -> Result<()> {
    words::check(target).await
}

sorted! { padded: S, "N#{part:06}#END", "{copy:04}" {
    U16 "U16": u16, [0, 9, 10, 99, 100, 9999];
    U64 "U64": u64, [0, 9, 10, 99, 100, 9999];
    I32 "I32": i32, [0, 9, 10, 99, 100, 9999];
}}

sorted! { between_literals: S, "A#{part}#Z", "a.{copy}.z" {
    U8 "U8": u8, [0, 9, 10, 100, u8::MAX];
    I64 "I64": i64, [i64::MIN, -1, 0, 1, i64::MAX];
    Newest "NEWEST": Reverse<u32>, [0, 1, u32::MAX].map(Reverse);
    Decimal "DECIMAL": Number, decimals();
    Flag "FLAG": bool, [false, true];
    Level "LEVEL": Urgency, [Urgency::High, Urgency::Low, Urgency::Medium];
    OfUuid "UUID": Uuid, [0, 1, u128::MAX].map(Uuid::from_u128);
    Date "DATE": jiff::civil::Date, dates();
}}

pub async fn a_part_between_literals_is_as_ordered_as_alone(target: &Target) -> Result<()> {
    padded::check(target).await?;
    between_literals::check(target).await
}

sorted! { numbers: N, "{part}", "{copy}" {
    U8 "U8": u8, [0, 9, 10, 99, 100, u8::MAX];
    U16 "U16": u16, [0, 9, 10, 255, 256, u16::MAX];
    U32 "U32": u32, [0, 9, 10, 65_536, u32::MAX];
    U64 "U64": u64, [0, 9, 10, 1 << 32, u64::MAX];
    Usize "USIZE": usize, [0, 9, 10, 1 << 16, usize::MAX];
    I8 "I8": i8, [i8::MIN, -10, -9, 0, 1, i8::MAX];
    I16 "I16": i16, [i16::MIN, -10, -9, 0, 1, i16::MAX];
    I32 "I32": i32, [i32::MIN, -10, -9, 0, 1, i32::MAX];
    I64 "I64": i64, [i64::MIN, -10, -9, 0, 1, i64::MAX];
    Isize "ISIZE": isize, [isize::MIN, -10, -9, 0, 1, isize::MAX];
    Decimal "DECIMAL": Number, decimals();
    Amount "AMOUNT": rust_decimal::Decimal, amounts();
    Single "F32": NotNan<f32>, [f32::MIN, -1.5, -1e-30, 0.0, 0.1, 1.0, f32::MAX].map(float);
    Double "F64": NotNan<f64>, [-1e125, -1.5, -1e-125, 0.0, 0.1, 0.3, 1e125].map(float);
}}

pub async fn numbers_of_every_type_are_sort_keys_of_type_n(target: &Target) -> Result<()> {
    numbers::check(target).await
}

sorted! { bytes: B, "{part}", "{copy}" {
    Owned "OWNED": Vec<u8>, octets().map(<[u8]>::to_vec);
    Shared "SHARED": Binary, octets().map(Binary::from);
    Array "ARRAY": [u8; 2], [[0, 0], [0, 1], [1, 0], [0x7f, 0xff], [0x80, 0]];
    OfUuid "UUID": Uuid, [0, 1, 0x7f << 120, 0x80 << 120, u128::MAX].map(Uuid::from_u128);
    OfUlid "ULID": Ulid, [0, 1, 0x7f << 120, 0x80 << 120, u128::MAX].map(Ulid);
    Newtype "NEWTYPE": Account, [0, 1, u128::MAX].map(Uuid::from_u128).map(Account);
}}

pub async fn bytes_of_every_type_are_sort_keys_of_type_b(target: &Target) -> Result<()> {
    bytes::check(target).await
}

const fn octets() -> [&'static [u8]; 5] {
    [&[0], &[0, 0], &[0, 0xff], &[1], &[0xff, 0xff]]
}
