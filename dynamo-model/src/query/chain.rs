use std::fmt;
use std::marker::PhantomData;

use super::condition::Named;
use super::partitions::Partitions;
use super::{Pattern, Query};
use crate::builder::Unbound;
use crate::entity::{Entity, Projection, Record};
use crate::error::{Error, ErrorKind, Result};
use crate::key::{Bounds, BoundsKind, ErasedPart, PartValue};

/// A query under construction: the parts of an access pattern named so far. Generated types wrap it.
#[doc(hidden)]
pub struct Chain<E> {
    pattern: Option<Pattern>,
    parts: Vec<(usize, PartValue)>,
    end: Option<(usize, BoundsKind)>,
    entity: PhantomData<fn() -> E>,
}

impl<E: Entity> Chain<E> {
    /// Starts with the parts of the partition key.
    #[must_use]
    pub fn start(access: usize, parts: &[(usize, &dyn ErasedPart)]) -> Self {
        Self {
            pattern: Pattern::of::<E>(access),
            parts: parts.iter().map(|(field, part)| (*field, PartValue::of(*part))).collect(),
            end: None,
            entity: PhantomData,
        }
    }

    /// Names the next part of the sort key.
    #[must_use]
    pub fn then(mut self, field: usize, bounds: Bounds) -> Self {
        match bounds.0 {
            BoundsKind::Equal(part) => self.parts.push((field, part)),
            range => self.end = Some((field, range)),
        }
        self
    }

    /// Makes the query for this entity's items.
    pub fn query<P>(self) -> Query<E, Unbound, P> {
        let condition = self.condition(false);
        Query::new(self.pattern, condition, Some(E::SCHEMA))
    }

    /// Makes the query for views of this entity's items.
    pub fn view<V: Projection<Entity = E>, P>(self) -> Query<V, Unbound, P> {
        let condition = self.condition(false);
        Query::new(self.pattern, condition, Some(E::SCHEMA))
    }

    /// Makes the query for the whole item collection, whatever entities are in it.
    pub fn collection<A, P>(self) -> Query<A, Unbound, P>
    where
        A: Record<Table = E::Table>,
    {
        let condition = self.condition(true);
        Query::new(self.pattern, condition, None)
    }

    fn condition(&self, whole_collection: bool) -> Result<Partitions> {
        let pattern = self.pattern.as_ref().ok_or_else(|| {
            Error::new(ErrorKind::Internal, format!("`{}` has no such access pattern", E::SCHEMA.rust_name))
        })?;
        let named = Named { parts: &self.parts, end: self.end.as_ref(), whole_collection };
        Partitions::of(pattern, &named).map_err(|error| {
            error.context(format_args!("query `{}::{}`", E::SCHEMA.rust_name, pattern.access().name))
        })
    }
}

impl<E> Clone for Chain<E> {
    fn clone(&self) -> Self {
        Self { pattern: self.pattern, parts: self.parts.clone(), end: self.end.clone(), entity: PhantomData }
    }
}

impl<E> fmt::Debug for Chain<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chain").field("parts", &self.parts).field("end", &self.end).finish_non_exhaustive()
    }
}
