use std::cmp::Ordering;
use std::hash::{DefaultHasher, Hash, Hasher};

use proptest::prelude::*;

use super::*;

fn parse(text: &str) -> Number {
    Number::parse(text).unwrap()
}

fn error(text: &str) -> NumberError {
    Number::parse(text).unwrap_err()
}

#[test]
fn normal_form_is_plain_decimal() {
    for (text, normal) in [
        ("0", "0"),
        ("-0", "0"),
        ("0e125", "0"),
        ("0.0e126", "0"),
        ("0e-130", "0"),
        ("1.0", "1"),
        ("+1", "1"),
        ("01", "1"),
        ("-1", "-1"),
        ("1e3", "1000"),
        ("1E+3", "1000"),
        (".5", "0.5"),
        ("-.5", "-0.5"),
        ("5.", "5"),
        ("1.e5", "100000"),
        ("0001.23", "1.23"),
        ("0042.1200", "42.12"),
        ("3.14159", "3.14159"),
        ("123456", "123456"),
        ("1e-20", "0.00000000000000000001"),
        ("100e-2", "1"),
        ("1001e-2", "10.01"),
        ("0.00000e125", "0"),
    ] {
        assert_eq!(parse(text).to_string(), normal, "{text}");
    }
    assert_eq!(parse("1E125").to_string(), format!("1{}", "0".repeat(125)));
    assert_eq!(parse("1e-130").to_string(), format!("0.{}1", "0".repeat(129)));
}

#[test]
fn longest_texts_fit_the_buffer() {
    let nines = "9".repeat(38);
    let smallest = format!("-0.{}1{}1", "0".repeat(129), "0".repeat(36));
    assert_eq!(parse(&smallest).to_string(), smallest);
    let largest = format!("-{nines}e88");
    assert_eq!(parse(&largest).to_string(), format!("-{nines}{}", "0".repeat(88)));
}

#[test]
fn text_that_is_no_number_is_refused_with_the_text() {
    for text in [
        "",
        " ",
        " 1",
        "1 ",
        "1\n",
        "NaN",
        "Infinity",
        "-inf",
        "0x10",
        "1_0",
        "1.2.3",
        "1e",
        "1e+",
        "+e2",
        "e2",
        ".e2",
        "--1",
        "+-1",
        ".",
        "-",
        "+",
        "1e1.5",
        "1e2e3",
        "ten",
        "١",
        "1e9223372036854775808",
        "1e-9223372036854775809",
    ] {
        assert_eq!(error(text), NumberError::NotNumeric(text.to_owned()), "{text}");
    }
    assert_eq!(error("").to_string(), "The parameter cannot be converted to a numeric value: ");
}

#[test]
fn magnitude_is_bounded_on_both_sides_even_for_zero() {
    let nines = "9".repeat(38);
    for text in ["1e126", "-1e126", "0e126", "0e200", "1e2147483647", "1e9223372036854775807", "00e126"] {
        assert_eq!(error(text), NumberError::Overflow, "{text}");
    }
    for text in ["1e-131", "-1e-131", "0e-131", "0.00e-129", "0.1e-130", "1e-9223372036854775808"] {
        assert_eq!(error(text), NumberError::Underflow, "{text}");
    }
    assert_eq!(parse(&format!("{nines}e88")).mantissa(), 10i128.pow(38) - 1);
    assert_eq!(error(&format!("{nines}e89")), NumberError::Overflow);
    assert_eq!(parse(&format!("{}e-130", "1.0")).exponent(), -130);
}

#[test]
fn significant_digits_stop_at_38() {
    let digits = "12345678901234567890123456789012345678";
    assert_eq!(parse(&format!("{digits}0")).size(), 20);
    assert_eq!(parse(&format!("000{digits}")).to_string(), digits);
    assert_eq!(parse(&format!("0.000{digits}000")).size(), 20);
    assert_eq!(error(&format!("{digits}1")), NumberError::Precision);
    assert_eq!(error(&format!("-1.{digits}")), NumberError::Precision);
    assert_eq!(error(&format!("1{}1", "0".repeat(37))), NumberError::Precision);
    assert_eq!(parse(&format!("1{}1", "0".repeat(36))).mantissa(), 10i128.pow(37) + 1);
    // Length alone is no reason to refuse.
    assert_eq!(parse(&format!("{}5.{}", "0".repeat(4000), "0".repeat(4000))), Number::from(5));
}

