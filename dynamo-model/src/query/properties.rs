//! What ranges promise: the keys in them are those of the values in them.

#[cfg(feature = "jiff")]
mod moments;

use std::cmp::{Ordering, Reverse};
use std::fmt::Debug;
use std::ops::Bound;

use proptest::prelude::*;
use proptest::sample::Index;

use super::between;
use super::condition::{Named, Sort, sort_condition};
use crate::expr::SortRange;
use crate::key::properties::templates::{Part, rows};
use crate::key::{BoundsKind, KeyPart, PartValue};
use crate::request::KeyKind;
use crate::schema::{FieldPart, KeyAttribute, PartFormat, Piece, Shape, Template};
use crate::value::{Binary, Number, Value, any_number};

const TEXT: KeyAttribute = KeyAttribute::new("sk", KeyKind::S);

/// Values, of which some are ends of a range.
const COUNT: usize = 8;

fn ends() -> impl Strategy<Value = [Bound<Index>; 2]> {
    let end = || {
        prop_oneof![
            any::<Index>().prop_map(Bound::Included),
            any::<Index>().prop_map(Bound::Excluded),
            Just(Bound::Unbounded),
        ]
    };
    [end(), end()]
}

/// Whether a value is within ends, told by how it compares with each.
fn is_within<E>(ends: [&Bound<E>; 2], compare: impl Fn(&E) -> Ordering) -> bool {
    let [low, high] = ends;
    let above = match low {
        Bound::Included(end) => compare(end).is_ge(),
        Bound::Excluded(end) => compare(end).is_gt(),
        Bound::Unbounded => true,
    };
    let below = match high {
        Bound::Included(end) => compare(end).is_le(),
        Bound::Excluded(end) => compare(end).is_lt(),
        Bound::Unbounded => true,
    };
    above && below
}

/// Whether the service finds a sort key by a range.
fn finds(range: &SortRange, key: &Value) -> bool {
    let compare = |end: &Value| match (key, end) {
        (Value::S(key), Value::S(end)) => key.as_bytes().cmp(end.as_bytes()),
        (Value::N(key), Value::N(end)) => key.cmp(end),
        (Value::B(key), Value::B(end)) => key.cmp(end),
        _ => panic!("{key:?} and {end:?}"),
    };
    match range {
        SortRange::Lt(end) => compare(end).is_lt(),
        SortRange::Le(end) => compare(end).is_le(),
        SortRange::Gt(end) => compare(end).is_gt(),
        SortRange::Ge(end) => compare(end).is_ge(),
        SortRange::Between(low, high) => compare(low).is_ge() && compare(high).is_le(),
        SortRange::BeginsWith(start) => match (key, start) {
            (Value::S(key), Value::S(start)) => key.starts_with(start.as_str()),
            (Value::B(key), Value::B(start)) => key.starts_with(start),
            _ => panic!("{key:?} and {start:?}"),
        },
    }
}

impl Sort {
    fn finds(&self, key: &Value) -> bool {
        match self {
            Self::Any => true,
            Self::Equal(value) => value == key,
            Self::Range(range) => finds(range, key),
        }
    }
}

/// The first parts of a row, as a chain has named them.
fn named(row: &[Part], count: usize) -> Vec<(usize, PartValue)> {
    row.iter().take(count).map(|part| PartValue::of(part.erased())).enumerate().collect()
}

proptest! {
    #[test]
    fn a_range_of_a_part_finds_the_keys_whose_values_are_in_it(
        rows in rows(COUNT),
        (place, fixed, [low, high]) in (any::<Index>(), any::<Index>(), ends()),
    ) {
        let (template, keys, place) = (rows.template(), rows.keys(), place.index(rows.width()));
        if keys.is_empty() || !rows.sort_by(place) {
            return Ok(());
        }
        let row = |of: &Index| &keys[of.index(keys.len())].0;
        let parts = named(row(&fixed), place);
        let end = |of: &Index| row(of)[place].clone();
        let (low, high) = (low.as_ref().map(end), high.as_ref().map(end));
        let part = |end: &Part| PartValue::of(end.erased());
        let range = BoundsKind::Range(low.as_ref().map(part), high.as_ref().map(part));
        let named = Named { parts: &parts, end: Some(&(place, range)), whole_collection: false };
        let sort = sort_condition(&TEXT, &template, &named);
        for (values, key) in &keys {
            let before = values[..place] == row(&fixed)[..place];
            let wanted = before && is_within([&low, &high], |end| values[place].cmp(end));
            // A range that is refused is empty.
            let found = sort.as_ref().is_ok_and(|sort| sort.finds(&Value::from(key.as_str())));
            prop_assert_eq!(found, wanted, "{} in {:?}", key, sort.as_ref().map(|_| ()));
        }
    }

    #[test]
    fn a_range_over_parts_finds_the_keys_whose_values_are_in_it(
        rows in rows(COUNT),
        (fixed, [low, high]) in (any::<Index>(), ends()),
        [so_far, of_low, of_high] in any::<[Index; 3]>(),
    ) {
        let (template, keys, width) = (rows.template(), rows.keys(), rows.width());
        let so_far = so_far.index(width);
        if keys.is_empty() || !(so_far..width).all(|place| rows.sort_by(place)) {
            return Ok(());
        }
        let row = |of: &Index| keys[of.index(keys.len())].0.clone();
        let fixed = row(&fixed)[..so_far].to_vec();
        // Goes on where the chain is, by as many parts as it likes.
        let end = |count: Index| {
            let (fixed, count) = (&fixed, so_far + count.index(width - so_far + 1));
            move |of: &Index| [fixed, &row(of)[so_far..count]].concat()
        };
        let (low, high) = (low.as_ref().map(end(of_low)), high.as_ref().map(end(of_high)));
        let all = |end: &Vec<Part>| named(end, end.len());
        let (first, last) = (low.as_ref().map(all), high.as_ref().map(all));
        let ends = [first.as_ref().map(Vec::as_slice), last.as_ref().map(Vec::as_slice)];
        let range = between::range(&template, &named(&fixed, so_far), ends);
        for (values, key) in &keys {
            let before = values[..so_far] == fixed;
            let wanted = before && is_within([&low, &high], |end| values[..end.len()].cmp(end));
            let found = range.as_ref().is_ok_and(|range| {
                range.as_ref().is_none_or(|range| finds(range, &Value::from(key.as_str())))
            });
            prop_assert_eq!(found, wanted, "{} in {:?}", key, range.as_ref().ok());
        }
    }
}

