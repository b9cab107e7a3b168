//! Whether hydrating makes sense: the index lacks something, and what it lacks is not needed to find the items.

use super::super::message::{Mistake, about};
use super::super::{AccessSchema, EntitySchema, IndexSchema, ProjectionSchema, TableSchema, shares_range};

pub(super) const fn check(
    entity: &EntitySchema,
    access: &AccessSchema,
    index: &IndexSchema,
    table: &TableSchema,
) -> Option<Mistake> {
    match index.projection {
        ProjectionSchema::All => {
            let mistake = about(entity).text("access pattern ").code(access.name);
            let mistake =
                mistake.text(" is hydrated, but index ").code(index.name).text(" holds whole items");
            Some(mistake.help("remove `hydrate`"))
        }
        ProjectionSchema::KeysOnly if table.entity_type.is_some() && shares_range(entity, access, table) => {
            let mistake = about(entity).text("the keys that access pattern ").code(access.name);
            let mistake = mistake.text(" reads may be other entities\u{2019}, and index ").code(index.name);
            let mistake = mistake.text(" does not hold the entity type");
            Some(mistake.help("declare the index with `project(include)`, which holds it"))
        }
        ProjectionSchema::KeysOnly | ProjectionSchema::Include(_) => None,
    }
}
