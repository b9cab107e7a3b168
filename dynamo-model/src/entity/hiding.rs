//! Which items readers do not see: those that have expired and are still there, and those that were softly deleted.

use super::Readable;
use super::identify::{is_no_other, position};
use crate::expr::{Condition, Path};
use crate::schema::{EntitySchema, IndexSchema, TableSchema};
use crate::value::{ItemRef, Number};

/// What the reader of single items sees.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Sight {
    /// Every item.
    All,
    /// What is not hidden at this time.
    At(i64),
}

impl Sight {
    /// Makes the sight of a reader who may have asked for hidden items.
    pub(crate) fn new(including_hidden: bool, now: i64) -> Self {
        if including_hidden { Self::All } else { Self::At(now) }
    }

    pub(crate) fn sees<O: Readable>(self, item: ItemRef<'_>) -> bool {
        match self {
            Self::All => true,
            Self::At(now) => Hiding::of::<O>(None, now).is_none_or(|hiding| !hiding.hides(item)),
        }
    }
}

/// What a read of some entities hides at a time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hiding {
    /// The entity, if all items are of one.
    only: Option<&'static EntitySchema>,
    table: &'static TableSchema,
    index: Option<&'static IndexSchema>,
    now: i64,
}

impl Hiding {
    /// Finds what is hidden of the table or an index; `None` if nothing ever is.
    pub(crate) fn of<O: Readable>(index: Option<&'static IndexSchema>, now: i64) -> Option<Self> {
        let hiding = Self { only: O::__ONLY, table: O::__TABLE, index, now };
        hiding.entities().any(|entity| entity.retention.hides()).then_some(hiding)
    }

    /// The entities that the items may be of.
    fn entities(&self) -> impl Iterator<Item = &'static EntitySchema> {
        let (all, index) = (self.table.entities.iter().copied(), self.index);
        let in_index =
            move |entity: &&EntitySchema| index.is_none_or(|index| entity.on_index(index.name).is_some());
        let several = all.filter(in_index).filter(|_| self.only.is_none());
        self.only.into_iter().chain(several)
    }

    /// Makes the filter that leaves out what is hidden; `None` if nothing in an item of the table tells its entity.
    pub(crate) fn filter(&self) -> Option<Condition> {
        let groups = self.groups();
        let all_known = self.only.is_some() || !self.table.open;
        if let [(Some(condition), _)] = groups.as_slice()
            && all_known
        {
            return Some(condition.clone());
        }
        let tag = Path::attribute(self.table.entity_type?);
        let hiding = groups.into_iter().filter_map(|(condition, tags)| Some((condition?, tags)));
        let clauses = hiding.map(|(condition, tags)| other_than(tag.clone(), &tags).or(condition));
        clauses.reduce(Condition::and)
    }

    /// What the filter does not say, but the library looks at in what comes back: the entities of which some items are hidden,
    /// each with the condition on which they are returned.
    pub(crate) fn not_filtered(&self) -> Vec<(&'static str, Condition)> {
        let is_filtered = self.filter().is_some() && !self.may_miss_tags();
        if is_filtered { Vec::new() } else { self.conditions() }
    }

    /// The entities of which some items are hidden, each with the condition on which they are returned.
    pub(crate) fn conditions(&self) -> Vec<(&'static str, Condition)> {
        let condition =
            |entity: &EntitySchema| Some((entity.rust_name, visible(entity, self.table, self.now)?));
        self.entities().filter_map(condition).collect()
    }

    /// Whether items may be of several entities and lack the tag by which the filter tells them.
    pub(crate) fn may_miss_tags(&self) -> bool {
        self.table.adopts && self.only.is_none()
    }

    /// The entities that are seen on one condition, or on none, by their tags.
    fn groups(&self) -> Vec<(Option<Condition>, Vec<&'static str>)> {
        let mut groups: Vec<(Option<Condition>, Vec<&'static str>)> = Vec::new();
        for entity in self.entities() {
            let condition = visible(entity, self.table, self.now);
            match groups.iter_mut().find(|(known, _)| *known == condition) {
                Some((_, tags)) => tags.push(entity.tag),
                None => groups.push((condition, vec![entity.tag])),
            }
        }
        groups
    }

    /// Whether an item that was read is hidden.
    pub(crate) fn hides(&self, item: ItemRef<'_>) -> bool {
        let entity = self.only.or_else(|| {
            let place = position(self.table.entities, self.table, item).ok()??;
            self.table.entities.get(place).copied()
        });
        entity.is_some_and(|entity| is_hidden(entity, self.table, item, self.now))
    }
}

