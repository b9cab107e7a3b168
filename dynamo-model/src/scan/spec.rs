use super::fingerprint;
use crate::builder::Conjunction;
use crate::entity::{Hiding, Readable, Table, is_tagged};
use crate::error::{Error, Result};
use crate::expr::Condition;
use crate::limits::checked;
use crate::paging::{
    Cursor, Keep, Pace, Paged as _, Plan, Walk, check_held, check_limit, not_consistent, not_filtered,
};
use crate::request::check::MOST_SEGMENTS;
use crate::request::{self, ReturnCapacity, Segment, TableName};
use crate::schema::{EntitySchema, IndexSchema, ProjectionSchema, TableSchema, is_view_held};

/// What two scans must have in common for a cursor of one to go on with the other.
const SAME: &str = "table, index, entity, filter and segment";

/// What a scan asks for, whatever it returns.
#[derive(Clone, Debug, Default)]
pub(super) struct Spec {
    pub(super) index: Option<Result<&'static IndexSchema>>,
    pub(super) filter: Conjunction,
    pub(super) consistent: bool,
    pub(super) limit: Option<usize>,
    pub(super) page_size: Option<u32>,
    pub(super) segment: Option<Segment>,
    /// Units a second.
    pub(super) rate: Option<u32>,
    pub(super) after: Option<Cursor>,
    pub(super) including_hidden: bool,
}

impl Spec {
    /// Makes the request of the first page, and with it the read of them all.
    pub(super) fn into_walk<O: Readable>(self, table: TableName, now: i64) -> Result<Walk<request::Scan>> {
        self.make::<O>(table, now).map_err(Error::unsent)
    }

    /// What is hidden of what the scan reads.
    fn hiding<O: Readable>(&self, now: i64) -> Option<Hiding> {
        let index = self.index.as_ref().and_then(|index| index.as_ref().ok()).copied();
        Hiding::of::<O>(index, now).filter(|_| !self.including_hidden)
    }

    /// On which conditions the library returns items that the request's filter does not judge.
    pub(super) fn hidden<O: Readable>(&self, now: i64) -> Vec<(&'static str, Condition)> {
        self.hiding::<O>(now).map(|hiding| hiding.not_filtered()).unwrap_or_default()
    }

    fn make<O: Readable>(self, table: TableName, now: i64) -> Result<Walk<request::Scan>> {
        check_limit(self.limit)?;
        check_rate(self.rate)?;
        check_segment(self.segment)?;
        let index = self.index.clone().transpose()?;
        let hydrated = index.is_some_and(is_hydrated::<O>);
        if let Some(index) = index {
            self.check_allowed_of(index, hydrated)?;
            check_whole::<O>(index)?;
        }
        let only = Only::of::<O>(index);
        let mut request = request::Scan::new(table);
        request.index = index.map(|index| index.name.to_owned());
        let filter = self.filter.joined()?;
        if let Some(filter) = &filter {
            check_held(filter, index, O::Table::SCHEMA)?;
        }
        request.filter = match (only.tag(), filter) {
            (Some(tag), Some(filter)) => Some(tag.and(filter)),
            (tag, filter) => tag.or(filter),
        };
        request.consistent_read = self.consistent;
        request.segment = self.segment;
        let mut plan = Plan {
            index,
            fingerprint: fingerprint::of(&request, only.name()),
            limit: self.limit,
            page_size: self.page_size,
            keep: only.keep(O::Table::SCHEMA),
            hiding: self.hiding::<O>(now),
            one_page: false,
            hydrated,
        };
        request.projection = plan.projection::<O>();
        request.limit = plan.page_size();
        if let Some(cursor) = self.after {
            request.set_position(Some(cursor.open(plan.fingerprint, SAME)?));
        }
        plan.keep.leave_out(plan.hiding, &mut request.filter);
        if self.rate.is_some() {
            request.return_capacity = ReturnCapacity::Total;
        }
        let request = checked::<O::Table, _>(Ok(request), || only.named(O::Table::SCHEMA))?;
        Ok(Walk::new(request, plan).at_pace(self.rate.map(Pace::new)))
    }
}

