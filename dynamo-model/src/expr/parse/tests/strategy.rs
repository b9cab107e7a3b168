//! Trees that an expression can be written for.

use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::expr::{
    Comparison, Condition, KeyCondition, Operand, Path, Projection, SetAction, SetOperand, SetValue,
    SortRange, Update,
};
use crate::value::{Number, Value, ValueKind};

fn name() -> impl Strategy<Value = String> {
    prop_oneof!["[a-c]", "name", "\\PC{1,3}"]
}

pub(super) fn path() -> impl Strategy<Value = Path> {
    let element = prop_oneof![name().prop_map(Ok), (0..=i32::MAX.unsigned_abs()).prop_map(Err)];
    (name(), prop::collection::vec(element, 0..3)).prop_map(|(root, rest)| {
        rest.into_iter().fold(Path::attribute(root), |path, element| match element {
            Ok(name) => path.key(name),
            Err(index) => path.index(index),
        })
    })
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        "\\PC{0,3}".prop_map(Value::S),
        any::<i32>().prop_map(|number| Value::N(Number::from(number))),
        prop::collection::vec(any::<u8>(), 0..3).prop_map(Value::B),
        any::<bool>().prop_map(Value::Bool),
        Just(Value::Null),
        Just(Value::L(vec![Value::Null, Value::from("SS")])),
        Just(Value::Ss(BTreeSet::from(["a".to_owned()]))),
    ]
}

fn operand() -> BoxedStrategy<Operand> {
    prop_oneof![
        3 => path().prop_map(Operand::Path),
        3 => value().prop_map(Operand::Value),
        1 => path().prop_map(Operand::Size),
        1 => value().prop_map(Operand::SizeOfValue),
    ]
    .boxed()
}

fn comparison() -> impl Strategy<Value = Comparison> {
    prop::sample::select(vec![
        Comparison::Eq,
        Comparison::Ne,
        Comparison::Lt,
        Comparison::Le,
        Comparison::Gt,
        Comparison::Ge,
    ])
}

/// Boxed, like operands: unoptimised, the tree of strategies is too large for a thread's stack.
fn clause() -> BoxedStrategy<Condition> {
    prop_oneof![
        (comparison(), operand(), operand()).prop_map(|(op, left, right)| Condition::Compare {
            op,
            left,
            right
        }),
        (operand(), operand(), operand()).prop_map(|(operand, low, high)| Condition::Between {
            operand,
            low,
            high
        }),
        (operand(), prop::collection::vec(operand(), 1..4))
            .prop_map(|(operand, list)| Condition::In { operand, list }),
        path().prop_map(Condition::Exists),
        path().prop_map(Condition::NotExists),
        (operand(), prop::sample::select(ValueKind::ALL.to_vec()))
            .prop_map(|(operand, kind)| Condition::Type(operand, kind)),
        (operand(), operand()).prop_map(|(whole, prefix)| Condition::BeginsWith(whole, prefix)),
        (operand(), operand()).prop_map(|(whole, part)| Condition::Contains(whole, part)),
    ]
    .boxed()
}

pub(super) fn condition() -> impl Strategy<Value = Condition> {
    clause().prop_recursive(5, 16, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(left, right)| left.and(right)),
            (inner.clone(), inner.clone()).prop_map(|(left, right)| left.or(right)),
            inner.prop_map(|inner| !inner),
        ]
    })
}

pub(super) fn key_condition() -> impl Strategy<Value = KeyCondition> {
    let range = prop_oneof![
        value().prop_map(SortRange::Lt),
        value().prop_map(SortRange::Le),
        value().prop_map(SortRange::Gt),
        value().prop_map(SortRange::Ge),
        (value(), value()).prop_map(|(low, high)| SortRange::Between(low, high)),
        value().prop_map(SortRange::BeginsWith),
    ];
    let equals = prop::collection::vec((name(), value()), 0..3);
    let ranges = prop::collection::vec((name(), range), 0..3);
    ((name(), value()), equals, ranges).prop_map(|((name, value), equals, ranges)| {
        let start = KeyCondition::partition(name, value);
        let equal =
            equals.into_iter().fold(start, |condition, (name, value)| condition.with_equal(name, value));
        ranges.into_iter().fold(equal, |condition, (name, range)| condition.with_range(name, range))
    })
}

/// What may stand inside a function or a sum.
fn part() -> impl Strategy<Value = SetOperand> {
    let leaf = prop_oneof![path().prop_map(SetOperand::Path), value().prop_map(SetOperand::Value)];
    leaf.prop_recursive(3, 4, 1, |inner| {
        (path(), inner).prop_map(|(path, fallback)| SetOperand::if_not_exists(path, fallback))
    })
}

fn assigned() -> impl Strategy<Value = SetValue> {
    prop_oneof![
        part().prop_map(SetValue::Operand),
        (part(), part()).prop_map(|(first, second)| SetOperand::list_append(first, second).into()),
        (part(), part()).prop_map(|(left, right)| SetValue::Add(left, right)),
        (part(), part()).prop_map(|(left, right)| SetValue::Subtract(left, right)),
    ]
}

pub(super) fn update() -> impl Strategy<Value = Update> {
    let sets = prop::collection::vec((path(), assigned()), 0..4);
    let removes = prop::collection::vec(path(), 0..3);
    let pairs = || prop::collection::vec((path(), value()), 0..3);
    (sets, removes, pairs(), pairs())
        .prop_map(|(sets, removes, adds, deletes)| {
            let update = sets
                .into_iter()
                .fold(Update::new(), |update, (path, value)| update.with_set(SetAction { path, value }));
            let update = removes.into_iter().fold(update, Update::remove);
            let update = adds.into_iter().fold(update, |update, (path, value)| update.add(path, value));
            deletes.into_iter().fold(update, |update, (path, value)| update.delete(path, value))
        })
        .prop_filter("an update changes something", |update| !update.is_empty())
}

pub(super) fn projection() -> impl Strategy<Value = Projection> {
    prop::collection::vec(path(), 1..6).prop_map(Projection::from_iter)
}
