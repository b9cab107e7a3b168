//! Which fields of index keys can only be set together.

use crate::model::{Access, Entity, Template, distinct};
use crate::syntax::Managed;

/// Disjoint groups of fields outside the primary key. What is set of a group is all of it, or a key would be stale.
///
/// The fields of one key attribute make its text together. If a field of the key is an `Option`, the item is in the index
/// or not, with all attributes that are made for it or none: then the fields of those, and all that decide, are one group.
/// A field that is a key attribute itself is right whatever else is set. One in a template may be, too, which only the
/// table knows; `is_set_alone` of the library asks it. In place of a computed field stand those that it is computed from.
pub(crate) struct Groups(Vec<Vec<usize>>);

impl Groups {
    pub(crate) fn of(entity: &Entity) -> Self {
        let mut groups = Self(Vec::new());
        let changes = |place: &usize| !entity.in_primary_key(*place);
        let is_optional = |place: &usize| entity.fields.get(*place).is_some_and(|field| field.option);
        for access in &entity.accesses {
            let (own, made): (Vec<&Template>, Vec<&Template>) =
                access.templates().partition(|template| template.own);
            let made: Vec<Vec<usize>> = made.iter().map(|made| sources(entity, made.fields())).collect();
            let deciding: Vec<usize> =
                access.fields().into_iter().filter(changes).filter(is_optional).collect();
            if !deciding.is_empty() && !made.is_empty() {
                groups.join(made.concat().into_iter().chain(sources(entity, deciding)).collect());
            }
            made.into_iter().for_each(|fields| groups.join(fields));
            own.iter().for_each(|own| groups.join(sources(entity, own.fields())));
        }
        let computed = entity.fields.iter().filter(|field| field.computed.is_some()).map(|field| field.place);
        for field in computed.filter(changes) {
            groups.join(sources(entity, [field]));
        }
        groups
    }

    /// Adds a group, joined with all that share a field with it.
    fn join(&mut self, mut fields: Vec<usize>) {
        self.0.retain(|group| {
            let shared = group.iter().any(|place| fields.contains(place));
            if shared {
                fields.extend(group);
            }
            !shared
        });
        self.0.push(distinct(fields));
    }

    /// Whether keys or computed fields are made of a field.
    pub(crate) fn has(&self, place: usize) -> bool {
        self.of_field(place).is_some()
    }

    /// Whether a field makes its keys, and what is computed, with no field that changes.
    pub(crate) fn is_alone(&self, place: usize) -> bool {
        self.of_field(place).is_some_and(|group| group.len() == 1)
    }

    /// Whether a field that is in a group can be set alone all the same.
    pub(crate) fn is_set_alone(entity: &Entity, place: usize) -> Alone {
        if !makes_keys_alone(entity, place) {
            return Alone::No;
        }
        let made: Vec<Making<'_>> = entity.accesses.iter().map(|access| Making { entity, access }).collect();
        if made.iter().any(|made| made.needs_others(place, |template| made.is_for_index(template))) {
            Alone::No
        } else if made.iter().any(|made| made.needs_others(place, |_| true)) {
            Alone::TableSays
        } else {
            Alone::Yes
        }
    }

    /// The fields that are set together with those of a pattern's key: the key's own in order, then further ones as they are
    /// declared, whatever other patterns there are. Empty if each can be set alone.
    pub(crate) fn of_access(&self, entity: &Entity, access: &Access) -> Vec<usize> {
        self.with(sources(entity, access.fields()))
    }

    /// The fields that are set together to set what a field is computed from. Empty if that is set alone.
    pub(crate) fn of_computed(&self, entity: &Entity, field: usize) -> Vec<usize> {
        self.with(sources(entity, [field]))
    }

    fn with(&self, fields: Vec<usize>) -> Vec<usize> {
        let joined = |place: &usize| self.of_field(*place).filter(|group| group.len() > 1);
        let own = fields.iter().copied().filter(|place| joined(place).is_some());
        let mut further: Vec<usize> = fields.iter().filter_map(joined).flatten().copied().collect();
        further.sort_unstable();
        distinct(own.chain(further))
    }

