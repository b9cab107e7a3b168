//! Vectors in items: lists of as many numbers as the index has dimensions.

use dynamo_model::value::{Number, ValueKind, ValueRef};

/// Why a value is no vector of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// It is no list.
    NotList,
    /// It has so many elements instead.
    Length(usize),
    /// The element at this place is no number.
    Kind(usize, ValueKind),
    /// The number at this place is too large for the index.
    Range(usize, Number),
}

/// Reads the vector that a value is, each number rounded to the nearest that an index holds.
pub(crate) fn read(value: ValueRef<'_>, dimensions: u32) -> Result<Vec<f32>, Unfit> {
    let ValueRef::L(list) = value else { return Err(Unfit::NotList) };
    let expected = usize::try_from(dimensions).unwrap_or(usize::MAX);
    let length = list.len();
    if length != expected {
        return Err(Unfit::Length(length));
    }
    list.iter().enumerate().map(|(place, element)| read_element(place, element)).collect()
}

fn read_element(place: usize, element: ValueRef<'_>) -> Result<f32, Unfit> {
    let ValueRef::N(number) = element else { return Err(Unfit::Kind(place, element.kind())) };
    let rounded = number.to_f32();
    if rounded.is_finite() {
        // What is rounded to nothing has no sign.
        Ok(rounded + 0.0)
    } else {
        Err(Unfit::Range(place, number))
    }
}

#[cfg(test)]
mod tests {
    use dynamo_model::value::{Item, Value};

    use super::*;

    fn read_of(value: impl Into<Value>, dimensions: u32) -> Result<Vec<f32>, Unfit> {
        read(Item::from_iter([("v", value.into())]).get("v").unwrap(), dimensions)
    }

    fn numbers(texts: &[&str]) -> Value {
        Value::L(texts.iter().map(|text| Value::N(Number::parse(text).unwrap())).collect())
    }

    #[test]
    fn numbers_are_rounded_to_the_nearest_that_an_index_holds() {
        let read = read_of(numbers(&["0.1", "16777217", "-2.5", "1e-60"]), 4).unwrap();
        assert_eq!(read, [0.1, 16_777_216.0, -2.5, 0.0]);
        let nothing = read_of(numbers(&["-1e-60"]), 1).unwrap();
        assert_eq!(nothing[0].to_bits(), 0);
    }

    #[test]
    fn the_first_thing_that_does_not_fit_is_named() {
        assert_eq!(read_of("text", 1), Err(Unfit::NotList));
        assert_eq!(read_of(numbers(&["1", "2"]), 3), Err(Unfit::Length(2)));
        let mixed = Value::L(vec![1.into(), "2".into(), "3".into()]);
        assert_eq!(read_of(mixed, 3), Err(Unfit::Kind(1, ValueKind::S)));
        assert_eq!(read_of(numbers(&["1", "1e39"]), 2), Err(Unfit::Range(1, Number::parse("1e39").unwrap())));
        assert!(read_of(numbers(&["3.4028235e38", "-3.4028235e38"]), 2).is_ok());
    }
}
