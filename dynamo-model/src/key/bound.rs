use std::borrow::Cow;
use std::ops::{Bound, Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};
use std::sync::Arc;

use super::order::{AllowsInnerRange, AllowsOctetPrefix, AllowsPrefix, AllowsRange};
use super::{KeyPart, Ordered, PartArg, PartValue};

/// What a query says of one sort key part: an equality, a Rust range, or a prefix.
///
/// After an equality the next part can be named; a range or a prefix is the last one.
///
/// An end of a range that is a time may be finer than what the key tells of it: the range begins, or ends, between two keys. A
/// prefix of a part that is padded to a width is no longer than that.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # #[index(name = "gsi1")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # #[access(name = of, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{day}#{id}")]
/// # struct Order { id: String, customer: String, day: String }
/// use dynamo_model::key::starts_with;
/// use dynamo_model::query::IntoQuery as _;
///
/// let november = Order::of("c1").day(starts_with("2026-11")).request()?;
/// let one_day = Order::of("c1").day("2026-11-20").id("o1".."o9").request()?;
/// assert_eq!(
///     november.key_condition.to_string(),
///     r#"gsi1pk = "CUSTOMER#c1" AND begins_with(gsi1sk, "2026-11")"#,
/// );
/// assert!(one_day.key_condition.to_string().contains(r#"gsi1sk BETWEEN "2026-11-20#o1" AND "#));
/// let all_day = Order::of("c1").day("2026-11-20").id(..).request()?;
/// assert!(all_day.key_condition.to_string().contains(r#"gsi1sk BETWEEN "2026-11-20#" AND "#));
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "this key part is a `{P}`: `{Self}` says nothing about it",
    label = "expected a `{P}`, a `&{P}` or a range of them",
    note = "text can also be matched with `starts_with(\"…\")`"
)]
pub trait PartCondition<P> {
    /// Whether this is an equality or a range.
    type Kind: Kind;

    #[doc(hidden)]
    fn bounds(&self) -> Bounds;
}

/// Whether a condition on a part is an equality, a range or a prefix: [`Exact`], [`Ranged`] or [`Prefixed`]. It decides what the
/// chain can say next.
///
/// ```
/// use dynamo_model::key::{Exact, Kind, Prefixed, Ranged};
///
/// // Stand for a chain that names the next part, and for one that is done.
/// struct Next;
/// struct Done;
///
/// fn goes_on<K: Kind<Pick<Next, Done> = Next>>() -> bool {
///     true
/// }
/// fn is_done<K: Kind<Pick<Next, Done> = Done>>() -> bool {
///     true
/// }
/// assert!(goes_on::<Exact>() && is_done::<Ranged>() && is_done::<Prefixed>());
/// ```
pub trait Kind {
    /// Picks the type of the chain's next step.
    type Pick<Next, Done>;

    #[doc(hidden)]
    fn pick<Chain, Next, Done>(
        chain: Chain,
        next: impl FnOnce(Chain) -> Next,
        done: impl FnOnce(Chain) -> Done,
    ) -> Self::Pick<Next, Done>;
}

/// An equality: the part is this value.
///
/// ```
/// use dynamo_model::key::{Exact, PartCondition};
///
/// fn is_exact<P>(_: impl PartCondition<P, Kind = Exact>) -> bool {
///     true
/// }
/// assert!(is_exact::<u32>(7) && is_exact::<String>("2026-11-20"));
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Exact {}

/// A range: the part is between two values, or on one side of one.
///
/// ```
/// use dynamo_model::key::{PartCondition, Ranged};
///
/// fn is_range<P>(_: impl PartCondition<P, Kind = Ranged>) -> bool {
///     true
/// }
/// assert!(is_range::<u32>(7..) && is_range::<String>("2026-11"..="2026-12"));
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Ranged {}

/// A prefix: the part begins with this text, or these bytes.
///
/// ```
/// use dynamo_model::key::{PartCondition, Prefixed, starts_with};
///
/// fn is_prefix<P>(_: impl PartCondition<P, Kind = Prefixed>) -> bool {
///     true
/// }
/// assert!(is_prefix::<String>(starts_with("2026-11")));
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Prefixed {}

/// Kinds of condition that can be on a part `P` with more of the key behind it.
#[doc(hidden)]
pub trait InnerKind<P> {}
#[diagnostic::do_not_recommend]
impl<P> InnerKind<P> for Exact {}
#[diagnostic::do_not_recommend]
impl<P> InnerKind<P> for Prefixed {}
impl<P: KeyPart<Order: AllowsInnerRange>> InnerKind<P> for Ranged {}

