//! The functions of conditions: `size`, `contains`, `begins_with`.

use dynamo_model::value::{Number, Value, ValueRef};

use super::term::{Scalar, Term};

/// Measures a value: UTF-16 units of a string, bytes of a binary, members of a set, list or map.
pub(super) fn size(value: Term<'_>) -> Option<Number> {
    let count = match value {
        Term::Stored(value) => stored_size(value),
        Term::Given(value) => given_size(value),
    };
    count.map(Number::from)
}

fn stored_size(value: ValueRef<'_>) -> Option<usize> {
    Some(match value {
        ValueRef::S(text) => text.encode_utf16().count(),
        ValueRef::B(bytes) => bytes.len(),
        ValueRef::L(list) => list.len(),
        ValueRef::M(map) => map.len(),
        ValueRef::Ss(set) => set.len(),
        ValueRef::Ns(set) => set.len(),
        ValueRef::Bs(set) => set.len(),
        ValueRef::N(_) | ValueRef::Bool(_) | ValueRef::Null => return None,
    })
}

fn given_size(value: &Value) -> Option<usize> {
    Some(match value {
        Value::S(text) => text.encode_utf16().count(),
        Value::B(bytes) => bytes.len(),
        Value::L(list) => list.len(),
        Value::M(map) => map.len(),
        Value::Ss(set) => set.len(),
        Value::Ns(set) => set.len(),
        Value::Bs(set) => set.len(),
        Value::N(_) | Value::Bool(_) | Value::Null => return None,
    })
}

/// Whether a string or binary starts with another.
pub(super) fn begins_with(whole: Term<'_>, prefix: Term<'_>) -> bool {
    match (whole.scalar(), prefix.scalar()) {
        (Some(Scalar::S(whole)), Some(Scalar::S(prefix))) => whole.starts_with(prefix),
        (Some(Scalar::B(whole)), Some(Scalar::B(prefix))) => whole.starts_with(prefix),
        _ => false,
    }
}

/// Whether a string or binary contains another, or a set or list contains a member.
pub(super) fn contains(whole: Term<'_>, part: Term<'_>) -> bool {
    match (whole.scalar(), part.scalar()) {
        (Some(Scalar::S(whole)), Some(Scalar::S(part))) => whole.contains(part),
        (Some(Scalar::B(whole)), Some(Scalar::B(part))) => {
            part.is_empty() || whole.windows(part.len()).any(|window| window == part)
        }
        (Some(_), _) => false,
        (None, part_scalar) => match whole {
            Term::Stored(whole) => stored_contains(whole, part, part_scalar),
            Term::Given(whole) => given_contains(whole, part, part_scalar),
        },
    }
}

fn stored_contains(whole: ValueRef<'_>, part: Term<'_>, scalar: Option<Scalar<'_>>) -> bool {
    match (whole, scalar) {
        (ValueRef::Ss(set), Some(Scalar::S(text))) => set.contains(text),
        (ValueRef::Ns(set), Some(Scalar::N(number))) => set.contains(number),
        (ValueRef::Bs(set), Some(Scalar::B(bytes))) => set.contains(bytes),
        (ValueRef::L(list), _) => list.iter().any(|element| Term::Stored(element).equals(part)),
        _ => false,
    }
}

fn given_contains(whole: &Value, part: Term<'_>, scalar: Option<Scalar<'_>>) -> bool {
    match (whole, scalar) {
        (Value::Ss(set), Some(Scalar::S(text))) => set.contains(text),
        (Value::Ns(set), Some(Scalar::N(number))) => set.contains(&number),
        (Value::Bs(set), Some(Scalar::B(bytes))) => set.contains(bytes),
        (Value::L(list), _) => list.iter().any(|element| Term::Given(element).equals(part)),
        _ => false,
    }
}
