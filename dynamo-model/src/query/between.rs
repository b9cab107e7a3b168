//! Ranges over several parts of a sort key.

use std::marker::PhantomData;
use std::ops::Bound;

use super::condition::{Named, is_text_behind_padding, named_text, out_of_order};
use super::neighbour::{after, before, with_last};
use super::rounded::{End, are_between_keys, no_text, rounded_parts};
use super::{After, ByValues, Chain, ChainOf, Declared, Pattern, Query, Start};
use crate::builder::Unbound;
use crate::error::{Error, ErrorKind, Result};
use crate::expr::{KeyCondition, SortRange};
use crate::key::{AllowsRange, InnerKind, KeyPart, PaddedKind, PartValue, Ranged};
use crate::schema::{FieldPart, Template};
use crate::value::Value;

/// A range over several parts of a sort key, in the order of the first part, then of the second, and so on.
///
/// A range of the last part named is a Rust range: `.month(3..=6)`. It holds what is before that part fixed. Where both ends
/// differ in more, each is a chain of its own; it goes on where this one is, and ends after as many parts as it likes.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # #[index(name = "gsi1")]
/// # enum Shop { Invoice(Invoice) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "INVOICE#{id}", sk = "INVOICE")]
/// # #[access(name = of, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{year:04}-{month:02}#{id}")]
/// # struct Invoice { id: String, customer: String, year: u16, month: u8 }
/// use dynamo_model::query::Between;
///
/// let winter = Invoice::of("c1").between(|from| from.year(2025).month(11), |to| to.year(2026).month(2));
/// let condition = winter.request()?.key_condition.to_string();
/// assert!(condition.starts_with(r#"gsi1pk = "CUSTOMER#c1" AND gsi1sk BETWEEN "2025-11#" AND "2026-02#"#));
///
/// let error = Invoice::of("c1").between(|from| from.year(2026), |to| to.year(2025)).request().unwrap_err();
/// assert!(error.is_invalid_key());
/// # Ok::<(), dynamo_model::Error>(())
/// ```
pub trait Between: ChainOf + Sized {
    /// Reads from the first key that `low` names through the last that `high` names: both ends belong to the range. An end that
    /// names nothing is open.
    ///
    /// An end that does not belong to it is a [`Bound::Excluded`]: all keys that it names are left out. The service's ranges have
    /// their ends in them, so the request says the key next to those; nothing is read that is not returned, and pages, counts and
    /// cursors are those of any range.
    ///
    /// The request is refused ([`is_invalid_key`](crate::Error::is_invalid_key)) if the range ends before it starts, or if an end
    /// is another chain than the one that it was given. A key that is not of several parts in one attribute, or whose text is
    /// not in the order of the parts, has no such range: it does not compile.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Entry(Entry) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "BOOK#{book}", sk = "ENTRY#{page}#{line}")]
    /// # #[access(name = of)]
    /// # struct Entry { book: String, page: u32, line: u16 }
    /// use dynamo_model::query::Between;
    ///
    /// let on = Entry::of("b1").between(|from| from.page(7).line(20), |to| to);
    /// let condition = on.request()?.key_condition.to_string();
    /// assert!(condition.contains(r#"sk BETWEEN "ENTRY#0000000007#00020" AND "ENTRY#"#), "to the last one");
    ///
    /// use std::ops::Bound::Excluded;
    ///
    /// let before = Entry::of("b1").between(|from| from.page(7), |to| Excluded(to.page(9)));
    /// let condition = before.request()?.key_condition.to_string();
    /// assert!(condition.contains(r#"BETWEEN "ENTRY#0000000007#" AND "ENTRY#0000000009"#), "no line of page 9");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    fn between<Parts, L, H>(
        self,
        low: impl FnOnce(Self) -> L,
        high: impl FnOnce(Self) -> H,
    ) -> Query<<Self::Pattern as Declared>::Output, Unbound, Self::Pattern>
    where
        Self: Clone + SortsBy<Parts>,
        Self::Named: Behind<Parts, Rest: InOrder>,
        L: RangeEnd<Pattern = Self::Pattern>,
        H: RangeEnd<Pattern = Self::Pattern>,
    {
        let (low, high) = (low(self.clone()).end(), high(self.clone()).end());
        self.chain().between(&low, &high)
    }
}

