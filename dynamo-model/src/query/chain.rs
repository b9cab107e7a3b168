use std::fmt;
use std::marker::PhantomData;
use std::ops::Bound;

use super::condition::{Named, partition_values};
use super::partitions::Partitions;
use super::{AccessPattern, Declared, IntoQuery, Pattern, Query, between};
use crate::builder::Unbound;
use crate::entity::{Entity, Record};
use crate::error::{Error, ErrorKind, Result};
use crate::key::{Bounds, BoundsKind, ErasedPart, Kind, PartCondition, PartValue};
use crate::paging::ReadsInOrder;
use crate::value::Value;

/// What a chain is after a condition of kind `K`: an `N`, which names the next part, or an `E`, which can name no other.
#[doc(hidden)]
pub type InnerStep<N, E, K> = <K as Kind>::Pick<N, E>;

/// What a chain of pattern `P` is after a condition of kind `K` on the last part: an `N`, or a query.
#[doc(hidden)]
pub type LastStep<P, N, K> = <K as Kind>::Pick<N, Query<<P as Declared>::Output, Unbound, P>>;

/// A generated type around a chain, whose methods are named as the parts of sort keys are, and that ends as a query. Nobody
/// is told which there are.
#[doc(hidden)]
pub trait ChainOf {
    type Pattern: Declared;
    /// Counts the parts of the sort key that are named.
    type Named;

    fn chain(self) -> Chain<Self::Pattern>;

    fn of(chain: Chain<Self::Pattern>) -> Self;
}

#[diagnostic::do_not_recommend]
impl<C: ChainOf<Pattern: AccessPattern<Place: ReadsInOrder>>> IntoQuery for C {
    type Output = <C::Pattern as Declared>::Output;
    type Pattern = C::Pattern;

    fn into_query(self) -> Query<Self::Output, Unbound, C::Pattern> {
        self.chain().query()
    }
}

/// A query under construction by access pattern `P`: the parts named so far. Generated types wrap it.
#[doc(hidden)]
pub struct Chain<P> {
    pattern: Option<Pattern>,
    parts: Vec<(usize, PartValue)>,
    end: Option<(usize, BoundsKind)>,
    declared: PhantomData<fn() -> P>,
}

/// Starts a chain with the parts of the partition key.
#[doc(hidden)]
#[must_use]
pub fn start<P: Declared, N: ChainOf<Pattern = P>>(access: usize, parts: &[(usize, &dyn ErasedPart)]) -> N {
    N::of(Chain {
        pattern: Pattern::of::<P::Entity>(access),
        parts: parts.iter().map(|(field, part)| (*field, PartValue::of(*part))).collect(),
        end: None,
        declared: PhantomData,
    })
}

impl<P: Declared> Chain<P> {
    /// Names the next part of the sort key, with others behind it.
    pub fn inner<N, E, T, C>(self, field: usize, condition: C) -> InnerStep<N, E, C::Kind>
    where
        N: ChainOf<Pattern = P>,
        E: ChainOf<Pattern = P>,
        C: PartCondition<T>,
    {
        <C::Kind as Kind>::pick(self.named(field, condition.bounds()), N::of, E::of)
    }

    /// Names the last part of the sort key.
    pub fn last<N, T, C>(self, field: usize, condition: C) -> LastStep<P, N, C::Kind>
    where
        N: ChainOf<Pattern = P>,
        C: PartCondition<T>,
    {
        <C::Kind as Kind>::pick(self.named(field, condition.bounds()), N::of, Self::query)
    }

    fn named(mut self, field: usize, Bounds(condition): Bounds) -> Self {
        match condition {
            BoundsKind::Equal(part) => self.parts.push((field, part)),
            range => self.end = Some((field, range)),
        }
        self
    }

    /// Makes the query for this entity's items, or views of them.
    pub fn query(self) -> Query<P::Output, Unbound, P> {
        let condition = self.condition(false);
        Query::new(self.pattern, condition, Some(P::Entity::SCHEMA))
    }

    /// Makes the query for what is between two chains that go on where this one is.
    pub(super) fn between(self, low: &Bound<Self>, high: &Bound<Self>) -> Query<P::Output, Unbound, P> {
        let condition = self.condition(true).and_then(|whole| {
            let pattern = self.resolved()?;
            let ends = [low, high].map(|end| end.as_ref().map(|chain| &*chain.parts));
            let narrow = |condition| between::narrowed(condition, pattern, &self.parts, ends);
            between::check_ends(&self.parts, ends)
                .and_then(|()| whole.each(narrow))
                .map_err(|error| Self::in_query(pattern, error))
        });
        Query::new(self.pattern, condition, Some(P::Entity::SCHEMA))
    }

    /// Makes the query for the whole item collection, whatever entities are in it.
    pub fn collection<A>(self) -> Query<A, Unbound, P>
    where
        A: Record<Table = <P::Entity as Record>::Table>,
    {
        let condition = self.condition(true);
        Query::new(self.pattern, condition, None)
    }

    /// Returns the pattern, resolved against its table.
    pub(crate) fn pattern(&self) -> Option<Pattern> {
        self.pattern
    }

    /// Returns the attributes of the partition key, with their values.
    pub(crate) fn partition(&self) -> Result<Vec<(&'static str, Value)>> {
        let named = Named { parts: &self.parts, end: None, whole_collection: true };
        partition_values(self.resolved()?, &named)
    }

    fn resolved(&self) -> Result<&Pattern> {
        self.pattern.as_ref().ok_or_else(|| {
            Error::new(
                ErrorKind::Internal,
                format!("`{}` has no such access pattern", P::Entity::SCHEMA.rust_name),
            )
        })
    }

    fn condition(&self, whole_collection: bool) -> Result<Partitions> {
        let pattern = self.resolved()?;
        let named = Named { parts: &self.parts, end: self.end.as_ref(), whole_collection };
        Partitions::of(pattern, &named).map_err(|error| Self::in_query(pattern, error))
    }

    fn in_query(pattern: &Pattern, error: Error) -> Error {
        error.context(format_args!("query `{}::{}`", P::Entity::SCHEMA.rust_name, pattern.access().name))
    }
}

impl<P> Clone for Chain<P> {
    fn clone(&self) -> Self {
        Self {
            pattern: self.pattern,
            parts: self.parts.clone(),
            end: self.end.clone(),
            declared: PhantomData,
        }
    }
}

impl<P> fmt::Debug for Chain<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chain").field("parts", &self.parts).field("end", &self.end).finish_non_exhaustive()
    }
}
