use super::{Pattern, fingerprint};
use crate::builder::Conjunction;
use crate::entity::{Readable, Table};
use crate::error::Result;
use crate::expr::{Condition, KeyCondition};
use crate::paging::{Cursor, Plan, check_limit};
use crate::request::{self, TableName};
use crate::schema::{EntitySchema, KeyPair, TableSchema};

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
    /// The entity whose primary key the items must have: those without a tag are told by it.
    pub(super) keep: Option<&'static EntitySchema>,
    pub(super) filter: Conjunction,
    pub(super) ascending: bool,
    pub(super) consistent: bool,
    pub(super) limit: Option<usize>,
    pub(super) page_size: Option<u32>,
    pub(super) after: Option<Cursor>,
}

impl Spec {
    /// Makes the request of the first page.
    pub(super) fn into_request<O: Readable>(self, table: TableName) -> Result<request::Query> {
        check_limit(self.limit)?;
        let plan = self.plan::<O::Table>();
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
        request.exclusive_start_key = match self.after {
            Some(cursor) => Some(cursor.open(fingerprint::of(&request, plan.pattern), SAME)?),
            None => None,
        };
        Ok(request)
    }

    /// Says how to read the pages of the request.
    pub(super) fn plan<T: Table>(&self) -> Plan {
        Plan {
            index: self.pattern.as_ref().and_then(Pattern::index),
            pattern: name(self.pattern.as_ref()),
            limit: self.limit,
            page_size: self.page_size,
            keep: self.keep,
            hydrated: self.is_hydrated(T::SCHEMA),
            one_page: self.asks_for_one_key(&T::SCHEMA.key),
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
