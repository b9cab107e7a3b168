//! Whether hydrating makes sense: the index lacks something.

use super::super::message::{Mistake, about};
use super::super::{AccessSchema, EntitySchema, IndexSchema, ProjectionSchema};

pub(super) const fn check(
    entity: &EntitySchema,
    access: &AccessSchema,
    index: &IndexSchema,
) -> Option<Mistake> {
    if !matches!(index.projection, ProjectionSchema::All) {
        return None;
    }
    let mistake = about(entity).text("access pattern ").code(access.name);
    let mistake = mistake.text(" is hydrated, but index ").code(index.name).text(" holds whole items");
    Some(mistake.help("remove `hydrate`"))
}
