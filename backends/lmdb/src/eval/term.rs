//! One side of a comparison: stored bytes or a constant, compared without copying either.

use std::cmp::Ordering;

use dynamo_model::value::{Number, Value, ValueKind, ValueRef};

/// A value that is present, wherever it lives.
#[derive(Clone, Copy)]
pub(super) enum Term<'a> {
    /// From the item, or computed.
    Stored(ValueRef<'a>),
    /// A constant of the expression.
    Given(&'a Value),
}

/// The types that have an order.
#[derive(Clone, Copy)]
pub(super) enum Scalar<'a> {
    S(&'a str),
    N(Number),
    B(&'a [u8]),
}

impl<'a> Term<'a> {
    /// Whether both are the same value: typed, deep, numbers by value, sets and maps in any order.
    pub(super) fn equals(self, other: Term<'_>) -> bool {
        match (self, other) {
            (Term::Stored(left), Term::Stored(right)) => left == right,
            (Term::Given(left), Term::Given(right)) => left == right,
            (Term::Stored(stored), Term::Given(given)) | (Term::Given(given), Term::Stored(stored)) => {
                same(stored, given)
            }
        }
    }

    /// Orders two values; values of different types, and types without an order, have none.
    pub(super) fn order(self, other: Term<'_>) -> Option<Ordering> {
        match (self.scalar()?, other.scalar()?) {
            (Scalar::S(left), Scalar::S(right)) => Some(left.cmp(right)),
            (Scalar::N(left), Scalar::N(right)) => Some(left.cmp(&right)),
            (Scalar::B(left), Scalar::B(right)) => Some(left.cmp(right)),
            _ => None,
        }
    }

    /// Returns the type of the value.
    pub(super) fn kind(self) -> ValueKind {
        match self {
            Term::Stored(value) => value.kind(),
            Term::Given(value) => value.kind(),
        }
    }

    /// Returns the value if it is of a type with an order.
    pub(super) fn scalar(self) -> Option<Scalar<'a>> {
        match self {
            Term::Stored(ValueRef::S(text)) => Some(Scalar::S(text)),
            Term::Stored(ValueRef::N(number)) => Some(Scalar::N(number)),
            Term::Stored(ValueRef::B(bytes)) => Some(Scalar::B(bytes)),
            Term::Given(Value::S(text)) => Some(Scalar::S(text)),
            Term::Given(Value::N(number)) => Some(Scalar::N(*number)),
            Term::Given(Value::B(bytes)) => Some(Scalar::B(bytes)),
            _ => None,
        }
    }
}

fn same(stored: ValueRef<'_>, given: &Value) -> bool {
    match (stored, given) {
        (ValueRef::S(left), Value::S(right)) => left == right,
        (ValueRef::N(left), Value::N(right)) => left == *right,
        (ValueRef::B(left), Value::B(right)) => left == right,
        (ValueRef::Bool(left), Value::Bool(right)) => left == *right,
        (ValueRef::Null, Value::Null) => true,
        (ValueRef::L(left), Value::L(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (ValueRef::M(left), Value::M(right)) => {
            left.len() == right.len()
                && left.iter().all(|(name, value)| right.get(name).is_some_and(|given| same(value, given)))
        }
        // Sets are sorted on both sides.
        (ValueRef::Ss(left), Value::Ss(right)) => left.iter().eq(right.iter().map(String::as_str)),
        (ValueRef::Ns(left), Value::Ns(right)) => left.iter().eq(right.iter().copied()),
        (ValueRef::Bs(left), Value::Bs(right)) => left.iter().eq(right.iter().map(Vec::as_slice)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dynamo_model::value::Item;
    use proptest::prelude::*;

    fn number() -> impl Strategy<Value = Number> {
        (-1000i64..1000).prop_map(Number::from)
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            "[ab]{0,2}".prop_map(Value::S),
            number().prop_map(Value::N),
            prop::collection::vec(0u8..2, 0..2).prop_map(Value::B),
            any::<bool>().prop_map(Value::Bool),
            Just(Value::Null),
            prop::collection::btree_set("[ab]{0,2}", 1..3).prop_map(Value::Ss),
            prop::collection::btree_set(number(), 1..3).prop_map(Value::Ns),
            prop::collection::btree_set(prop::collection::vec(0u8..2, 0..2), 1..3).prop_map(Value::Bs),
        ];
        leaf.prop_recursive(3, 12, 3, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..3).prop_map(Value::L),
                prop::collection::btree_map("[ab]{1,2}", inner, 0..3).prop_map(Value::M),
            ]
        })
    }

    proptest! {
        #[test]
        fn stored_and_given_values_compare_alike(left in value(), right in value()) {
            let item = Item::from_iter([("left", left.clone()), ("right", right.clone())]);
            let stored = |name| Term::Stored(item.get(name).unwrap());
            let expected = left == right;
            prop_assert_eq!(stored("left").equals(Term::Given(&right)), expected);
            prop_assert_eq!(Term::Given(&left).equals(stored("right")), expected);
            prop_assert_eq!(stored("left").equals(stored("right")), expected);
            prop_assert!(stored("left").equals(Term::Given(&left)));
            prop_assert_eq!(stored("left").order(Term::Given(&right)), Term::Given(&left).order(stored("right")));
        }
    }

    #[test]
    fn values_of_different_types_have_no_order() {
        let (one, text) = (Value::from(1), Value::from("1"));
        assert_eq!(Term::Given(&one).order(Term::Given(&text)), None);
        assert_eq!(Term::Given(&Value::Null).order(Term::Given(&Value::Null)), None);
    }
}
