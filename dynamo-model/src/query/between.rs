//! Ranges over several parts of a sort key.

use std::marker::PhantomData;

use super::condition::{Named, is_text_behind_padding, named_text, out_of_order, with_last};
use super::{After, ChainOf, Declared, Pattern, Query, Start};
use crate::builder::Unbound;
use crate::error::{Error, ErrorKind, Result};
use crate::expr::{KeyCondition, SortRange};
use crate::key::{AllowsRange, InnerKind, KeyPart, PaddedKind, PartValue, Ranged};
use crate::schema::FieldPart;
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
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    fn between<Parts, L, H>(
        self,
        low: impl FnOnce(Self) -> L,
        high: impl FnOnce(Self) -> H,
    ) -> Query<<Self::Pattern as Declared>::Output, Unbound, Self::Pattern>
    where
        Self: Clone,
        Self::Pattern: SortsBy<Parts>,
        Self::Named: Behind<Parts, Rest: InOrder>,
        L: ChainOf<Pattern = Self::Pattern>,
        H: ChainOf<Pattern = Self::Pattern>,
    {
        let (low, high) = (low(self.clone()).chain(), high(self.clone()).chain());
        self.chain().between(&low, &high)
    }
}

#[diagnostic::do_not_recommend]
impl<C: ChainOf> Between for C {}

/// Access patterns whose sort key is one attribute of several parts. Generated code says which: each is an [`InnerPart`],
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

/// Narrows the condition on a partition to the sort keys between two that are named as far as they are.
pub(super) fn narrowed(
    condition: KeyCondition,
    pattern: &Pattern,
    so_far: &[(usize, PartValue)],
    [low, high]: [&[(usize, PartValue)]; 2],
) -> Result<KeyCondition> {
    let ([attribute], [template]) = (pattern.key().sk, pattern.access().sk) else {
        return Err(Error::new(ErrorKind::Internal, "the sort key is not one attribute"));
    };
    let is_open = |field: &&FieldPart| so_far.iter().all(|(place, _)| *place != field.field);
    if let Some(field) = template.fields().filter(is_open).find(|field| is_text_behind_padding(field)) {
        return Err(out_of_order(field));
    }
    let text = |parts| named_text(template, &Named { parts, end: None, whole_collection: false });
    let ((low, _), (high, behind)) = (text(low)?, text(high)?);
    let range = match (low.is_empty(), high.is_empty()) {
        (true, true) => return Ok(condition),
        (_, true) => SortRange::Ge(Value::S(low)),
        (is_open, false) => {
            let high = if behind.is_empty() { high } else { with_last(&high) };
            if low > high {
                return Err(empty(template.text));
            }
            if is_open {
                SortRange::Le(Value::S(high))
            } else {
                SortRange::Between(Value::S(low), Value::S(high))
            }
        }
    };
    Ok(condition.with_range(attribute.name, range))
}

/// Refuses ends that do not go on where the query is: they would be of another partition, or leave out a part.
pub(super) fn check_ends(so_far: &[(usize, PartValue)], ends: [&[(usize, PartValue)]; 2]) -> Result<()> {
    if ends.iter().all(|end| end.starts_with(so_far)) {
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