/// Kinds of condition that can be on an integer without padding.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a range needs digits of one width, and this key part is written without padding",
    label = "`10` would sort before `9`",
    note = "name the part with an equality, or write its width into the template, as in `{{n:05}}`"
)]
pub trait UnpaddedKind<P> {}
#[diagnostic::do_not_recommend]
impl<P> UnpaddedKind<P> for Exact {}

/// Kinds of condition that can be on a part whose text has another order than its values.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "the template writes this key part in a form that is not in the order of its values",
    label = "can only be named with an equality",
    note = "in order are digits with zeros before them, as in `{{n:05}}`, text with spaces behind it, as in `{{code: <8}}`, and what has no format"
)]
pub trait EqualityKind<P> {}
#[diagnostic::do_not_recommend]
impl<P> EqualityKind<P> for Exact {}

/// Kinds of condition that can be on a part padded at its left, in whose order numbers are, and texts are not.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "text that is padded at its left is not in its own order",
    label = "can only be named with an equality",
    note = "in order is text with spaces behind it, as in `{{code: <8}}`, and text without a format"
)]
pub trait PaddedKind<P> {}
#[diagnostic::do_not_recommend]
impl<P> PaddedKind<P> for Exact {}
#[diagnostic::do_not_recommend]
impl<P: KeyPart<Order = Ordered>> PaddedKind<P> for Ranged {}

/// Kinds of condition that can be on a part padded behind with what may stand before its characters in their order.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a range needs key text that sorts as the values do, and this key part has other padding behind it than spaces",
    label = "the padding may sort after the text",
    note = "name the part with an equality or `starts_with(\"…\")`, or pad it with spaces, as in `{{code: <8}}`"
)]
pub trait PrefixKind<P> {}
#[diagnostic::do_not_recommend]
impl<P> PrefixKind<P> for Exact {}
#[diagnostic::do_not_recommend]
impl<P> PrefixKind<P> for Prefixed {}

impl Kind for Exact {
    type Pick<Next, Done> = Next;

    fn pick<Chain, Next, Done>(
        chain: Chain,
        next: impl FnOnce(Chain) -> Next,
        _done: impl FnOnce(Chain) -> Done,
    ) -> Next {
        next(chain)
    }
}

macro_rules! ends_the_chain {
    ($($kind:ty),*) => {$(
        impl Kind for $kind {
            type Pick<Next, Done> = Done;

            fn pick<Chain, Next, Done>(
                chain: Chain,
                _next: impl FnOnce(Chain) -> Next,
                done: impl FnOnce(Chain) -> Done,
            ) -> Done {
                done(chain)
            }
        }
    )*};
}

ends_the_chain!(Ranged, Prefixed);

/// The ends of a condition on a part, their type forgotten.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Bounds(pub(crate) BoundsKind);

#[derive(Clone, Debug)]
pub(crate) enum BoundsKind {
    Equal(PartValue),
    Range(Bound<PartValue>, Bound<PartValue>),
    Prefix(String),
    BytesPrefix(Vec<u8>),
}

/// Values of a part that start with a text, deliberately open: `starts_with("F34")` matches `F340`. [`starts_with`] makes it.
///
/// ```
/// use dynamo_model::key::{Prefix, starts_with};
///
/// let building: Prefix = starts_with("F34");
/// assert_eq!(building, starts_with(String::from("F34")));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefix(String);

/// Matches every value of a text part that starts with `prefix`. An empty one matches all.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # #[index(name = "gsi1")]
/// # enum Shop { Seat(Seat) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "SEAT#{id}", sk = "SEAT")]
/// # #[access(name = in_hall, index = gsi1, pk = "HALL#{hall}", sk = "{place}")]
/// # struct Seat { id: String, hall: String, place: String }
/// use dynamo_model::expr::SortRange;
/// use dynamo_model::key::starts_with;
///
/// let row = Seat::in_hall("north").place(starts_with("F34")).request()?;
/// assert_eq!(row.key_condition.range(), Some(("gsi1sk", &SortRange::BeginsWith("F34".into()))));
/// # Ok::<(), dynamo_model::Error>(())
/// ```
pub fn starts_with(prefix: impl Into<String>) -> Prefix {
    Prefix(prefix.into())
}

impl<P: KeyPart<Order: AllowsPrefix>> PartCondition<P> for Prefix {
    type Kind = Prefixed;

