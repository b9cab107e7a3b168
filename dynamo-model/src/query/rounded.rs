//! Ends of ranges that are finer than what a key tells of a time: such an end is between two keys, and in none.

use std::borrow::Cow;
use std::ops::Bound;

use super::between::Parts;
use super::neighbour::with_last;
use crate::expr::SortRange;
use crate::key::PartValue;
use crate::schema::{FieldPart, PartFormat, Template, coarsen};
use crate::value::Value;

/// Which end of a range it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Low,
    High,
}

/// An end of a range, as a key tells it.
pub(super) fn rounded<'b>(
    field: &FieldPart,
    bound: &'b Bound<PartValue>,
    end: End,
) -> Cow<'b, Bound<PartValue>> {
    let told = part_of(bound).and_then(|part| told(field, part));
    told.map_or(Cow::Borrowed(bound), |part| Cow::Owned(placed(field, part, end)))
}

/// The same of an end of several parts, which goes on where a chain is, and ends with the first part that is rounded: what
/// would follow it says no more.
pub(super) fn rounded_parts<'p>(
    template: &Template,
    so_far: &Parts,
    bound: Bound<&'p Parts>,
    end: End,
) -> Bound<Cow<'p, Parts>> {
    let whole = bound.map(Cow::Borrowed);
    let (Bound::Included(parts) | Bound::Excluded(parts)) = bound else { return whole };
    let found = parts.iter().enumerate().skip(so_far.len()).find_map(|(nth, (place, part))| {
        let field = template.field(*place)?;
        Some((nth, field, told(field, part)?))
    });
    let Some((nth, field, part)) = found else { return whole };
    placed(field, part, end).map(|part| {
        let before = parts.iter().take(nth).cloned();
        Cow::Owned(before.chain([(field.field, part)]).collect())
    })
}

/// Whether no key is in a range, and it ends all the same where it starts or behind: it was rounded.
pub(super) fn is_between_keys(field: &FieldPart, low: &Bound<PartValue>, high: &Bound<PartValue>) -> bool {
    let (Some(low), Some(high)) = (part_of(low), part_of(high)) else { return false };
    let is_rounded = [low, high].into_iter().any(|part| told(field, part).is_some());
    is_rounded && low.text <= high.text
}

/// The same of ends of several parts.
pub(super) fn are_between_keys(template: &Template, low: &Parts, high: &Parts) -> bool {
    let is_fine =
        |(place, part): &(usize, PartValue)| template.field(*place).and_then(|field| told(field, part));
    let is_rounded = low.iter().chain(high).any(|part| is_fine(part).is_some());
    let mut ends = low.iter().zip(high).map(|((_, low), (_, high))| low.text.cmp(&high.text));
    is_rounded && ends.find(|order| order.is_ne()).is_none_or(|order| order.is_lt())
}

/// A range of text that no key is in: none has the character that stands above all others.
pub(super) fn no_text(prefix: &str) -> SortRange {
    SortRange::BeginsWith(Value::S(with_last(prefix)))
}

fn part_of(bound: &Bound<PartValue>) -> Option<&PartValue> {
    match bound {
        Bound::Included(part) | Bound::Excluded(part) => Some(part),
        Bound::Unbounded => None,
    }
}

/// The time before a finer one that a key tells; `None` if it tells that one.
fn told(field: &FieldPart, part: &PartValue) -> Option<PartValue> {
    let (PartFormat::Fraction(digits)
    | PartFormat::Since1970(digits)
    | PartFormat::Counted { fraction: digits, .. }) = field.format
    else {
        return None;
    };
    let text = coarsen(&part.text, digits, field.shape.reversed)?;
    Some(PartValue { text, ..part.clone() })
}

/// The end of a range that was finer than the time before it. In the order of a reversed part, that comes behind.
fn placed(field: &FieldPart, told: PartValue, end: End) -> Bound<PartValue> {
    if (end == End::Low) == field.shape.reversed { Bound::Included(told) } else { Bound::Excluded(told) }
}
