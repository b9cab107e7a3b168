//! The query of a collection: its whole partition.

use super::condition::Named;
use super::partitions::Partitions;
use super::{Pattern, Query};
use crate::builder::{GetCollection, Unbound};
use crate::entity::{Collection, Grouped, Member, Readable};
use crate::error::{Error, ErrorKind, Result};
use crate::key::{ErasedPart, PartValue};

/// Makes the query of a collection that is an enum, from the parts of its partition key. Generated code calls it.
#[doc(hidden)]
pub fn collection<C>(parts: &[(usize, &dyn ErasedPart)]) -> Query<C, Unbound, C>
where
    C: Collection + Readable<Table = <C as Collection>::Table>,
{
    query::<C, C>(parts)
}

/// Makes the read of a collection that is a struct, from the parts of its partition key. Generated code calls it.
#[doc(hidden)]
pub fn grouped<C: Grouped>(parts: &[(usize, &dyn ErasedPart)]) -> GetCollection<C> {
    GetCollection::new(query::<C, Member<C>>(parts))
}

fn query<C: Collection, O: Readable>(parts: &[(usize, &dyn ErasedPart)]) -> Query<O, Unbound, C> {
    let pattern = Pattern::of_collection::<C>();
    let name = C::SCHEMA.rust_name;
    let condition = condition(pattern.as_ref(), parts);
    let condition = condition.map_err(|error| error.context(format_args!("query `{name}`")));
    Query::new(pattern, condition, None)
}

fn condition(pattern: Option<&Pattern>, parts: &[(usize, &dyn ErasedPart)]) -> Result<Partitions> {
    let pattern = pattern.ok_or_else(|| Error::new(ErrorKind::Internal, "the table has no such index"))?;
    let parts: Vec<_> = parts.iter().map(|(place, part)| (*place, PartValue::of(*part))).collect();
    Partitions::of(pattern, &Named { parts: &parts, end: None, whole_collection: true })
}