#[test]
fn size_counts_digit_pairs_on_each_side_of_the_point() {
    for (text, size) in [
        ("0", 1),
        ("1", 2),
        ("12", 2),
        ("123", 3),
        ("-1", 3),
        ("1E125", 2),
        ("1e3", 2),
        ("0.0000001", 2),
        ("1e-130", 2),
        ("123456", 4),
        ("3.14159", 5),
        ("10.01", 3),
        ("100.5", 4),
        ("-0.5", 3),
        ("99999999999999999999999999999999999999", 20),
    ] {
        assert_eq!(parse(text).size(), size, "{text}");
    }
}

#[test]
fn order_is_numeric_across_signs_and_scales() {
    let sorted = [
        "-1e125",
        "-10",
        "-9.99",
        "-1",
        "-0.1",
        "-1e-130",
        "0",
        "1e-130",
        "0.1",
        "0.11",
        "1",
        "9.99",
        "10",
        "12345678901234567890123456789012345678",
        "1e125",
    ];
    for (i, left) in sorted.iter().enumerate() {
        for (j, right) in sorted.iter().enumerate() {
            assert_eq!(parse(left).cmp(&parse(right)), i.cmp(&j), "{left} against {right}");
        }
    }
}

#[test]
fn sums_that_need_more_than_38_digits_overflow() {
    let nines = "9".repeat(38);
    assert_eq!(parse("1e50").checked_add(Number::from(1)), Err(NumberError::Overflow));
    assert_eq!(parse("1e125").checked_add(parse("-1e-130")), Err(NumberError::Overflow));
    assert_eq!(parse(&nines).checked_add(Number::from(1)).unwrap(), parse("1e38"));
    assert_eq!(parse(&nines).checked_add(Number::from(2)), Err(NumberError::Overflow));
    assert_eq!(parse("9e125").checked_add(parse("1e125")), Err(NumberError::Overflow));
    // The shifted operand is past 38 digits, the difference is not.
    let difference = parse("15e37").checked_sub(parse(&nines)).unwrap();
    assert_eq!(difference, parse("50000000000000000000000000000000000001"));
    assert_eq!(parse("1.1e-130").checked_sub(parse("1e-130")), Err(NumberError::Underflow));
    assert_eq!(parse("1").checked_sub(parse("1.000")).unwrap(), Number::ZERO);
}

#[test]
fn integers_convert_only_when_exact() {
    assert_eq!(Number::from(i64::MIN).to_i64(), Some(i64::MIN));
    assert_eq!(Number::from(u64::MAX).to_u64(), Some(u64::MAX));
    assert_eq!(Number::from(u64::MAX).to_i64(), None);
    assert_eq!(Number::from(-1).to_u128(), None);
    assert_eq!(parse("1.5").to_i64(), None);
    assert_eq!(parse("1e38").to_i128(), Some(10i128.pow(38)));
    assert_eq!(parse("2e38").to_i128(), None);
    assert_eq!(parse("2e38").to_u128(), Some(2 * 10u128.pow(38)));
    assert_eq!(parse("1e125").to_u128(), None);
    assert_eq!(Number::from(1200u16).mantissa(), 12);
    assert_eq!(Number::try_from(i128::MIN), Err(NumberError::Precision));
    assert_eq!(Number::try_from(u128::MAX), Err(NumberError::Precision));
    assert_eq!(Number::try_from(10u128.pow(38)).unwrap(), parse("1e38"));
    assert!(parse("1e5").is_integer() && !parse("0.5").is_integer());
}

#[test]
fn floats_take_their_shortest_text() {
    assert_eq!(Number::try_from(0.1f64).unwrap(), parse("0.1"));
    assert_eq!(Number::try_from(0.1f32).unwrap(), parse("0.1"));
    assert_eq!(Number::try_from(-0.0f64).unwrap(), Number::ZERO);
    assert_eq!(Number::try_from(f64::MAX), Err(NumberError::Overflow));
    assert_eq!(Number::try_from(f64::MIN_POSITIVE), Err(NumberError::Underflow));
    assert!(matches!(Number::try_from(f64::NAN), Err(NumberError::NotNumeric(_))));
    assert!(matches!(Number::try_from(f32::NEG_INFINITY), Err(NumberError::NotNumeric(_))));
}

