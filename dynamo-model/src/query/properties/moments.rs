//! What ranges of times promise whose ends are finer than what the key tells of a time.

use jiff::Timestamp;

use super::*;

/// Quarters of a millisecond that ends are told in.
const QUARTER: i64 = 250_000;

const DIGITS: PartFormat = PartFormat::Counted { fraction: 3, width: 13 };

/// A time so many quarters of a millisecond after half a second.
fn at(quarters: i64) -> Timestamp {
    Timestamp::from_nanosecond(i128::from(500_000_000 + quarters * QUARTER)).unwrap()
}

fn ends() -> impl Strategy<Value = [Bound<i64>; 2]> {
    let end = || {
        prop_oneof![
            (0..20_i64).prop_map(Bound::Included),
            (0..20_i64).prop_map(Bound::Excluded),
            Just(Bound::Unbounded),
        ]
    };
    [end(), end()]
}

fn template(shape: Shape, format: PartFormat, behind: &[Piece]) -> Template {
    let field = FieldPart { field: 0, name: "at", shape: shape.written(format), format, optional: false };
    let mut pieces = vec![Piece::Field(field)];
    pieces.extend(behind);
    Template { text: "{at}", pieces: pieces.leak() }
}

/// Whether ends of one kind hold a value; refused is only a range that holds none.
fn check<P: KeyPart + Ord>(
    (kind, template): (KeyKind, &Template),
    ends: [Bound<i64>; 2],
    value: fn(i64) -> P,
) -> Result<(), TestCaseError> {
    let attribute = KeyAttribute::new("sk", kind);
    let [low, high] = ends.map(|end| end.map(value));
    let range = BoundsKind::Range(
        low.as_ref().map(|end| PartValue::of(end)),
        high.as_ref().map(|end| PartValue::of(end)),
    );
    let end = (0, range);
    let sort =
        sort_condition(&attribute, template, &Named { parts: &[], end: Some(&end), whole_collection: false });
    for whole in (0..20).step_by(4).map(value) {
        let parts = [(0, PartValue::of(&whole))];
        let key = sort_condition(
            &attribute,
            template,
            &Named { parts: &parts, end: None, whole_collection: false },
        );
        let Ok(Sort::Equal(key)) = key else { return Err(TestCaseError::fail("no key")) };
        let found = sort.as_ref().is_ok_and(|sort| sort.finds(&key));
        prop_assert_eq!(found, is_within([&low, &high], |end| whole.cmp(end)), "{:?}", key);
    }
    if let (
        Err(error),
        Bound::Included(low) | Bound::Excluded(low),
        Bound::Included(high) | Bound::Excluded(high),
    ) = (&sort, &low, &high)
    {
        prop_assert!(low >= high, "{}", error);
    }
    Ok(())
}

proptest! {
    #[test]
    fn a_range_finds_the_times_between_ends_that_are_finer_than_its_key(
        ends in ends(),
        format in prop::sample::select(vec![PartFormat::Fraction(3), DIGITS]),
        more: bool,
    ) {
        let behind: &[Piece] = if more { &[Piece::Literal("#END")] } else { &[] };
        check((KeyKind::S, &template(Timestamp::SHAPE, format, behind)), ends, at)?;
        let reversed = template(Reverse::<Timestamp>::SHAPE, format, behind);
        check((KeyKind::S, &reversed), ends, |quarters| Reverse(at(quarters)))?;
        check((KeyKind::N, &template(Timestamp::SHAPE, PartFormat::Since1970(3), &[])), ends, at)?;
    }

    #[test]
    fn a_range_over_parts_finds_them_between_ends_that_are_finer_than_its_key(
        ends in ends(),
        counts in any::<[Option<u8>; 2]>(),
        format in prop::sample::select(vec![PartFormat::Fraction(3), DIGITS]),
        reversed: bool,
    ) {
        let shape = if reversed { Reverse::<Timestamp>::SHAPE } else { Timestamp::SHAPE };
        let count = FieldPart { field: 1, name: "count", shape: u8::SHAPE, format: PartFormat::Own, optional: false };
        let template = template(shape, format, &[Piece::Literal("#"), Piece::Field(count)]);
        let time = |quarters: i64| if reversed { PartValue::of(&Reverse(at(quarters))) } else { PartValue::of(&at(quarters)) };
        let compare = |left: i64, right: i64| if reversed { right.cmp(&left) } else { left.cmp(&right) };
        let [low, high] = [0, 1].map(|nth| ends[nth].map(|quarters| (quarters, counts[nth].map(|count| count % 4))));
        let parts = |(quarters, count): &(i64, Option<u8>)| {
            let count = count.map(|count| (1, PartValue::of(&count)));
            [(0, time(*quarters))].into_iter().chain(count).collect::<Vec<_>>()
        };
        let (from, to) = (low.as_ref().map(parts), high.as_ref().map(parts));
        let range = between::range(&template, &[], [from.as_ref().map(Vec::as_slice), to.as_ref().map(Vec::as_slice)]);
        for (quarters, count) in (0..20).step_by(4).flat_map(|quarters| (0..4_u8).map(move |count| (quarters, count))) {
            let parts = parts(&(quarters, Some(count)));
            let named = Named { parts: &parts, end: None, whole_collection: false };
            let Ok(Sort::Equal(key)) = sort_condition(&TEXT, &template, &named) else {
                return Err(TestCaseError::fail("no key"));
            };
            let found = range.as_ref().is_ok_and(|range| range.as_ref().is_none_or(|range| finds(range, &key)));
            let order = |end: &(i64, Option<u8>)| {
                compare(quarters, end.0).then_with(|| end.1.map_or(Ordering::Equal, |end| count.cmp(&end)))
            };
            prop_assert_eq!(found, is_within([&low, &high], order), "{:?} in {:?}", key, range.as_ref().ok());
        }
    }
}