#[diagnostic::do_not_recommend]
impl<C: ChainOf> Between for C {}

/// An end of a range over several parts: a chain, which belongs to the range, or a [`Bound`] of one.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "an end of a range over several parts names each of them by a value",
    label = "is no chain of parts that goes on",
    note = "name the parts by values, as in `.between(|from| from.year(2025).month(11), |to| to.year(2026))`"
)]
pub trait RangeEnd {
    type Pattern: Declared;

    fn end(self) -> Bound<Chain<Self::Pattern>>;
}

#[diagnostic::do_not_recommend]
impl<C: ChainOf<Named: ByValues>> RangeEnd for C {
    type Pattern = C::Pattern;

    fn end(self) -> Bound<Chain<C::Pattern>> {
        Bound::Included(self.chain())
    }
}

#[diagnostic::do_not_recommend]
impl<C: ChainOf<Named: ByValues>> RangeEnd for Bound<C> {
    type Pattern = C::Pattern;

    fn end(self) -> Bound<Chain<C::Pattern>> {
        self.map(C::chain)
    }
}

/// Chains of access patterns whose sort key is one attribute of several parts. Generated code says which: each is an [`InnerPart`],
/// [`PaddedPart`], [`LastPart`] or [`LoosePart`], in pairs of one and those behind it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "the sort key of this access pattern is not one attribute with several parts to name",
    label = "has no range over several parts",
    note = "a range of one part is a Rust range, as in `.placed_at(monday..)`; parts that are attributes of their own have no order together"
)]
pub trait SortsBy<Parts> {}

/// The parts behind those that are named: these have no say in the order.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a range over several parts goes on from parts that are named by values",
    label = "a range or a prefix is named already",
    note = "write `.between(…)` in its place"
)]
pub trait Behind<Parts> {
    type Rest;
}

impl<Parts> Behind<Parts> for Start {
    type Rest = Parts;
}

impl<N: Behind<Parts, Rest: PartsOf>, Parts> Behind<Parts> for After<N> {
    type Rest = <N::Rest as PartsOf>::Others;
}

/// A pair of a part and those behind it.
#[doc(hidden)]
pub trait PartsOf {
    type Others;
}

impl<P, Others> PartsOf for (P, Others) {
    type Others = Others;
}

/// Parts whose text is in the order of their values, one after another.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a range over several parts needs a key whose text sorts as the parts do",
    label = "one of its parts has no such order",
    note = "in order are numbers of one width, as in `{{n:05}}`, times, and enums in the order of their texts; text only at the end"
)]
pub trait InOrder {}

/// A part with more of the key behind it.
#[doc(hidden)]
#[derive(Debug)]
pub struct InnerPart<T>(PhantomData<T>);

/// A part padded at its left.
#[doc(hidden)]
#[derive(Debug)]
pub struct PaddedPart<T>(PhantomData<T>);

/// A part at the end of the key, or padded behind with spaces.
#[doc(hidden)]
#[derive(Debug)]
pub struct LastPart<T>(PhantomData<T>);

/// A part that the template writes in a form without order.
#[doc(hidden)]
#[derive(Debug)]
pub struct LoosePart<T>(PhantomData<T>);

impl<T: KeyPart<Order: AllowsRange>> InOrder for InnerPart<T> where Ranged: InnerKind<T> {}
impl<T: KeyPart<Order: AllowsRange>> InOrder for PaddedPart<T> where Ranged: PaddedKind<T> {}
impl<T: KeyPart<Order: AllowsRange>> InOrder for LastPart<T> {}
impl<P: InOrder, Others: InOrder> InOrder for (P, Others) {}
impl InOrder for () {}

/// The parts that an end of a range names.
pub(super) type Parts = [(usize, PartValue)];

