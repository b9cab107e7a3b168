use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use super::*;
use crate::value::{Number, Value};

fn of<T: Serialize>(number: T) -> Value {
    Value::from_serialize(&number).unwrap()
}

fn number(text: &str) -> Value {
    Value::N(text.parse().unwrap())
}

#[test]
fn every_integer_type_keeps_its_extremes() {
    assert_eq!(of(i64::MIN).deserialize::<i64>().unwrap(), i64::MIN);
    assert_eq!(of(u64::MAX).deserialize::<u64>().unwrap(), u64::MAX);
    let widest = 10u128.pow(38) - 1;
    assert_eq!(of(widest), number(&widest.to_string()));
    assert_eq!(of(widest).deserialize::<u128>().unwrap(), widest);
    assert_eq!(of(-(widest as i128)).deserialize::<i128>().unwrap(), -(widest as i128));
    assert_eq!(of(7u8).deserialize::<i128>().unwrap(), 7);
    assert_eq!(
        refusal(&BTreeMap::from([("a", u128::MAX)])),
        "attribute `a`: Attempting to store more than 38 significant digits in a Number"
    );
}

#[test]
fn narrow_integers_refuse_what_does_not_fit() {
    let error = |value: Value| value.deserialize::<u8>().unwrap_err().to_string();
    assert_eq!(error(number("256")), "invalid value: integer `256`, expected u8");
    assert_eq!(error(number("-1")), "invalid value: integer `-1`, expected u8");
    assert_eq!(error(number("1.5")), "invalid type: floating point `1.5`, expected u8");
    assert_eq!(error(Value::from("1")), "invalid type: string \"1\", expected u8");
    assert_eq!(number("2.50e2").deserialize::<u8>().unwrap(), 250);
    assert!(number("1e50").deserialize::<i128>().is_err());
    assert!(number("0.5").deserialize::<u128>().is_err());
}

#[test]
fn floats_are_numbers_and_nan_is_none() {
    assert_eq!(of(0.1f32), number("0.1"));
    assert_eq!(of(1e21f64), number("1e21"));
    assert_eq!(number("3").deserialize::<f64>().unwrap(), 3.0);
    assert_eq!(number("0.1").deserialize::<f32>().unwrap(), 0.1);
    assert!(Value::from_serialize(&f64::NAN).is_err());
    assert_eq!(
        refusal(&BTreeMap::from([("x", [1.0, f64::INFINITY])])),
        "attribute `x[1]`: The parameter cannot be converted to a numeric value: inf"
    );
}

#[test]
fn exact_numbers_stay_exact_in_structs() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Account {
        balance: Number,
        limits: Vec<Number>,
        none: Option<Number>,
    }
    let exact = "-12345678901234567890123456789.012345678";
    assert_item(
        Account {
            balance: exact.parse().unwrap(),
            limits: vec![1.into(), "1e-130".parse().unwrap()],
            none: None,
        },
        &format!(r#"{{"balance":{{"N":"{exact}"}},"limits":{{"L":[{{"N":"1"}},{{"N":"1e-130"}}]}}}}"#),
    );
    // Text that is a number is taken for one, as other formats write it.
    assert_eq!(Value::from("1.5").deserialize::<Number>().unwrap(), "1.5".parse().unwrap());
    assert!(Value::from("x").deserialize::<Number>().is_err());
    assert!(Value::Null.deserialize::<Number>().is_err());
}

#[test]
fn serde_puts_exact_numbers_aside_without_loss() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "kind")]
    enum Inside {
        Exact { number: Number, among: Vec<Number>, maybe: Option<Number> },
        Any(BTreeMap<String, Value>),
    }
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(untagged)]
    enum Untagged {
        Small(u64),
        Text(String),
        Struct { a: u8 },
        Exact(Number),
    }
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Holder {
        inside: Inside,
        untagged: Untagged,
        #[serde(flatten)]
        rest: BTreeMap<String, Number>,
    }
    let exact: Number = "-12345678901234567890123456789.012345678".parse().unwrap();
    let of = |inside| Holder { inside, untagged: Untagged::Exact(exact), rest: [("x".into(), exact)].into() };
    let several = Inside::Exact { number: exact, among: vec![1.into(), exact], maybe: Some(exact) };
    for holder in [of(several), of(Inside::Any([("n".into(), Value::N(exact))].into()))] {
        let stored = Item::from_serialize(&holder).unwrap();
        assert_eq!(stored.deserialize::<Holder>().unwrap(), holder);
    }
}

#[test]
fn a_number_too_wide_for_its_type_is_refused_by_what_it_is() {
    let wide = number("12345678901234567890123456789");
    let error = wide.deserialize::<u64>().unwrap_err().to_string();
    assert_eq!(error, "invalid value: number `12345678901234567890123456789`, expected u64");
    let error = wide.deserialize::<String>().unwrap_err().to_string();
    assert_eq!(error, "invalid value: number `12345678901234567890123456789`, expected a string");
    assert!(wide.deserialize::<BTreeMap<String, Value>>().is_err(), "nothing else is taken for one");
}

proptest! {
    #[test]
    fn floats_round_trip(double in any::<u64>(), single in any::<u32>()) {
        let double = f64::from_bits(double);
        if let Ok(value) = Value::from_serialize(&double) {
            prop_assert_eq!(value.deserialize::<f64>().unwrap(), double);
        }
        let single = f32::from_bits(single);
        if let Ok(value) = Value::from_serialize(&single) {
            prop_assert_eq!(value.deserialize::<f32>().unwrap(), single);
        }
    }

    #[test]
    fn wide_integers_round_trip(signed in any::<i128>(), unsigned in any::<u128>()) {
        let (signed, unsigned) = (signed >> 2, unsigned >> 2);
        prop_assert_eq!(of(signed).deserialize::<i128>().unwrap(), signed);
        prop_assert_eq!(of(unsigned).deserialize::<u128>().unwrap(), unsigned);
    }
}