#[test]
fn display_honours_width_and_sign() {
    assert_eq!(
        format!("{:>6}|{:<5}|{:+}|{:06}", parse("1.5"), parse("2"), parse("3"), parse("-4.5")),
        "   1.5|2    |+3|-004.5"
    );
}

#[test]
fn serde_of_other_formats_reads_numbers_and_text() {
    assert_eq!(serde_json::from_str::<Number>("12").unwrap(), Number::from(12));
    assert_eq!(serde_json::from_str::<Number>("-12.50").unwrap(), parse("-12.5"));
    assert_eq!(serde_json::from_str::<Number>("\"1e3\"").unwrap(), Number::from(1000));
    assert_eq!(serde_json::to_string(&parse("1.50")).unwrap(), "\"1.5\"");
    assert!(serde_json::from_str::<Number>("\"x\"").is_err());
    assert!(serde_json::from_str::<Number>("true").is_err());
}

/// Any number, every magnitude about as likely.
pub(crate) fn any_number() -> impl Strategy<Value = Number> {
    let digits = (1u32..=38, any::<u128>()).prop_map(|(count, seed)| (seed % 10u128.pow(count)) as i128);
    (digits, -167i32..=125, any::<bool>()).prop_map(|(digits, exponent, negative)| {
        let mantissa = if negative { -digits } else { digits };
        Number::from_parts(mantissa, exponent).unwrap_or_else(|_| Number::from_parts(mantissa, -20).unwrap())
    })
}

/// Numbers close enough for sums to be exact.
fn near_number() -> impl Strategy<Value = Number> {
    (-(10i128.pow(18))..10i128.pow(18), -8i32..8)
        .prop_map(|(mantissa, exponent)| Number::from_parts(mantissa, exponent).unwrap())
}

/// A fixed-point integer: sign and decimal digits, in units of 10^-170, most significant first.
fn fixed_point(number: Number) -> (bool, Vec<u8>) {
    let text = number.to_string();
    let (whole, fraction) =
        text.trim_start_matches('-').split_once('.').unwrap_or((text.trim_start_matches('-'), ""));
    let padded = format!("{whole:0>130}{fraction:0<170}");
    (text.starts_with('-'), padded.bytes().map(|byte| byte - b'0').collect())
}

fn add_digits(left: &[u8], right: &[u8]) -> Vec<u8> {
    let mut carry = 0;
    let mut sum: Vec<u8> = left
        .iter()
        .zip(right)
        .rev()
        .map(|(l, r)| {
            let digit = l + r + carry;
            carry = digit / 10;
            digit % 10
        })
        .collect();
    sum.reverse();
    sum
}

fn subtract_digits(left: &[u8], right: &[u8]) -> Vec<u8> {
    let mut borrow = 0;
    let mut difference: Vec<u8> = left
        .iter()
        .zip(right)
        .rev()
        .map(|(l, r)| {
            let digit = 10 + l - r - borrow;
            borrow = u8::from(digit < 10);
            digit % 10
        })
        .collect();
    difference.reverse();
    difference
}

fn long_addition(left: Number, right: Number) -> (bool, Vec<u8>) {
    let (left, right) = (fixed_point(left), fixed_point(right));
    if left.0 == right.0 {
        return (left.0, add_digits(&left.1, &right.1));
    }
    let (large, small) = if left.1 >= right.1 { (left, right) } else { (right, left) };
    let difference = subtract_digits(&large.1, &small.1);
    (large.0 && difference.iter().any(|&digit| digit != 0), difference)
}

fn exact_order(left: Number, right: Number) -> Ordering {
    match (fixed_point(left), fixed_point(right)) {
        ((false, l), (false, r)) => l.cmp(&r),
        ((true, l), (true, r)) => r.cmp(&l),
        ((left, _), (right, _)) => right.cmp(&left),
    }
}