/// Narrows the condition on a partition to the sort keys between two that are named as far as they are.
pub(super) fn narrowed(
    condition: KeyCondition,
    pattern: &Pattern,
    so_far: &Parts,
    ends: [Bound<&Parts>; 2],
) -> Result<KeyCondition> {
    let ([attribute], [template]) = (pattern.key().sk, pattern.access().sk) else {
        return Err(Error::new(ErrorKind::Internal, "the sort key is not one attribute"));
    };
    Ok(match range(template, so_far, ends)? {
        Some(range) => condition.with_range(attribute.name, range),
        None => condition,
    })
}

/// Makes the range between two ends that go on where a chain is; `None` if it is all of the partition.
pub(super) fn range(
    template: &Template,
    so_far: &Parts,
    [low, high]: [Bound<&Parts>; 2],
) -> Result<Option<SortRange>> {
    let is_open = |field: &&FieldPart| so_far.iter().all(|(place, _)| *place != field.field);
    if let Some(field) = template.fields().filter(is_open).find(|field| is_text_behind_padding(field)) {
        return Err(out_of_order(field));
    }
    let rounded = |bound, end| rounded_parts(template, so_far, bound, end);
    let [from, to] = [rounded(low, End::Low), rounded(high, End::High)];
    let is_between_keys = || match (low, high) {
        (Bound::Included(low) | Bound::Excluded(low), Bound::Included(high) | Bound::Excluded(high)) => {
            are_between_keys(template, low, high)
        }
        _ => false,
    };
    let (low, high) = (from.as_ref().map(|parts| &**parts), to.as_ref().map(|parts| &**parts));
    let text = |end| {
        let (Bound::Included(parts) | Bound::Excluded(parts)) = end else { return text(template, so_far) };
        text(template, parts)
    };
    let leaves_all_out = |end: Bound<&Parts>| matches!(end, Bound::Excluded(parts) if *parts == *so_far);
    if leaves_all_out(low) || leaves_all_out(high) {
        return Err(empty(template.text));
    }
    let low = match (low, text(low)?) {
        (Bound::Excluded(_), (text, true)) => after(&text),
        (Bound::Excluded(_), (text, false)) => after(&with_last(&text)),
        (_, (text, _)) => text,
    };
    let high = match (high, text(high)?) {
        (Bound::Excluded(_), (text, _)) => before(&text),
        (_, (text, is_whole)) if is_whole || text.is_empty() => text,
        (_, (text, _)) => with_last(&text),
    };
    Ok(match (low.is_empty(), high.is_empty()) {
        (true, true) => None,
        (false, true) => Some(SortRange::Ge(Value::S(low))),
        _ if low > high && is_between_keys() => Some(no_text(&text(Bound::Unbounded)?.0)),
        _ if low > high => return Err(empty(template.text)),
        (true, false) => Some(SortRange::Le(Value::S(high))),
        (false, false) => Some(SortRange::Between(Value::S(low), Value::S(high))),
    })
}

/// The text of a key as far as its parts are named, and whether it is all of the key.
fn text(template: &Template, parts: &Parts) -> Result<(String, bool)> {
    let (text, behind) = named_text(template, &Named { parts, end: None, whole_collection: false })?;
    Ok((text, behind.is_empty()))
}

/// Refuses ends that do not go on where the query is: they would be of another partition, or leave out a part.
pub(super) fn check_ends(so_far: &Parts, ends: [Bound<&Parts>; 2]) -> Result<()> {
    let goes_on = |end| match end {
        Bound::Included(parts) | Bound::Excluded(parts) => <Parts>::starts_with(parts, so_far),
        Bound::Unbounded => true,
    };
    if ends.into_iter().all(goes_on) {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::InvalidKey,
        "an end of the range is another query; name its parts on what the closure is given, as in `|from| from.year(2025)`",
    ))
}

fn empty(template: &str) -> Error {
    Error::new(
        ErrorKind::InvalidKey,
        format!("the range over the parts of `{template}` is empty: it ends before it starts"),
    )
}
