use super::{Pattern, fingerprint};
use crate::builder::Conjunction;
use crate::entity::{Hiding, Readable, Table};
use crate::error::Result;
use crate::expr::{Condition, KeyCondition};
use crate::paging::{Cursor, Keep, Plan, Walk, check_limit};
use crate::request::{self, TableName};
use crate::schema::{KeyPair, TableSchema};

/// What two queries must have in common for a cursor of one to go on with the other.
const SAME: &str = "table, pattern, key condition, filter and direction";

/// What a query asks for, whatever it returns.
#[derive(Clone)]
pub(super) struct Spec {
    pub(super) pattern: Option<Pattern>,
    pub(super) condition: Result<KeyCondition>,
    /// Whether it is for the items of every entity.
    pub(super) whole_collection: bool,
    /// Keeps items of other entities out of a shared key range.
    pub(super) tag: Option<Condition>,
    pub(super) filter: Conjunction,
    pub(super) ascending: bool,
    pub(super) consistent: bool,
    pub(super) limit: Option<usize>,
    pub(super) page_size: Option<u32>,
    pub(super) after: Option<Cursor>,
    pub(super) including_hidden: bool,
}

impl Spec {
    /// Makes the request of the first page, and with it the read of them all.
    pub(super) fn into_walk<O: Readable>(self, table: TableName, now: i64) -> Result<Walk<request::Query>> {
        check_limit(self.limit)?;
        let mut plan = self.plan::<O>(now);
        let mut request = request::Query::new(table, self.condition?);
        request.index = self.pattern.as_ref().and_then(Pattern::index).map(|index| index.name.to_owned());
        request.filter = match (self.tag, self.filter.joined()?) {
            (Some(tag), Some(filter)) => Some(tag.and(filter)),
            (tag, filter) => tag.or(filter),
        };
        request.projection = plan.projection::<O>();
        request.scan_forward = self.ascending;
        request.consistent_read = self.consistent;
        request.limit = plan.page_size();
        plan.fingerprint = fingerprint::of(&request, name(self.pattern.as_ref()));
        request.exclusive_start_key = match self.after {
            Some(cursor) => Some(cursor.open(plan.fingerprint, SAME)?),
            None => None,
        };
        plan.keep.leave_out(plan.hiding, &mut request.filter);
        Ok(Walk::new(request, plan))
    }

    /// Says how to read the pages of the request.
    fn plan<O: Readable>(&self, now: i64) -> Plan {
        let (index, table) = (self.pattern.as_ref().and_then(Pattern::index), O::Table::SCHEMA);
        Plan {
            index,
            fingerprint: 0,
            limit: self.limit,
            page_size: self.page_size,
            keep: Keep::default(),
            hiding: Hiding::of::<O>(index, now).filter(|_| !self.including_hidden),
            hydrated: self.is_hydrated(table),
            one_page: self.asks_for_one_key(&table.key),
        }
    }

    /// Whether the items are read from the table: of a collection, if the index lacks something of some entity.
    fn is_hydrated(&self, table: &TableSchema) -> bool {
        let Some(pattern) = &self.pattern else { return false };
        let lacks_others = || pattern.index().is_some_and(|index| table.is_hydrated(index.name));
        pattern.is_hydrated() || (self.whole_collection && lacks_others())
    }

    /// Whether the query is for one item of the table.
    fn asks_for_one_key(&self, key: &KeyPair) -> bool {
        let named = self.condition.as_ref().map_or(0, |condition| condition.equals().len());
        self.pattern.as_ref().is_some_and(|pattern| pattern.index().is_none())
            && named == 1 + usize::from(key.sk.is_some())
    }
}

fn name(pattern: Option<&Pattern>) -> &'static str {
    pattern.map(|pattern| pattern.access().name).unwrap_or_default()
}