/// How many digits a fixed-point value needs, ends trimmed.
fn significant(digits: &[u8]) -> usize {
    let first = digits.iter().position(|&digit| digit != 0);
    let last = digits.iter().rposition(|&digit| digit != 0);
    first.zip(last).map_or(0, |(first, last)| last - first + 1)
}

proptest! {
    #[test]
    fn text_reads_back_as_the_same_number(number in any_number()) {
        prop_assert_eq!(parse(&number.to_string()), number);
        let scientific = format!("{}e{}", number.mantissa(), number.exponent());
        prop_assert_eq!(parse(&scientific), number);
    }

    #[test]
    fn order_is_the_order_of_exact_values(left in any_number(), right in any_number()) {
        prop_assert_eq!(left.cmp(&right), exact_order(left, right));
    }

    #[test]
    fn equal_values_are_equal_and_hash_alike(mantissa in -(10i128.pow(20))..10i128.pow(20), zeros in 0u32..15) {
        let hash = |number: Number| {
            let mut hasher = DefaultHasher::new();
            number.hash(&mut hasher);
            hasher.finish()
        };
        let short = Number::from_parts(mantissa, 0).unwrap();
        let long = Number::from_parts(mantissa * 10i128.pow(zeros), -(zeros as i32)).unwrap();
        prop_assert_eq!(short, long);
        prop_assert_eq!(hash(short), hash(long));
    }

    #[test]
    fn near_sums_equal_long_addition(left in near_number(), right in near_number()) {
        prop_assert_eq!(fixed_point(left.checked_add(right).unwrap()), long_addition(left, right));
        prop_assert_eq!(fixed_point(left.checked_sub(right).unwrap()), long_addition(left, -right));
    }

    #[test]
    fn any_sum_is_exact_or_refused(left in any_number(), right in any_number()) {
        let expected = long_addition(left, right);
        match left.checked_add(right) {
            Ok(sum) => prop_assert_eq!(fixed_point(sum), expected),
            Err(NumberError::Underflow) => prop_assert!(expected.1[..260].iter().all(|&digit| digit == 0)),
            Err(_) => prop_assert!(significant(&expected.1) > 38 || expected.1[..4].iter().any(|&digit| digit != 0)),
        }
    }

    #[test]
    fn floats_read_back_as_themselves(bits in any::<u64>()) {
        let float = f64::from_bits(bits);
        if let Ok(number) = Number::try_from(float) {
            prop_assert_eq!(number.to_f64(), float);
        }
    }

    #[test]
    fn short_floats_take_the_text_the_standard_library_prints(digits in -(10i64.pow(16))..10i64.pow(16), places in 0i32..12) {
        let float = digits as f64 / 10f64.powi(places);
        prop_assert_eq!(Number::try_from(float).unwrap(), parse(&format!("{float:e}")));
    }

    #[test]
    fn nearest_float_matches_the_standard_parser(number in any_number(), near in near_number()) {
        for number in [number, near] {
            prop_assert_eq!(number.to_f64(), number.to_string().parse::<f64>().unwrap());
            prop_assert_eq!(number.to_f32(), number.to_string().parse::<f32>().unwrap());
        }
    }

    #[test]
    fn halves_between_single_floats_are_rounded_once(bits in 0x3000_0000..0x5000_0000_u32, beyond in -2..=2_i128) {
        // Digits on either side of what is halfway between two neighbours, closer than a double tells apart.
        let [low, high] = [bits, bits + 1].map(|bits| f64::from(f32::from_bits(bits)));
        let near = Number::try_from((low + high) / 2.0).unwrap();
        if let Ok(number) = Number::from_parts(near.mantissa() * 1000 + beyond, i32::from(near.exponent()) - 3) {
            prop_assert_eq!(number.to_f32(), number.to_string().parse::<f32>().unwrap());
        }
    }

    #[test]
    fn integers_keep_their_value(signed in any::<i64>(), unsigned in any::<u64>()) {
        prop_assert_eq!(Number::from(signed).to_i64(), Some(signed));
        prop_assert_eq!(Number::from(unsigned).to_u64(), Some(unsigned));
        prop_assert_eq!(Number::from(signed), parse(&signed.to_string()));
    }

    #[test]
    fn no_text_panics(text in "[-+.eE0-9 x]{0,60}") {
        let _ = Number::parse(&text);
    }
}
