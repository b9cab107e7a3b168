use std::ops::{Bound, Range, RangeFrom, RangeInclusive, RangeTo, RangeToInclusive};

use super::order::{AllowsInnerRange, AllowsOctetPrefix, AllowsPrefix, AllowsRange};
use super::{KeyPart, PartArg, PartValue};

/// What a query says of one sort key part: an equality, a Rust range, or a prefix.
///
/// After an equality the next part can be named; a range or a prefix ends the chain.
///
/// ```
/// use dynamo_model::key::{PartCondition, starts_with};
///
/// fn placed_at(_when: impl PartCondition<String>) {}
/// placed_at("2026-11-20");
/// placed_at("2026-11".."2026-12");
/// placed_at(starts_with("2026-11"));
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

/// Whether a condition on a part is an equality or a range; decides what the chain can say next.
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

/// An equality.
#[derive(Clone, Copy, Debug)]
pub enum Exact {}

/// A range.
#[derive(Clone, Copy, Debug)]
pub enum Ranged {}

/// A prefix.
#[derive(Clone, Copy, Debug)]
pub enum Prefixed {}

/// Kinds of condition that can be on a part `P` with more of the key behind it.
#[doc(hidden)]
pub trait InnerKind<P> {}
impl<P> InnerKind<P> for Exact {}
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
impl<P> UnpaddedKind<P> for Exact {}

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

/// Values of a part that start with a text, deliberately open: `starts_with("F34")` matches `F340`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefix(String);

/// Matches every value of a text part that starts with `prefix`.
///
/// ```
/// use dynamo_model::key::{PartCondition, starts_with};
///
/// fn on_building(_: impl PartCondition<String>) {}
/// on_building(starts_with("F34"));
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

/// Values of a part of bytes that start with some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BytesPrefix(Vec<u8>);

/// Matches every value of a part of bytes that starts with `prefix`.
///
/// ```
/// use dynamo_model::key::{PartCondition, starts_with_bytes};
/// use dynamo_model::value::Binary;
///
/// fn digest(_: impl PartCondition<Binary>) {}
/// digest(starts_with_bytes([0xf3, 0x04]));
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
    ($([$($generics:tt)*] $part:ty, $arg:ty;)*) => {$(
        impl<$($generics)*> PartCondition<$part> for $arg {
            type Kind = Exact;

            fn bounds(&self) -> Bounds {
                Bounds(BoundsKind::Equal(PartValue::of(PartArg::<$part>::part(self))))
            }
        }
    )*};
}

equality! {
    [P: KeyPart] P, P;
    [P: KeyPart] P, &P;
    [] String, &str;
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