    fn of_field(&self, place: usize) -> Option<&[usize]> {
        self.0.iter().find(|group| group.contains(&place)).map(Vec::as_slice)
    }
}

/// Whether a field can be set without the others of its group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alone {
    Yes,
    No,
    /// It depends on what the table calls its attributes.
    TableSays,
}

/// Whether a field makes every key attribute with no field that changes, so that only others' being `Option`s, and what the
/// table calls its attributes, decides whether it can be set alone.
fn makes_keys_alone(entity: &Entity, place: usize) -> bool {
    if !entity.in_some_key(place) || entity.computed_from(place).next().is_some() {
        return false;
    }
    let templates = entity.accesses.iter().flat_map(Access::templates).filter(|template| template.has(place));
    let mut others = templates.flat_map(Template::fields);
    others.all(|field| field == place || entity.in_primary_key(field))
}

/// How an item gets the attributes of an index.
struct Making<'e> {
    entity: &'e Entity,
    access: &'e Access,
}

impl Making<'_> {
    /// Whether the field decides together with others whether the item has attributes that are there for the index alone.
    fn needs_others(&self, place: usize, for_index: impl Fn(&Template) -> bool) -> bool {
        let is_optional = |place: usize| self.entity.fields.get(place).is_some_and(|field| field.option);
        let comes_and_goes =
            self.access.fields().into_iter().any(is_optional) && self.access.templates().any(&for_index);
        let deciding: Vec<usize> = self
            .access
            .templates()
            .filter(|_| self.access.index.is_some() && comes_and_goes)
            .flat_map(|template| {
                let all = for_index(template);
                template.fields().into_iter().filter(move |place| all || is_optional(*place))
            })
            .collect();
        let changes = |other: usize| other != place && !self.entity.in_primary_key(other);
        deciding.contains(&place) && deciding.into_iter().any(changes)
    }

    /// Whether what a template makes is there for the index alone, whatever the table calls it: it can be no field under its
    /// own name, and nothing of the primary key.
    fn is_for_index(&self, template: &Template) -> bool {
        let is_stored = |place: usize| {
            self.entity.fields.get(place).is_some_and(|field| field.present && !field.key_only)
        };
        !template.only_field().is_some_and(is_stored)
            && self.entity.primary().all(|primary| primary.fields() != template.fields())
    }
}

/// The fields outside the primary key that some fields follow from, and that an update does not set anyway.
fn sources(entity: &Entity, places: impl IntoIterator<Item = usize>) -> Vec<usize> {
    let sources = places.into_iter().flat_map(|place| entity.sources(place).to_vec());
    distinct(sources.filter(|place| !entity.in_primary_key(*place) && !is_set_anyway(entity, *place)))
}

/// The fields that make keys together with the time of the last write: an update that names none of them cannot make those.
pub(crate) fn needed_by_every_update(entity: &Entity) -> Vec<usize> {
    let is_set = |place: usize| is_set_anyway(entity, place);
    let is_optional = |place: usize| entity.fields.get(place).is_some_and(|field| field.option);
    let made = entity.accesses.iter().filter(|access| access.index.is_some()).flat_map(|access| {
        // With a time that may be missing, the item comes into the index, and all its attributes are made.
        let comes = access.fields().into_iter().any(|place| is_set(place) && is_optional(place));
        access.templates().filter(move |template| {
            let timed = template.fields().into_iter().any(is_set);
            !template.own && (timed || (comes && template.only_field().is_none()))
        })
    });
    sources(entity, distinct(made.flat_map(Template::fields)))
}

/// Whether every update sets the field by itself, and so knows it.
fn is_set_anyway(entity: &Entity, place: usize) -> bool {
    entity.fields.get(place).is_some_and(|field| field.managed == Some(Managed::Updated))
}