    fn bounds(&self) -> Bounds {
        Bounds(BoundsKind::Prefix(self.0.clone()))
    }
}

/// Values of a part of bytes that start with some. [`starts_with_bytes`] makes it.
///
/// ```
/// use dynamo_model::key::{BytesPrefix, starts_with_bytes};
///
/// let folder: BytesPrefix = starts_with_bytes([0xf3, 0x04]);
/// assert_eq!(folder, starts_with_bytes(vec![0xf3, 0x04]));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BytesPrefix(Vec<u8>);

/// Matches every value of a part of bytes that starts with `prefix`.
///
/// ```
/// # use serde::{Deserialize, Serialize};
/// use dynamo_model::expr::SortRange;
/// use dynamo_model::key::starts_with_bytes;
/// use dynamo_model::value::{Binary, Value};
/// use dynamo_model::{Entity, Table};
///
/// #[derive(Table)]
/// #[table(name = "blobs", pk("owner", S), sk("digest", B))]
/// enum Blobs {
///     Blob(Blob),
/// }
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Blobs, pk = "OWNER#{of}", sk = "{digest}")]
/// #[access(name = owned_by)]
/// struct Blob { of: String, #[attr(key)] digest: Binary }
///
/// let some = Blob::owned_by("ada").digest(starts_with_bytes([0xf3, 0x04])).request()?;
/// let prefix = Value::from(Binary::from([0xf3, 0x04].as_slice()));
/// assert_eq!(some.key_condition.range(), Some(("digest", &SortRange::BeginsWith(prefix))));
/// # Ok::<(), dynamo_model::Error>(())
/// ```
pub fn starts_with_bytes(prefix: impl Into<Vec<u8>>) -> BytesPrefix {
    BytesPrefix(prefix.into())
}

impl<P: KeyPart<Order: AllowsOctetPrefix>> PartCondition<P> for BytesPrefix {
    type Kind = Prefixed;

    fn bounds(&self) -> Bounds {
        Bounds(BoundsKind::BytesPrefix(self.0.clone()))
    }
}

macro_rules! equality {
    ($($arg:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<P: KeyPart> PartCondition<P> for $arg {
            type Kind = Exact;

            fn bounds(&self) -> Bounds {
                equal::<P>(self)
            }
        }
    )*};
}

equality!(P, &P);

// By itself, as messages show it.
impl PartCondition<String> for &str {
    type Kind = Exact;

    fn bounds(&self) -> Bounds {
        equal::<String>(self)
    }
}

macro_rules! texts {
    ($($ty:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl PartCondition<$ty> for &str {
            type Kind = Exact;

            fn bounds(&self) -> Bounds {
                equal::<$ty>(self)
            }
        }
    )*};
}

texts!(Cow<'static, str>, Box<str>, Arc<str>);

fn equal<P>(arg: &impl PartArg<P>) -> Bounds {
    Bounds(BoundsKind::Equal(PartValue::of(arg.part())))
}

macro_rules! ranges {
    ($($range:ty, |$self:ident, $of:ident| $low:expr, $high:expr;)*) => {$(
        impl<P: KeyPart<Order: AllowsRange>, A: PartArg<P>> PartCondition<P> for $range {
            type Kind = Ranged;

            fn bounds(&$self) -> Bounds {
                let $of = |arg: &A| PartValue::of(arg.part());
                Bounds(BoundsKind::Range($low, $high))
            }
        }
    )*};
}

ranges! {
    Range<A>, |self, of| Bound::Included(of(&self.start)), Bound::Excluded(of(&self.end));
    RangeInclusive<A>, |self, of| Bound::Included(of(self.start())), Bound::Included(of(self.end()));
    RangeFrom<A>, |self, of| Bound::Included(of(&self.start)), Bound::Unbounded;
    RangeTo<A>, |self, of| Bound::Unbounded, Bound::Excluded(of(&self.end));
    RangeToInclusive<A>, |self, of| Bound::Unbounded, Bound::Included(of(&self.end));
    (Bound<A>, Bound<A>), |self, of| self.0.as_ref().map(of), self.1.as_ref().map(of);
}

/// Every value.
#[diagnostic::do_not_recommend]
impl<P: KeyPart<Order: AllowsRange>> PartCondition<P> for RangeFull {
    type Kind = Ranged;

    fn bounds(&self) -> Bounds {
        Bounds(BoundsKind::Range(Bound::Unbounded, Bound::Unbounded))
    }
}
