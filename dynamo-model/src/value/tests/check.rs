//! What the service refuses to store.

use std::collections::{BTreeMap, BTreeSet};

use crate::value::{Item, PackedValue, Value, ValueError, ValueKind};

fn check(value: Value) -> Result<(), ValueError> {
    Item::from_iter([("a", value)]).check()
}

/// Wraps `value` in lists and maps in turn.
fn nested(containers: usize, value: Value) -> Value {
    (0..containers).fold(value, |inner, level| match level % 2 {
        0 => Value::L(vec![inner]),
        _ => Value::M(BTreeMap::from([("k".to_owned(), inner)])),
    })
}

#[test]
fn a_scalar_inside_31_containers_passes_and_inside_32_fails() {
    assert_eq!(nested(31, Value::Null).depth(), 32);
    assert_eq!(check(nested(31, Value::Null)), Ok(()));
    assert_eq!(check(nested(32, Value::Null)), Err(ValueError::Nesting));
    assert_eq!(check(nested(32, Value::L(Vec::new()))), Err(ValueError::Nesting));
    let alone = PackedValue::from(nested(32, Value::Null));
    assert_eq!(alone.view().check(), Err(ValueError::Nesting));
}

#[test]
fn empty_sets_fail_at_any_depth_with_the_messages_of_their_kinds() {
    let cases = [
        (
            Value::Ss(BTreeSet::new()),
            ValueKind::Ss,
            "One or more parameter values were invalid: An string set  may not be empty",
        ),
        (
            Value::Ns(BTreeSet::new()),
            ValueKind::Ns,
            "One or more parameter values were invalid: An number set  may not be empty",
        ),
        (
            Value::Bs(BTreeSet::new()),
            ValueKind::Bs,
            "One or more parameter values were invalid: Binary sets should not be empty",
        ),
    ];
    for (set, kind, message) in cases {
        let error = check(nested(3, set)).unwrap_err();
        assert_eq!(error, ValueError::EmptySet(kind));
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn names_have_from_1_to_65535_bytes() {
    let named = |name: &str| Item::from_iter([(name, Value::Null)]);
    assert_eq!(named("").check(), Err(ValueError::EmptyName));
    assert_eq!(named(&"x".repeat(65_535)).check(), Ok(()));
    assert_eq!(named(&"x".repeat(65_536)).check(), Err(ValueError::NameTooLong));
    let inside = Value::M(BTreeMap::from([(String::new(), Value::Null)]));
    assert_eq!(check(inside), Err(ValueError::EmptyName));
}

#[test]
fn empty_strings_bytes_lists_maps_and_members_pass() {
    for value in [
        Value::from(""),
        Value::B(Vec::new()),
        Value::L(Vec::new()),
        Value::M(BTreeMap::new()),
        Value::from(BTreeSet::from([String::new()])),
        Value::from(BTreeSet::from([Vec::<u8>::new()])),
    ] {
        assert_eq!(check(value.clone()), Ok(()), "{value:?}");
    }
}
