use super::fan::{Fan, Order};
use super::partitions::Partitions;
use super::reading::Reading;
use super::start::{check_place, of_several_shards, place_of};
use super::{Pattern, fingerprint};
use crate::builder::Conjunction;
use crate::entity::{Hiding, Readable, Table};
use crate::error::{Error, Result};
use crate::expr::Condition;
use crate::limits::checked;
use crate::paging::{
    Cursor, Keep, Plan, Walk, check_held, check_limit, check_no_key, not_consistent, not_filtered,
};
use crate::request::{self, TableName};
use crate::schema::{EntitySchema, IndexSchema, KeyAttributes, ProjectionSchema, TableSchema};
use crate::value::Item;

/// What two queries must have in common for a cursor of one to go on with the other.
const SAME: &str = "table, pattern, key condition, filter and direction";

/// What a query asks for, whatever it returns.
#[derive(Clone)]
pub(super) struct Spec {
    pub(super) pattern: Option<Pattern>,
    pub(super) partitions: Result<Partitions>,
    /// The one shard to read of several.
    pub(super) shard: Option<u32>,
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
    /// The place of an entity to start after, if there is no cursor.
    pub(super) place: Option<Result<Item>>,
    pub(super) including_hidden: bool,
    /// Whether the items are read from the table, though the pattern does not say so.
    pub(super) hydrate: bool,
}

impl Spec {
    /// Makes the request of the first page, or one for each shard, and with it the read of them all.
    pub(super) fn into_reading<O: Readable>(self, table: TableName, now: i64) -> Result<Reading> {
        self.make::<O>(table, now).map_err(Error::unsent)
    }

    fn make<O: Readable>(self, table: TableName, now: i64) -> Result<Reading> {
        check_limit(self.limit)?;
        self.check_index::<O>()?;
        let (mut plan, order) = (self.plan::<O>(now), self.order(&O::Table::SCHEMA.key));
        let pattern = name(self.pattern.as_ref());
        let in_query = |error: Error| error.context(format_args!("query `{pattern}`"));
        let (condition, others) = self.partitions?.choose(self.shard)?;
        let mut request = request::Query::new(table, condition);
        request.index = plan.index.map(|index| index.name.to_owned());
        let filter = self.filter.joined()?;
        if let Some(filter) = &filter {
            check_filter(filter, &plan, O::Table::SCHEMA)?;
        }
        request.filter = match (self.tag, filter) {
            (Some(tag), Some(filter)) => Some(tag.and(filter)),
            (tag, filter) => tag.or(filter),
        };
        request.projection = plan.projection::<O>();
        request.scan_forward = self.ascending;
        request.consistent_read = self.consistent;
        request.limit = plan.page_size();
        plan.fingerprint = fingerprint::of(&request, pattern);
        plan.keep.leave_out(plan.hiding, &mut request.filter);
        request = checked::<O::Table, _>(Ok(request), || format!("query `{pattern}`"))?;
        if others.is_empty() {
            request.exclusive_start_key = match (self.after, self.place) {
                (Some(cursor), _) => Some(cursor.open(plan.fingerprint, SAME)?),
                (None, Some(place)) => Some(
                    place
                        .and_then(|place| check_place(place, &request.key_condition, &plan))
                        .map_err(in_query)?,
                ),
                (None, None) => None,
            };
            return Ok(Reading::One(Walk::new(request, plan)));
        }
        let fan = Fan::new(request, others, plan, order);
        Ok(Reading::Fan(match (self.after, self.place) {
            (Some(cursor), _) => fan.after(&cursor, SAME)?,
            (None, Some(_)) => return Err(in_query(of_several_shards())),
            (None, None) => fan,
        }))
    }

    /// Starts after an item of that name, whose keys are made for the index that is read.
    pub(super) fn start_after<T: Table>(
        &mut self,
        name: &str,
        keys: impl FnOnce(Option<&IndexSchema>) -> Result<Item>,
    ) {
        let index = self.pattern.as_ref().and_then(Pattern::index);
        self.after = None;
        self.place = Some(keys(index).and_then(|item| place_of::<T>(&item, name, index)));
    }

    fn order(&self, primary: &KeyAttributes) -> Order {
        let queried = self.pattern.as_ref().map_or(primary, Pattern::key);
        Order { queried: *queried, primary: *primary, ascending: self.ascending }
    }

    /// Says how to read the pages of the request.
    fn plan<O: Readable>(&self, now: i64) -> Plan {
        let (index, table) = (self.pattern.as_ref().and_then(Pattern::index), O::Table::SCHEMA);
        Plan {
            index,
            fingerprint: 0,
            limit: self.limit,
            page_size: self.page_size,
            keep: Keep::new(self.keep, self.whole_collection, table),
            hiding: self.hiding::<O>(now),
            hydrated: self.is_hydrated::<O>(),
            one_page: self.asks_for_one_key(&table.key),
        }
    }

    /// What is hidden of what the query reads.
    pub(super) fn hiding<O: Readable>(&self, now: i64) -> Option<Hiding> {
        let index = self.pattern.as_ref().and_then(Pattern::index);
        Hiding::of::<O>(index, now).filter(|_| !self.including_hidden)
    }

    /// Whether the items are read from the table: of a collection, if the index lacks something of some entity. What the index
    /// holds is not.
    fn is_hydrated<O: Readable>(&self) -> bool {
        let Some(pattern) = &self.pattern else { return false };
        let lacks_others = || pattern.index().is_some_and(|index| O::Table::SCHEMA.is_hydrated(index.name));
        let finds_them = (self.hydrate || pattern.is_hydrated()) && !pattern.has_all_of::<O>();
        finds_them || (self.whole_collection && lacks_others())
    }

    /// Refuses what the compiler lets pass: views, of a pattern that is forgotten, of what the index does not hold, and a
    /// consistent read of a local index that was made to read the table, too.
    fn check_index<O: Readable>(&self) -> Result<()> {
        let Some((pattern, index)) = self.pattern.as_ref().and_then(|one| Some((one, one.index()?))) else {
            return Ok(());
        };
        let hydrated = self.is_hydrated::<O>();
        if hydrated && self.consistent {
            return Err(not_consistent(index));
        }
        let holds_all = || index.projection == ProjectionSchema::All || pattern.has_all_of::<O>();
        match O::__VIEW {
            Some(view) if !hydrated && !holds_all() => Err(Error::validation(format!(
                "index `{}` does not hold all that `{}` has; write `.hydrate()` before `.any_pattern()`, to read the table, too",
                index.name, view.rust_name
            ))),
            _ => Ok(()),
        }
    }

    /// Whether the query is for one item of the table.
    fn asks_for_one_key(&self, key: &KeyAttributes) -> bool {
        let named = self.partitions.as_ref().map_or(0, |partitions| partitions.first().equals().len());
        self.pattern.as_ref().is_some_and(|pattern| pattern.index().is_none()) && named == key.all().count()
    }
}

/// Refuses what the compiler lets pass: it knows the attributes of an entity, but not which of them are keys to a
/// collection, and what a part of an index holds.
fn check_filter(filter: &Condition, plan: &Plan, table: &TableSchema) -> Result<()> {
    if let Some(index) = plan.index.filter(|_| plan.hydrated) {
        return Err(not_filtered(index));
    }
    check_no_key(filter, plan.index, table)?;
    check_held(filter, plan.index, table)
}

fn name(pattern: Option<&Pattern>) -> &'static str {
    pattern.map(|pattern| pattern.access().name).unwrap_or_default()
}