impl Spec {
    /// Refuses what was asked for before the index was named; afterwards the compiler does.
    fn check_allowed_of(&self, index: &IndexSchema, hydrated: bool) -> Result<()> {
        if self.consistent && !index.local {
            return Err(Error::validation(format!(
                "a scan through global index `{}` cannot be consistent; leave out `consistent`",
                index.name
            )));
        }
        if self.consistent && hydrated {
            return Err(not_consistent(index));
        }
        if self.filter.is_some() && hydrated {
            return Err(not_filtered(index));
        }
        Ok(())
    }
}

/// Whether items found in an index are read from the table: those of an entity if its pattern says so, unless they are views
/// of what the index holds; those of all entities if the pattern of one of them says so.
fn is_hydrated<O: Readable>(index: &IndexSchema) -> bool {
    let has_all = |entity, access| {
        O::__VIEW.is_some_and(|view| is_view_held(entity, access, index, O::Table::SCHEMA, view))
    };
    match O::__ONLY {
        Some(entity) => {
            entity.on_index(index.name).is_some_and(|access| access.hydrate && !has_all(entity, access))
        }
        None => O::Table::SCHEMA.is_hydrated(index.name),
    }
}

/// Refuses an index that holds some entity in part only, for views.
fn check_whole<O: Readable>(index: &IndexSchema) -> Result<()> {
    if O::__ONLY.is_some() || O::Table::SCHEMA.reads_whole(index.name) {
        return Ok(());
    }
    Err(Error::validation(format!(
        "index `{}` does not hold every entity whole; scan one entity through it, or the table",
        index.name
    )))
}

/// How the items of one entity are told from those of others.
enum Only {
    /// By the tag, which the service compares.
    Tag(&'static TableSchema, &'static EntitySchema),
    /// By the form of the primary key, once they are here.
    Key(&'static EntitySchema),
    /// Every entity is wanted.
    Any,
}

impl Only {
    fn of<O: Readable>(index: Option<&IndexSchema>) -> Self {
        let Some(entity) = O::__ONLY else { return Self::Any };
        let holds_tags = index.is_none_or(|index| !matches!(index.projection, ProjectionSchema::KeysOnly));
        let table = O::Table::SCHEMA;
        if table.entity_type.is_some() && holds_tags { Self::Tag(table, entity) } else { Self::Key(entity) }
    }

    fn tag(&self) -> Option<Condition> {
        match self {
            Self::Tag(table, entity) => is_tagged(entity, table),
            Self::Key(_) | Self::Any => None,
        }
    }

    fn keep(&self, table: &TableSchema) -> Keep {
        let entity = match self {
            Self::Key(entity) => Some(*entity),
            Self::Tag(table, entity) if table.adopts => Some(*entity),
            Self::Tag(..) | Self::Any => None,
        };
        Keep::new(entity, matches!(self, Self::Any), table)
    }

    /// Names the scan in an error.
    fn named(&self, table: &TableSchema) -> String {
        match self {
            Self::Any => format!("scan of `{}`", table.rust_name),
            Self::Tag(..) | Self::Key(_) => format!("scan of `{}`", self.name()),
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Tag(_, entity) | Self::Key(entity) => entity.rust_name,
            Self::Any => "",
        }
    }
}

fn check_segment(segment: Option<Segment>) -> Result<()> {
    match segment {
        Some(Segment { total, .. }) if !(1..=MOST_SEGMENTS).contains(&total) => {
            Err(Error::validation(format!("a scan of {total} segments; use 1 to 1,000,000")))
        }
        Some(Segment { number, total }) if number >= total => Err(Error::validation(format!(
            "there is no segment {number} of {total}; they are counted from 0"
        ))),
        _ => Ok(()),
    }
}

fn check_rate(rate: Option<u32>) -> Result<()> {
    match rate {
        Some(0) => {
            Err(Error::validation("at a rate of 0 units a second nothing is ever read; use at least 1"))
        }
        _ => Ok(()),
    }
}
