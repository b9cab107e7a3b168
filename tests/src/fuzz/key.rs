//! Parts of keys, from text and from numbers.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::fmt::Debug;

use arbitrary::{Arbitrary, Unstructured};
use dynamo_model::Cursor;
use dynamo_model::KeyPart;
use dynamo_model::value::{Binary, Number};

use super::tree;

/// Takes bytes for the text of every kind of key part, and for two values of it: what reads must write the same text,
/// and text must sort as values do.
pub fn key_decode(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    check_cursor(&text);
    assert_eq!(String::read(&text).as_deref(), Some(&*text));
    assert_eq!(Cow::read(&text).as_deref(), Some(&*text));
    check_text::<char>(&text);
    check_text::<bool>(&text);
    check_text::<Number>(&text);
    check_text::<Reverse<Number>>(&text);
    check_text::<Reverse<char>>(&text);
    check_text::<Reverse<bool>>(&text);
    if let Some(bytes) = Binary::from_binary(data) {
        assert_eq!(bytes.binary().as_deref(), Some(data));
    }
    let mut input = Unstructured::new(data);
    integers(&text, &mut input);
    pair::<Number, _>(&mut input, number);
    pair::<Reverse<Number>, _>(&mut input, |parts| Reverse(number(parts)));
    pair::<char, _>(&mut input, |value: char| value);
    pair::<bool, _>(&mut input, |value: bool| value);
    pair::<Reverse<char>, _>(&mut input, |value: char| Reverse(value));
    pair::<Reverse<bool>, _>(&mut input, |value: bool| Reverse(value));
    pair::<String, _>(&mut input, |value: String| value);
}

macro_rules! each_integer {
    ($text:ident, $input:ident: $($int:ty)*) => {$(
        check_text::<$int>($text);
        check_text::<Reverse<$int>>($text);
        pair::<$int, _>($input, |value: $int| value);
        pair::<Reverse<$int>, _>($input, |value: $int| Reverse(value));
        check_number::<$int>($input);
    )*};
}

fn integers(text: &str, input: &mut Unstructured<'_>) {
    each_integer!(text, input: u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);
}

/// Makes a number, zero of what is beyond the bounds.
fn number((mantissa, exponent): (i128, i8)) -> Number {
    Number::from_parts(mantissa, exponent.into()).unwrap_or_default()
}

fn written(part: &impl KeyPart) -> String {
    let mut text = String::new();
    part.write(&mut text);
    text
}

/// What reads is the text of the value it reads as, and of no other.
fn check_text<P: KeyPart + Debug>(text: &str) {
    if let Some(part) = P::read(text) {
        assert_eq!(written(&part), text, "{part:?}");
    }
}

/// Texts, and numbers where there are any, are equal and sorted as the values are.
fn pair<'a, P, A>(input: &mut Unstructured<'a>, part: fn(A) -> P)
where
    P: KeyPart + Ord + Debug,
    A: Arbitrary<'a>,
{
    let (Ok(one), Ok(two)) = (input.arbitrary().map(part), input.arbitrary().map(part)) else { return };
    let texts = [written(&one), written(&two)];
    assert_eq!(texts[0].cmp(&texts[1]), one.cmp(&two), "{one:?}, {two:?}");
    if let (Some(first), Some(second)) = (one.number(), two.number()) {
        assert!(P::SHAPE.reversed || first.cmp(&second) == one.cmp(&two), "{one:?}, {two:?}");
        assert_eq!(P::from_number(first).as_ref(), Some(&one));
    }
    for (part, text) in [one, two].iter().zip(&texts) {
        assert_eq!(P::read(text).as_ref(), Some(part));
        assert!(P::SHAPE.width.is_none_or(|width| width == text.len()));
    }
}

/// A number is read only by the types that hold it.
fn check_number<P: KeyPart>(input: &mut Unstructured<'_>) {
    let Ok(number) = tree::number(input) else { return };
    if let Some(part) = P::from_number(number) {
        assert_eq!(part.number(), Some(number));
    }
}

fn check_cursor(text: &str) {
    if let Ok(cursor) = text.parse::<Cursor>() {
        assert_eq!((cursor.as_str(), cursor.to_string().as_str()), (text, text));
    }
}
