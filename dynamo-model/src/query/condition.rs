//! From the parts a query names to its key condition.

use std::ops::Bound;

use super::Pattern;
use super::neighbour::{after, after_bytes, before, before_bytes, with_last};
use super::rounded::{End, is_between_keys, no_text, rounded};
use crate::entity::{KeyBuffer, key_value};
use crate::error::{Error, ErrorKind, Result};
use crate::expr::{KeyCondition, SortRange};
use crate::key::{Bounds, BoundsKind, ErasedPart, PartValue, check_prefix, number_of, push_part};
use crate::request::KeyKind;
use crate::schema::{FieldPart, Integer, KeyAttribute, PartFormat, Piece, Shape, Side, Template};
use crate::value::{Number, Value, ValueRef};

/// What a chain named: parts by equality, and perhaps a range on the last one.
pub(super) struct Named<'c> {
    pub(super) parts: &'c [(usize, PartValue)],
    pub(super) end: Option<&'c (usize, BoundsKind)>,
    /// Reads the item collection rather than one entity: the sort key is no condition then.
    pub(super) whole_collection: bool,
}

impl Named<'_> {
    fn part(&self, field: usize) -> Option<&PartValue> {
        self.parts.iter().find(|(place, _)| *place == field).map(|(_, part)| part)
    }
}

/// Makes the condition of one partition: if they are several, of the shard with this number.
pub(super) fn key_condition(pattern: &Pattern, named: &Named<'_>, shard: u32) -> Result<KeyCondition> {
    let (key, access) = (pattern.key(), pattern.access());
    if let Some(index) = pattern.index().filter(|index| index.vector.is_some()) {
        return Err(Error::validation(format!(
            "index `{}` is one of vectors, which is searched: `db.search(…)`",
            index.name
        )));
    }
    let mut partitions = key.pk.iter().zip(access.pk);
    let Some((first, template)) = partitions.next() else {
        return Err(Error::new(ErrorKind::Internal, "the pattern has no partition key"));
    };
    let mut condition = KeyCondition::partition(first.name, partition(first, template, named, shard)?);
    for (attribute, template) in partitions {
        condition = condition.with_equal(attribute.name, partition(attribute, template, named, shard)?);
    }
    if named.whole_collection {
        return Ok(condition);
    }
    for (attribute, template) in key.sk.iter().zip(access.sk) {
        condition = match sort_condition(attribute, template, named)? {
            Sort::Equal(value) => condition.with_equal(attribute.name, value),
            // Attributes after the first one that is not named by equality have no say.
            Sort::Range(range) => return Ok(condition.with_range(attribute.name, range)),
            Sort::Any => return Ok(condition),
        };
    }
    Ok(condition)
}

/// Makes the attributes of a partition key that is not spread over shards.
pub(super) fn partition_values(pattern: &Pattern, named: &Named<'_>) -> Result<Vec<(&'static str, Value)>> {
    let partitions = pattern.key().pk.iter().zip(pattern.access().pk);
    partitions.map(|(of, template)| Ok((of.name, partition(of, template, named, 0)?))).collect()
}

fn partition(attribute: &KeyAttribute, template: &Template, named: &Named<'_>, shard: u32) -> Result<Value> {
    let part = |field: usize| named.part(field).map(|part| part as &dyn ErasedPart);
    let mut buffer = KeyBuffer::with_capacity(48);
    let value = key_value(&mut buffer, attribute, template, Some(shard), part)?
        .ok_or_else(|| Error::new(ErrorKind::InvalidKey, "a part of the partition key is missing"))?;
    Ok(match value {
        ValueRef::S(_) => Value::S(buffer.into_text()),
        other => other.to_value(),
    })
}

/// A sort key as it is stored, whatever entity's it is.
const STORED: Template = Template {
    text: "{sort_key}",
    pieces: &[Piece::Field(FieldPart {
        field: 0,
        name: "sort_key",
        shape: Shape::TEXT,
        format: PartFormat::Own,
        optional: false,
    })],
};

