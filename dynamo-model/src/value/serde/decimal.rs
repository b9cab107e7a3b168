//! Decimals of the `rust_decimal` crate: text to serde, numbers in items.

use std::any::TypeId;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::rc::Rc;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::CodecError;
use crate::value::{Number, ValueRef};

/// Where serde_json keeps the text of a number, which `serde-arbitrary-precision` of `rust_decimal` makes one of.
const JSON_NUMBER: &str = "$serde_json::private::Number";

/// Whether a type is a decimal, or is written as one by a type of the standard library around it: those hand on what is
/// inside without a word to the serializer.
#[inline]
pub(super) fn is_written_by<T: ?Sized>() -> bool {
    let id = typeid::of::<T>();
    macro_rules! is_one_of {
        ($($ty:ty),*) => { $(id == TypeId::of::<$ty>() || id == TypeId::of::<&$ty>())||* };
    }
    is_one_of!(
        Decimal,
        &Decimal,
        Reverse<Decimal>,
        Box<Decimal>,
        Rc<Decimal>,
        Arc<Decimal>,
        Cow<'static, Decimal>
    )
}

/// Whether a type is read by a decimal's own visitor.
#[inline]
pub(super) fn is_read_as<T>() -> bool {
    typeid::of::<T>() == TypeId::of::<Decimal>()
}

/// Takes the number out of what a decimal has serialized as.
pub(super) fn number(written: Option<ValueRef<'_>>) -> Result<Number, CodecError> {
    let text = match written {
        Some(ValueRef::S(text)) => Some(text),
        Some(ValueRef::M(map)) => map.get(JSON_NUMBER).and_then(|text| text.as_s()),
        _ => None,
    };
    match text {
        Some(text) => Number::parse(text).map_err(CodecError::new),
        None => Err(CodecError::new(
            "a `Decimal` would lose digits as the float that the feature `serde-float` of `rust_decimal` makes of it; \
             give its field `#[serde(with = \"dynamo_model::value::as_number\")]`, or turn the feature off",
        )),
    }
}

/// Says why a number does not become a decimal, which would round it.
pub(super) fn check(number: Number) -> Result<(), CodecError> {
    match number.to_decimal() {
        Some(_) => Ok(()),
        None => Err(CodecError::new(format_args!(
            "number {number} has more digits than a `Decimal` holds; read it as a `dynamo_model::value::Number`"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Item, Value};

    #[test]
    fn what_loses_no_digits_is_a_number() {
        let text = "79228162514264337593543950335";
        let json = Value::M([(JSON_NUMBER.to_owned(), Value::from(text))].into());
        let item =
            Item::from_iter([("text", Value::from(text)), ("json", json), ("float", Value::N(1.into()))]);
        assert_eq!(number(item.get("text")), Ok(Number::parse(text).unwrap()));
        assert_eq!(number(item.get("json")), Ok(Number::parse(text).unwrap()));
        let error = number(item.get("float")).unwrap_err().to_string();
        assert!(error.contains("`serde-float`") && error.contains("as_number"), "{error}");
    }
}
