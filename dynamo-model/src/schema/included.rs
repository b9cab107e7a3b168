//! Which attributes an index includes by name, and whether a table may have as many.

use super::message::{Mistake, equal, none_of};
use super::{EntitySchema, IndexSchema, ProjectionSchema, TableSchema};

/// The attributes that an index includes at the most.
const MOST: usize = 20;
/// The attributes that all indexes of a table include at the most.
const MOST_OF_ALL: usize = 100;
/// More than any index may include.
const ROOM: usize = MOST_OF_ALL + 1;

/// Attributes that an index includes, each once.
#[derive(Clone, Copy)]
pub(super) struct Included {
    names: [&'static str; ROOM],
    count: usize,
}

impl Included {
    /// Finds what an index includes that includes anything: what it declares, what the patterns of its entities ask for, and
    /// what tells its items apart.
    pub(super) const fn of(index: &IndexSchema, declared: &[&'static str], table: &TableSchema) -> Self {
        let mut all = Self { names: [""; ROOM], count: 0 };
        if let Some(tag) = table.entity_type {
            all = all.with(tag, index);
        }
        // An index without entities that have revisions is left as it is: what it holds cannot be changed later.
        if let Some(revision) = table.revision
            && has_revised(table.entities, index)
        {
            all = all.with(revision, index);
        }
        all = all.with_each(declared, index);
        let mut entities = table.entities;
        while let [entity, rest @ ..] = entities {
            if let Some(access) = entity.on_index(index.name) {
                all = all.with_each(access.project, index);
            }
            entities = rest;
        }
        let mut entities = table.entities;
        while let [entity, rest @ ..] = entities {
            if entity.on_index(index.name).is_some() {
                let [first, second] = entity.judged_by(table);
                if let Some(name) = first {
                    all = all.with(name, index);
                }
                if let Some(name) = second {
                    all = all.with(name, index);
                }
            }
            entities = rest;
        }
        all
    }

    const fn with_each(mut self, names: &[&'static str], index: &IndexSchema) -> Self {
        let mut names = names;
        while let [name, rest @ ..] = names {
            self = self.with(name, index);
            names = rest;
        }
        self
    }

    #[allow(
        clippy::indexing_slicing,
        reason = "const code has no `get_mut`; the bound is checked right here"
    )]
    const fn with(mut self, name: &'static str, index: &IndexSchema) -> Self {
        // What searches filter by is held anyway.
        let filters = match &index.vector {
            Some(vector) => vector.filter(name).is_some(),
            None => false,
        };
        if filters || self.has(name) || self.count == ROOM {
            return self;
        }
        self.names[self.count] = name;
        self.count += 1;
        self
    }

    const fn has(&self, name: &str) -> bool {
        let mut names = self.names();
        while let [first, rest @ ..] = names {
            if equal(first, name) {
                return true;
            }
            names = rest;
        }
        false
    }

    /// The attributes, in the order in which they are declared.
    pub(super) const fn names(&self) -> &[&'static str] {
        self.names.split_at(self.count).0
    }
}

const fn has_revised(entities: &[&EntitySchema], index: &IndexSchema) -> bool {
    let mut entities = entities;
    while let [entity, rest @ ..] = entities {
        if entity.revisions.is_some() && entity.on_index(index.name).is_some() {
            return true;
        }
        entities = rest;
    }
    false
}

/// Checks that the indexes of a table include no more than can be; `None` if so. It is the part of
/// [`check_table`](super::check_table) about the attributes that patterns ask for.
#[doc(hidden)]
#[must_use]
pub const fn check_included(table: &TableSchema) -> Option<Mistake> {
    let (mut indexes, mut all) = (table.indexes, 0);
    while let [index, rest @ ..] = indexes {
        let (names, beside) = counted(index, table);
        none_of!(is_no_more_than_can_be(index, names, beside, table));
        all += names + beside;
        indexes = rest;
    }
    if all <= MOST_OF_ALL {
        return None;
    }
    let mistake = Mistake::NONE.text("table ").code(table.rust_name).text(": its indexes include ");
    let mistake = mistake.number(all).text(" attributes together, and a table can have ").number(MOST_OF_ALL);
    Some(mistake.help("declare some indexes with `project(all)`, or include fewer attributes"))
}

/// How many attributes an index includes by name, and how many of a vector index count beside them.
const fn counted(index: &IndexSchema, table: &TableSchema) -> (usize, usize) {
    let ProjectionSchema::Include(declared) = index.projection else { return (0, 0) };
    let names = Included::of(index, declared, table).count;
    match &index.vector {
        Some(vector) if names > 0 => (names, 1 + vector.filters.len()),
        _ => (names, 0),
    }
}

const fn is_no_more_than_can_be(
    index: &IndexSchema,
    names: usize,
    beside: usize,
    table: &TableSchema,
) -> Option<Mistake> {
    if names + beside <= MOST {
        return None;
    }
    let mistake = Mistake::NONE.text("table ").code(table.rust_name).text(": index ").code(index.name);
    let mistake = mistake.text(" includes ").number(names).text(" attributes");
    let mistake = mistake.text(", with those of its patterns and what tells items apart, and can have ");
    let mistake = mistake.number(MOST.saturating_sub(beside));
    let mistake = match beside {
        0 => mistake,
        _ => mistake.text(" beside the vector and what searches filter by"),
    };
    Some(mistake.help("declare it with `project(all)`, or include fewer: in `project(…)` of the index and of access patterns"))
}