fn other_than(tag: Path, tags: &[&'static str]) -> Condition {
    match tags {
        [one] => Condition::ne(tag, *one),
        several => !Condition::is_in(tag, several.iter().copied()),
    }
}

/// The condition on which readers see an item of an entity; `None` if they always do.
pub(crate) fn visible(entity: &EntitySchema, table: &TableSchema, now: i64) -> Option<Condition> {
    let lives = unexpired(entity, table, now);
    let stays = entity.deleted_at().map(Condition::not_exists);
    match (lives, stays) {
        (Some(lives), Some(stays)) => Some(lives.and(stays)),
        (lives, stays) => lives.or(stays),
    }
}

/// The condition on which an item of an entity has not expired for its readers; `None` if it never does.
fn unexpired(entity: &EntitySchema, table: &TableSchema, now: i64) -> Option<Condition> {
    let ttl = hidden_after(entity, table)?;
    Some(Condition::not_exists(ttl).or(Condition::gt(Path::attribute(ttl), now)))
}

/// The condition that an item was softly deleted, and has not expired since.
pub(crate) fn restorable(entity: Option<&EntitySchema>, table: &TableSchema, now: i64) -> Condition {
    let deleted_at = entity.and_then(EntitySchema::deleted_at);
    let deleted = Condition::exists(deleted_at.unwrap_or_default());
    narrowed(deleted, entity, table, |entity| unexpired(entity, table, now))
}

/// The condition that an item is there, for readers of the entity if it is known.
pub(crate) fn present(entity: Option<&EntitySchema>, table: &TableSchema, now: i64) -> Condition {
    let exists = Condition::exists(table.key.first());
    narrowed(exists, entity, table, |entity| visible(entity, table, now))
}

/// Narrows a condition to items of the entity, if it is known, that meet another one.
fn narrowed(
    condition: Condition,
    entity: Option<&EntitySchema>,
    table: &TableSchema,
    other: impl Fn(&EntitySchema) -> Option<Condition>,
) -> Condition {
    let known = entity.map(|entity| [is_no_other(entity, table), other(entity)]);
    known.into_iter().flatten().flatten().fold(condition, Condition::and)
}

/// The condition that no item is there, or only one that has expired and that readers do not see.
pub(crate) fn absent(entity: Option<&EntitySchema>, table: &TableSchema, now: i64) -> Condition {
    let missing = Condition::not_exists(table.key.first());
    match entity.and_then(|entity| hidden_after(entity, table)) {
        Some(ttl) => missing.or(Condition::le(Path::attribute(ttl), now)),
        None => missing,
    }
}

fn is_hidden(entity: &EntitySchema, table: &TableSchema, item: ItemRef<'_>, now: i64) -> bool {
    has_expired(entity, table, item, now)
        || entity.deleted_at().is_some_and(|deleted_at| item.contains(deleted_at))
}

/// Whether an item has expired for readers of its entity.
pub(crate) fn has_expired(entity: &EntitySchema, table: &TableSchema, item: ItemRef<'_>, now: i64) -> bool {
    let lives = |ttl: &str| match item.get(ttl) {
        Some(value) => value.as_n().is_some_and(|expires_at| expires_at > Number::from(now)),
        None => true,
    };
    hidden_after(entity, table).is_some_and(|ttl| !lives(ttl))
}

/// The attribute that says until when readers see an item.
fn hidden_after(entity: &EntitySchema, table: &TableSchema) -> Option<&'static str> {
    table.ttl.filter(|_| entity.retention.hide_expired)
}
