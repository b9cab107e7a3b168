//! Which fields of index keys can only be set together.

use crate::model::{Access, Entity, Template, distinct};

/// Disjoint groups of fields outside the primary key. What is set of a group is all of it, or a key would be stale.
///
/// The fields of one key attribute make its text together. If a field of the key is an `Option`, the item is in the index
/// or not, with all attributes that are made for it or none: then the fields of those, and all that decide, are one group.
/// A field that is a key attribute itself is right whatever else is set. One in a template may be, too, which only the
/// table knows; `is_set_alone` of the library asks it.
pub(crate) struct Groups(Vec<Vec<usize>>);

impl Groups {
    pub(crate) fn of(entity: &Entity) -> Self {
        let mut groups = Self(Vec::new());
        let changes = |place: &usize| !entity.in_primary_key(*place);
        let is_optional = |place: &usize| entity.fields.get(*place).is_some_and(|field| field.option);
        for access in &entity.accesses {
            let fields = |template: &Template| template.fields().into_iter().filter(changes).collect();
            let (own, made): (Vec<&Template>, Vec<&Template>) =
                access.templates().partition(|template| template.own);
            let own: Vec<Vec<usize>> = own.into_iter().map(fields).collect();
            let made: Vec<Vec<usize>> = made.into_iter().map(fields).collect();
            let deciding: Vec<usize> =
                access.fields().into_iter().filter(changes).filter(is_optional).collect();
            if !made.is_empty() && !deciding.is_empty() {
                groups.join(made.concat().into_iter().chain(deciding).collect());
            }
            own.into_iter().chain(made).for_each(|fields| groups.join(fields));
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

    /// Whether a field makes every key attribute with no field that changes, so that only others' being `Option`s, and what
    /// the table calls its attributes, decides whether it can be set alone.
    pub(crate) fn may_be_alone(entity: &Entity, place: usize) -> bool {
        let templates = entity.accesses.iter().flat_map(Access::templates).map(Template::fields);
        let mut others = templates.filter(|fields| fields.contains(&place)).flatten();
        others.all(|field| field == place || entity.in_primary_key(field))
    }

    /// The fields that are set together with those of a pattern's key: the key's own in order, then further ones. Empty if
    /// each can be set alone.
    pub(crate) fn of_access(&self, access: &Access) -> Vec<usize> {
        let joined = |place: &usize| self.of_field(*place).filter(|group| group.len() > 1);
        let key = access.fields();
        let own = key.iter().filter(|place| joined(place).is_some()).copied();
        let further = key.iter().filter_map(joined).flatten().copied();
        distinct(own.chain(further))
    }

    fn of_field(&self, place: usize) -> Option<&[usize]> {
        self.0.iter().find(|group| group.contains(&place)).map(Vec::as_slice)
    }
}