/// Narrows the condition on a whole partition to some of its sort keys, as they are stored.
pub(super) fn narrowed(
    condition: KeyCondition,
    attributes: &[KeyAttribute],
    bounds: &Bounds,
) -> Result<KeyCondition> {
    let [attribute @ KeyAttribute { kind: KeyKind::S, .. }] = attributes else {
        return Err(Error::validation("what is queried has no sort key that is one text"));
    };
    if condition.equals().len() > 1 || condition.range().is_some() {
        return Err(Error::validation("the sort keys are named twice; join both into one range"));
    }
    let (parts, end) = match &bounds.0 {
        BoundsKind::Equal(part) => (vec![(0, part.clone())], None),
        range => (Vec::new(), Some((0, range.clone()))),
    };
    let named = Named { parts: &parts, end: end.as_ref(), whole_collection: false };
    Ok(match sort_condition(attribute, &STORED, &named)? {
        Sort::Any => condition,
        Sort::Equal(value) => condition.with_equal(attribute.name, value),
        Sort::Range(range) => condition.with_range(attribute.name, range),
    })
}

pub(super) enum Sort {
    Any,
    Equal(Value),
    Range(SortRange),
}

pub(super) fn sort_condition(
    attribute: &KeyAttribute,
    template: &Template,
    named: &Named<'_>,
) -> Result<Sort> {
    if attribute.kind != KeyKind::S {
        return single(attribute, template, named);
    }
    let (prefix, rest) = named_text(template, named)?;
    match rest {
        [Piece::Field(field), rest @ ..] => open_end(prefix, template, field, rest, named),
        _ => Ok(Sort::Equal(Value::S(prefix))),
    }
}

/// Writes a sort key up to the first part that is not named, and returns what of the template follows.
pub(super) fn named_text<'t>(template: &'t Template, named: &Named<'_>) -> Result<(String, &'t [Piece])> {
    let mut prefix = String::new();
    let mut pieces = template.pieces;
    while let [piece, rest @ ..] = pieces {
        match piece {
            Piece::Literal(literal) => prefix.push_str(literal),
            Piece::Field(field) => match named.part(field.field) {
                Some(part) => push_part(&mut prefix, template, field, part)?,
                None => break,
            },
            Piece::Shard(_) => return Err(Error::new(ErrorKind::Internal, "a sort key has a shard")),
        }
        pieces = rest;
    }
    Ok((prefix, pieces))
}

/// The chain stopped before `field`: a range on it if there is one, else everything that starts so far.
fn open_end(
    prefix: String,
    template: &Template,
    field: &FieldPart,
    rest: &[Piece],
    named: &Named<'_>,
) -> Result<Sort> {
    let Some((_, end)) = named.end.filter(|(place, _)| *place == field.field) else {
        return Ok(starting(prefix));
    };
    match end {
        BoundsKind::Equal(_) | BoundsKind::BytesPrefix(_) => Err(unnamed(field)),
        BoundsKind::Prefix(text) if text.is_empty() => Ok(starting(prefix)),
        BoundsKind::Prefix(text) => {
            check_prefix(template, field, text)?;
            Ok(starting(prefix + text))
        }
        BoundsKind::Range(..) if is_text_behind_padding(field) => Err(out_of_order(field)),
        BoundsKind::Range(low, high) => {
            let [from, to] = [rounded(field, low, End::Low), rounded(field, high, End::High)];
            let (from, to) = (written(&from, template, field)?, written(&to, template, field)?);
            let ends = Ends { prefix: &prefix, rest };
            let range = text_range(ends.low(&from), ends.high(&to), field);
            range.or_else(|empty| match is_between_keys(field, low, high) {
                true => Ok(Sort::Range(no_text(&prefix))),
                false => Err(empty),
            })
        }
    }
}

/// Whether a part is text whose length decides its order, which only its type's values know.
pub(super) fn is_text_behind_padding(field: &FieldPart) -> bool {
    let is_padded = matches!(field.format, PartFormat::Padded(padding) if padding.side == Side::Left);
    is_padded && field.shape.integer == Integer::No
}