/// A range of a part that is a key attribute by itself.
fn alone<P: KeyPart + Ord + Clone + Debug>(
    kind: KeyKind,
    shape: Shape,
    format: PartFormat,
    values: &[P],
    [low, high]: &[Bound<Index>; 2],
) -> Result<(), TestCaseError> {
    let piece = Piece::Field(FieldPart { field: 0, name: "part", shape, format, optional: false });
    let template = Template { text: "{part}", pieces: vec![piece].leak() };
    let attribute = KeyAttribute::new("sk", kind);
    let value = |of: &Index| values[of.index(values.len())].clone();
    let (low, high) = (low.as_ref().map(value), high.as_ref().map(value));
    let part = |end: &P| PartValue::of(end);
    let range = BoundsKind::Range(low.as_ref().map(part), high.as_ref().map(part));
    let sort = |end| {
        let parts: &[(usize, PartValue)] = match &end {
            BoundsKind::Equal(part) => &[(0, part.clone())],
            _ => &[],
        };
        let end = (0, end.clone());
        sort_condition(&attribute, &template, &Named { parts, end: Some(&end), whole_collection: false })
    };
    let range = sort(range);
    for value in values {
        let Ok(Sort::Equal(key)) = sort(BoundsKind::Equal(part(value))) else {
            return Err(TestCaseError::fail("no key"));
        };
        let wanted = is_within([&low, &high], |end| value.cmp(end));
        let found = range.as_ref().is_ok_and(|range| range.finds(&key));
        prop_assert_eq!(found, wanted, "{:?} of {:?} to {:?}", value, low, high);
    }
    Ok(())
}

macro_rules! alone {
    ($($name:ident: $ty:ty, $kind:ident, $format:expr, $values:expr;)*) => {
        proptest! {$(
            #[test]
            fn $name(values in prop::collection::vec($values, COUNT), ends in ends()) {
                alone::<$ty>(KeyKind::$kind, <$ty>::SHAPE.written($format), $format, &values, &ends)?;
            }
        )*}
    };
}

alone! {
    ranges_of_small_numbers_find_them: u8, N, PartFormat::Own, 0..6_u8;
    ranges_of_numbers_find_them: i64, N, PartFormat::Own, any::<i64>();
    ranges_of_decimals_find_them: Number, N, PartFormat::Own, any_number();
    ranges_of_bytes_find_them: Binary, B, PartFormat::Own, prop::collection::vec(0..3_u8, 1..4).prop_map(Binary::from);
    ranges_of_texts_find_them: String, S, PartFormat::Own, "[a\0\u{7f}\u{80}\u{ffff}]{1,3}";
    ranges_of_reversed_numbers_find_them: Reverse<u16>, S, PartFormat::Own, (0..6_u16).prop_map(Reverse);
}

#[cfg(feature = "jiff")]
mod times {
    use super::*;
    use jiff::Timestamp;

    fn around(unit: i64) -> impl Strategy<Value = Timestamp> {
        (-3..6_i64).prop_map(move |count| Timestamp::from_millisecond(count * unit).unwrap())
    }

    const COUNTED: PartFormat = PartFormat::Counted { fraction: 3, width: 13 };

    alone! {
        ranges_of_counted_seconds_find_them: Timestamp, N, PartFormat::Since1970(0), around(1_000);
        ranges_of_counted_milliseconds_find_them: Timestamp, N, PartFormat::Since1970(3), around(1);
        ranges_of_times_with_milliseconds_find_them: Timestamp, S, PartFormat::Fraction(3), around(1);
        ranges_of_digits_since_1970_find_them: Timestamp, S, COUNTED, (0..6_i64).prop_map(|count| Timestamp::from_millisecond(count).unwrap());
        ranges_of_times_with_all_digits_find_them: Timestamp, S, PartFormat::Own, around(500);
    }
}
