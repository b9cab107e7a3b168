//! Which fields of index keys can only be set together.

use crate::model::{Access, Entity, Template};
use crate::syntax::Managed;

/// Disjoint groups of fields outside the primary key. What is set of a group is all of it, or a key would be stale.
///
/// The fields of one key attribute make its text together. If one of them is an `Option`, the item is in the index or
/// not, with both key attributes or none: then the fields of the whole key are one group.
pub(crate) struct Groups(Vec<Vec<usize>>);

impl Groups {
    pub(crate) fn of(entity: &Entity) -> Self {
        let mut groups = Self(Vec::new());
        for access in &entity.accesses {
            let mut key: Vec<usize> = fields(access).filter(|place| !entity.in_primary_key(*place)).collect();
            let optional =
                key.iter().any(|place| entity.fields.get(*place).is_some_and(|field| field.option));
            key.retain(|place| !is_set_anyway(entity, *place));
            if optional {
                groups.join(key);
            } else {
                for template in templates(access) {
                    groups.join(template.fields().into_iter().filter(|place| key.contains(place)).collect());
                }
            }
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

    /// Whether a field makes its keys with no field that changes.
    pub(crate) fn is_alone(&self, place: usize) -> bool {
        self.of_field(place).is_some_and(|group| group.len() == 1)
    }

    /// The fields that are set together with those of a pattern's key: the key's own in order, then further ones. Empty if
    /// each can be set alone.
    pub(crate) fn of_access(&self, access: &Access) -> Vec<usize> {
        let joined = |place: &usize| self.of_field(*place).filter(|group| group.len() > 1);
        let own = fields(access).filter(|place| joined(place).is_some());
        let further = fields(access).filter_map(|place| joined(&place)).flatten().copied();
        distinct(own.chain(further))
    }

    fn of_field(&self, place: usize) -> Option<&[usize]> {
        self.0.iter().find(|group| group.contains(&place)).map(Vec::as_slice)
    }
}

/// Whether every update sets the field by itself, and so knows it.
fn is_set_anyway(entity: &Entity, place: usize) -> bool {
    entity.fields.get(place).is_some_and(|field| field.managed == Some(Managed::Updated))
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

fn templates(access: &Access) -> impl Iterator<Item = &Template> {
    std::iter::once(&access.pk).chain(&access.sk)
}

fn fields(access: &Access) -> impl Iterator<Item = usize> {
    templates(access).flat_map(Template::fields)
}