/// Writes the end of a range as the template does.
fn written(bound: &Bound<PartValue>, template: &Template, field: &FieldPart) -> Result<Bound<String>> {
    let write = |part: &PartValue| {
        let mut text = String::new();
        push_part(&mut text, template, field, part).map(|()| text)
    };
    Ok(match bound {
        Bound::Included(part) => Bound::Included(write(part)?),
        Bound::Excluded(part) => Bound::Excluded(write(part)?),
        Bound::Unbounded => Bound::Unbounded,
    })
}

/// Everything that starts with what was named so far.
fn starting(prefix: String) -> Sort {
    if prefix.is_empty() { Sort::Any } else { Sort::Range(SortRange::BeginsWith(Value::S(prefix))) }
}

/// Turns the ends of a range on one part into the ends of a range of whole keys.
struct Ends<'c> {
    prefix: &'c str,
    /// What follows the part in the template.
    rest: &'c [Piece],
}

impl Ends<'_> {
    /// The smallest key in the range; `None` if the range starts where the index does.
    fn low(&self, low: &Bound<String>) -> Option<String> {
        match low {
            Bound::Included(part) => Some(self.key(part)),
            Bound::Excluded(part) if self.rest.is_empty() => Some(after(&self.key(part))),
            Bound::Excluded(part) => Some(after(&self.last_key(part))),
            Bound::Unbounded if self.prefix.is_empty() => None,
            Bound::Unbounded => Some(self.prefix.to_owned()),
        }
    }

    /// The largest key in the range; `None` if the range ends where the index does.
    fn high(&self, high: &Bound<String>) -> Option<String> {
        match high {
            Bound::Included(part) if self.rest.is_empty() => Some(self.key(part)),
            Bound::Included(part) => Some(self.last_key(part)),
            // No key is the bare text, since something follows it, and all keys of the part are larger.
            Bound::Excluded(part) if !self.rest.is_empty() => Some(self.key(part)),
            Bound::Excluded(part) => Some(before(&self.key(part))),
            Bound::Unbounded if self.prefix.is_empty() => None,
            Bound::Unbounded => Some(with_last(self.prefix)),
        }
    }

    fn key(&self, part: &str) -> String {
        format!("{}{}", self.prefix, part)
    }

    /// Stands above every key whose part is `part`.
    fn last_key(&self, part: &str) -> String {
        let follow = match self.rest {
            [Piece::Literal(literal), ..] => literal,
            _ => "",
        };
        with_last(&(self.key(part) + follow))
    }
}

fn text_range(low: Option<String>, high: Option<String>, field: &FieldPart) -> Result<Sort> {
    Ok(match (low, high) {
        (None, None) => Sort::Any,
        (Some(low), None) => Sort::Range(SortRange::Ge(Value::S(low))),
        (None, Some(high)) => Sort::Range(SortRange::Le(Value::S(high))),
        (Some(low), Some(high)) if low <= high => {
            Sort::Range(SortRange::Between(Value::S(low), Value::S(high)))
        }
        _ => return Err(empty_range(field)),
    })
}

/// A sort key of type N or B is one part by itself.
fn single(attribute: &KeyAttribute, template: &Template, named: &Named<'_>) -> Result<Sort> {
    let Some(field) = template.only_field() else {
        return Err(Error::new(ErrorKind::Internal, "a key attribute of type N or B is more than one field"));
    };
    let value = |part: &PartValue| {
        let value = match attribute.kind {
            KeyKind::B => part.binary.clone().map(Value::B),
            _ => number_of(field, part)?.map(Value::N),
        };
        // Reading without the condition instead would read, and charge, too much.
        value.ok_or_else(|| unnamed(field))
    };
    if let Some(part) = named.part(field.field) {
        return value(part).map(Sort::Equal);
    }
    let (low, high) = match named.end.filter(|(place, _)| *place == field.field) {
        Some((_, BoundsKind::Range(low, high))) => (low, high),
        Some((_, BoundsKind::BytesPrefix(prefix))) if !prefix.is_empty() => {
            return Ok(Sort::Range(SortRange::BeginsWith(Value::B(prefix.clone()))));
        }
        _ => return Ok(Sort::Any),
    };
    let take = |bound: &Bound<PartValue>| {
        Ok::<_, Error>(match bound {
            Bound::Included(part) => Bound::Included(value(part)?),
            Bound::Excluded(part) => Bound::Excluded(value(part)?),
            Bound::Unbounded => Bound::Unbounded,
        })
    };
    let [from, to] = [rounded(field, low, End::Low), rounded(field, high, End::High)];
    let range = value_range(take(&from)?, take(&to)?, field);
    range.or_else(|empty| match is_between_keys(field, low, high) {
        // Between two times that are counted.
        true => Ok(Sort::Equal(Value::N(Number::parse("0.5")?))),
        false => Err(empty),
    })
}

