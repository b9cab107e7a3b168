use super::Pattern;
use super::condition::{Named, key_condition};
use crate::error::{Error, Result};
use crate::expr::KeyCondition;
use crate::schema::Template;

/// The partitions a query reads: one, or every shard of one that is spread.
#[derive(Clone, Debug)]
pub(super) struct Partitions {
    first: KeyCondition,
    others: Vec<KeyCondition>,
}

impl Partitions {
    pub(super) fn of(pattern: &Pattern, named: &Named<'_>) -> Result<Self> {
        let shards = pattern.access().pk.iter().find_map(Template::shards);
        let count = shards.map_or(1, |shards| shards.count);
        Ok(Self {
            first: key_condition(pattern, named, 0)?,
            others: (1..count).map(|shard| key_condition(pattern, named, shard)).collect::<Result<_>>()?,
        })
    }

    /// Narrows each to some of its sort keys.
    pub(super) fn each(self, narrow: impl Fn(KeyCondition) -> Result<KeyCondition>) -> Result<Self> {
        Ok(Self {
            first: narrow(self.first)?,
            others: self.others.into_iter().map(narrow).collect::<Result<_>>()?,
        })
    }

    /// Returns the condition of the first partition, from which the others do not differ but in its number.
    pub(super) fn first(&self) -> &KeyCondition {
        &self.first
    }

    /// Returns the condition of one shard, or of all there are: that of the first, and those of the others.
    pub(super) fn choose(self, shard: Option<u32>) -> Result<(KeyCondition, Vec<KeyCondition>)> {
        let Self { first, others } = self;
        let Some(number) = shard else { return Ok((first, others)) };
        let (count, place) = (1 + others.len(), usize::try_from(number).unwrap_or(usize::MAX));
        let chosen = std::iter::once(first).chain(others).nth(place);
        chosen.map(|condition| (condition, Vec::new())).ok_or_else(|| {
            Error::validation(format!("there is no shard {number} of {count}; they are counted from 0"))
        })
    }
}

/// Access patterns and collections whose partition key is spread over shards. Generated code implements it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "this query reads one partition, which has no shards",
    label = "the partition key of this pattern has no `{{shard(…)}}`",
    note = "remove `.shard(…)`, or spread the partition key, as in \"SCORES#{{game}}#{{shard(10)}}\""
)]
pub trait Sharded {}
