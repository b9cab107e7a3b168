//! Which fields of index keys can only be set together.

use crate::model::{Access, Entity, Template};

/// Disjoint groups of fields outside the primary key. What is set of a group is all of it, or a key would be stale.
///
/// The fields of one key attribute make its text together. If one of them is an `Option`, the item is in the index or
/// not, with both key attributes or none: then the fields of the whole key are one group. In place of a computed field stand those
/// that it is computed from.
pub(crate) struct Groups(Vec<Vec<usize>>);

impl Groups {
    pub(crate) fn of(entity: &Entity) -> Self {
        let mut groups = Self(Vec::new());
        for access in &entity.accesses {
            let key: Vec<usize> = fields(access).filter(|place| !entity.in_primary_key(*place)).collect();
            if key.iter().any(|place| entity.fields.get(*place).is_some_and(|field| field.option)) {
                groups.join(sources(entity, key));
            } else {
                for template in templates(access) {
                    let changing = template.fields().into_iter().filter(|place| key.contains(place));
                    groups.join(sources(entity, changing));
                }
            }
        }
        let computed = entity.fields.iter().filter(|field| field.computed.is_some()).map(|field| field.place);
        for field in computed.filter(|place| !entity.in_primary_key(*place)) {
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

    /// The fields that are set together with those of a pattern's key: the key's own in order, then further ones. Empty if
    /// each can be set alone.
    pub(crate) fn of_access(&self, entity: &Entity, access: &Access) -> Vec<usize> {
        self.with(sources(entity, fields(access)))
    }

    /// The fields that are set together to set what a field is computed from. Empty if that is set alone.
    pub(crate) fn of_computed(&self, entity: &Entity, field: usize) -> Vec<usize> {
        self.with(sources(entity, [field]))
    }

    fn with(&self, fields: Vec<usize>) -> Vec<usize> {
        let joined = |place: &usize| self.of_field(*place).filter(|group| group.len() > 1);
        let own = fields.iter().copied().filter(|place| joined(place).is_some());
        let further = fields.iter().filter_map(joined).flatten().copied();
        distinct(own.chain(further))
    }

    fn of_field(&self, place: usize) -> Option<&[usize]> {
        self.0.iter().find(|group| group.contains(&place)).map(Vec::as_slice)
    }
}

fn distinct(places: impl IntoIterator<Item = usize>) -> Vec<usize> {
    let mut found = Vec::new();
    for place in places {
        if !found.contains(&place) {
            found.push(place);
        }
    }
    found
}

/// The fields outside the primary key that some fields follow from.
fn sources(entity: &Entity, places: impl IntoIterator<Item = usize>) -> Vec<usize> {
    let sources = places.into_iter().flat_map(|place| entity.sources(place).to_vec());
    distinct(sources.filter(|place| !entity.in_primary_key(*place)))
}

fn templates(access: &Access) -> impl Iterator<Item = &Template> {
    std::iter::once(&access.pk).chain(&access.sk)
}

fn fields(access: &Access) -> impl Iterator<Item = usize> {
    templates(access).flat_map(Template::fields)
}