fn value_range(low: Bound<Value>, high: Bound<Value>, field: &FieldPart) -> Result<Sort> {
    Ok(Sort::Range(match (low, high) {
        (Bound::Unbounded, Bound::Unbounded) => return Ok(Sort::Any),
        (Bound::Included(low), Bound::Unbounded) => SortRange::Ge(low),
        (Bound::Excluded(low), Bound::Unbounded) => SortRange::Gt(low),
        (Bound::Unbounded, Bound::Included(high)) => SortRange::Le(high),
        (Bound::Unbounded, Bound::Excluded(high)) => SortRange::Lt(high),
        (low, high) => {
            let (low, high) = (closed_low(low, field)?, closed_high(high, field)?);
            if !in_order(&low, &high) {
                return Err(empty_range(field));
            }
            SortRange::Between(low, high)
        }
    }))
}

/// A key condition has one closed range at the most, so an open end of a two-sided range moves to the next value.
fn closed_low(bound: Bound<Value>, field: &FieldPart) -> Result<Value> {
    match bound {
        Bound::Included(value) => Ok(value),
        Bound::Excluded(Value::N(number)) if is_integer(field) => {
            Ok(Value::N(number.checked_add(Number::from(1))?))
        }
        Bound::Excluded(Value::N(number)) => {
            number.just_above().map(Value::N).ok_or_else(|| empty_range(field))
        }
        Bound::Excluded(Value::B(bytes)) => {
            after_bytes(bytes).map(Value::B).ok_or_else(|| empty_range(field))
        }
        _ => Err(no_neighbour(field)),
    }
}

fn closed_high(bound: Bound<Value>, field: &FieldPart) -> Result<Value> {
    match bound {
        Bound::Included(value) => Ok(value),
        Bound::Excluded(Value::N(number)) if is_integer(field) => {
            Ok(Value::N(number.checked_add(Number::from(-1))?))
        }
        Bound::Excluded(Value::N(number)) => {
            number.just_below().map(Value::N).ok_or_else(|| empty_range(field))
        }
        Bound::Excluded(Value::B(bytes)) => Ok(Value::B(before_bytes(bytes))),
        _ => Err(no_neighbour(field)),
    }
}

fn is_integer(field: &FieldPart) -> bool {
    field.shape.integer != Integer::No || matches!(field.format, PartFormat::Since1970(_))
}

fn no_neighbour(field: &FieldPart) -> Error {
    Error::new(
        ErrorKind::InvalidKey,
        format!("a range of `{}` with two ends includes both; write `low..=high`", field.name),
    )
}

fn in_order(low: &Value, high: &Value) -> bool {
    match (low, high) {
        (Value::N(low), Value::N(high)) => low <= high,
        (Value::B(low), Value::B(high)) => low <= high,
        _ => true,
    }
}

fn unnamed(field: &FieldPart) -> Error {
    Error::new(
        ErrorKind::InvalidKey,
        format!("key part `{}` has no value of its key attribute's type", field.name),
    )
}

pub(super) fn out_of_order(field: &FieldPart) -> Error {
    Error::new(
        ErrorKind::InvalidKey,
        format!("a range of `{}` needs its order, which text padded at its left is not in", field.name),
    )
}

fn empty_range(field: &FieldPart) -> Error {
    Error::new(
        ErrorKind::InvalidKey,
        format!("the range of `{}` is empty: it ends where it starts or before", field.name),
    )
}
